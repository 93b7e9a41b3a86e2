package io.tillview.ingestion.merging;

import static java.util.Objects.requireNonNull;

import io.tillview.ingestion.KafkaAnswer;
import io.tillview.ingestion.KafkaRefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells in Kafka, beside the topic itself, how far late events are merged: as the offsets that a consumer group of each datasource,
 * {@code late-merge-<datasource>}, has come to. No consumer is ever in it. Each offset carries the topic's id, so that it says
 * nothing of another topic that has the name later. Blocks; belongs to one thread.
 */
public final class MergedOffsets implements AutoCloseable {
    /** How the groups' names begin. */
    public static final String GROUP_PREFIX = "late-merge-";

    private final Admin admin;
    private final String topic;

    MergedOffsets(Admin admin, String topic) {
        this.admin = requireNonNull(admin, "admin");
        this.topic = requireNonNull(topic, "topic");
    }

    /**
     * Connects when it is first used.
     *
     * @param kafka Kafka client properties of a principal that may describe the topic and commit offsets
     */
    public static MergedOffsets in(Map<String, String> kafka, String topic) {
        try {
            return new MergedOffsets(Admin.create(Map.<String, Object>copyOf(kafka)), topic);
        } catch (KafkaException e) {
            throw new KafkaRefusedException(topic, "the properties can't be used: " + e.getMessage(), e);
        }
    }

    /**
     * Writes it down for some datasources.
     *
     * @param offsets by partition: every late event that lies before them is in each of the datasources
     * @throws KafkaRefusedException if Kafka doesn't take it
     */
    public void commit(List<String> datasources, Map<Integer, Long> offsets) {
        if (offsets.isEmpty()) {
            return;
        }
        String id = KafkaAnswer.await(
                        topic,
                        admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                .topicId()
                .toString();
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        offsets.forEach((partition, offset) ->
                positions.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset, id)));
        for (String datasource : datasources) {
            KafkaAnswer.await(
                    topic,
                    admin.alterConsumerGroupOffsets(GROUP_PREFIX + datasource, positions)
                            .all());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
