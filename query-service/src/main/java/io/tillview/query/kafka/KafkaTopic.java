package io.tillview.query.kafka;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.LateMerges;
import io.tillview.query.freshness.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * The topic, as Kafka's brokers describe it. Its partitions are looked up anew each time: one that was added holds back what
 * is claimed from its first record on. How far late events are merged is what {@code ./tillview upkeep} has committed for it.
 */
public final class KafkaTopic implements Topic, LateMerges, AutoCloseable {
    /** The consumer group of a datasource that late events are merged into is named like this, and like it. */
    private static final String MERGE_GROUP = "late-merge-";

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final KafkaConfig config;
    private final String topic;
    private Admin admin;

    /** @param config a configuration without faults; it isn't used before the first question */
    public KafkaTopic(KafkaConfig config) {
        this.config = config;
        this.topic = config.topic();
    }

    @Override
    public Map<Integer, Long> ends() throws IOException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (TopicPartitionInfo partition : description().partitions()) {
            latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
        }
        return offsets(latest);
    }

    @Override
    public Map<Integer, Long> firstSince(Map<Integer, Instant> since) throws IOException {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        since.forEach((partition, time) ->
                specs.put(new TopicPartition(topic, partition), OffsetSpec.forTimestamp(time.toEpochMilli())));
        Map<Integer, Long> first = offsets(specs);
        first.values().removeIf(offset -> offset < 0);
        return first;
    }

    /** A group that doesn't exist has merged nothing; what was committed for another topic of the name doesn't count. */
    @Override
    public Map<Integer, Long> mergedUpTo(Datasource datasource) throws IOException {
        String topicId = description().topicId().toString();
        Map<Integer, Long> merged = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> committed : await(
                        admin().listConsumerGroupOffsets(MERGE_GROUP + datasource.table())
                                .partitionsToOffsetAndMetadata())
                .entrySet()) {
            OffsetAndMetadata offset = committed.getValue();
            if (offset != null
                    && committed.getKey().topic().equals(topic)
                    && offset.metadata().equals(topicId)) {
                merged.put(committed.getKey().partition(), offset.offset());
            }
        }
        return merged;
    }

    /** Waits for nobody. */
    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private TopicDescription description() throws IOException {
        return await(admin().describeTopics(List.of(topic)).topicNameValues().get(topic));
    }

    private Map<Integer, Long> offsets(Map<TopicPartition, OffsetSpec> specs) throws IOException {
        Map<Integer, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
                await(admin().listOffsets(specs).all()).entrySet()) {
            offsets.put(found.getKey().partition(), found.getValue().offset());
        }
        return offsets;
    }

    private synchronized Admin admin() {
        if (admin == null) {
            Map<String, Object> client = config.client();
            client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis());
            client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
            admin = Admin.create(client);
        }
        return admin;
    }

    private static <T> T await(KafkaFuture<T> answer) throws IOException {
        try {
            return answer.get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("It did not answer in time.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Nobody waits for the answer any more.", e);
        }
    }

    private static String millis() {
        return Long.toString(TIMEOUT.toMillis());
    }
}
