package io.tillview.ingestion;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * What differs from one installation to another: the only values a spec's placeholders may ask for.
 *
 * @param kafkaBootstrapServers where Druid finds Kafka, {@code host:port}, several separated by commas
 * @param kafkaSecurityProtocol {@code SASL_SSL}, or {@code SASL_PLAINTEXT} on loopback
 * @param topicPartitions partitions of a topic; can grow later, never shrink
 * @param topicReplicationFactor copies of a topic, at most as many as there are brokers
 * @param topicMinInsyncReplicas copies that have to acknowledge a record
 * @param taskCount indexing tasks a supervisor spreads the partitions over while it keeps up
 * @param taskCountMax how many it may grow to while it lags, at least as many
 * @param taskReplicas how many times each of them runs, at most as many as there are workers
 * @param segmentReplicas how many Historicals serve each segment, at most as many as there are
 * @param layoutSubTasks how many tasks lay out one chunk side by side
 * @param layoutRowsPerSegment about how many rows a segment of a closed chunk has
 */
public record SpecValues(
        String kafkaBootstrapServers,
        String kafkaSecurityProtocol,
        int topicPartitions,
        int topicReplicationFactor,
        int topicMinInsyncReplicas,
        int taskCount,
        int taskCountMax,
        int taskReplicas,
        int segmentReplicas,
        int layoutSubTasks,
        int layoutRowsPerSegment) {

    /** As many as the usual advice for Druid's segments has it; measured in docs/storage-layout.md. */
    public static final int ROWS_PER_SEGMENT = 5_000_000;

    public SpecValues {
        requireNonNull(kafkaBootstrapServers, "kafkaBootstrapServers");
        requireNonNull(kafkaSecurityProtocol, "kafkaSecurityProtocol");
        if (kafkaBootstrapServers.isBlank()) {
            throw new IllegalArgumentException("kafkaBootstrapServers has to name at least one server");
        }
        if (!kafkaSecurityProtocol.startsWith("SASL_")) {
            throw new IllegalArgumentException("kafkaSecurityProtocol has to be SASL_SSL or SASL_PLAINTEXT");
        }
        requirePositive("topicPartitions", topicPartitions);
        requirePositive("topicReplicationFactor", topicReplicationFactor);
        requirePositive("topicMinInsyncReplicas", topicMinInsyncReplicas);
        requirePositive("taskCount", taskCount);
        requirePositive("taskReplicas", taskReplicas);
        requirePositive("segmentReplicas", segmentReplicas);
        requirePositive("layoutSubTasks", layoutSubTasks);
        requirePositive("layoutRowsPerSegment", layoutRowsPerSegment);
        if (taskCountMax < taskCount) {
            throw new IllegalArgumentException("taskCountMax can't be less than taskCount");
        }
        if (topicMinInsyncReplicas > topicReplicationFactor) {
            throw new IllegalArgumentException("topicMinInsyncReplicas can't be more than topicReplicationFactor");
        }
    }

    /** One broker and one worker on one machine: four partitions, one copy of everything, a second task while one lags. */
    public static SpecValues singleMachine(String kafkaBootstrapServers) {
        return new SpecValues(kafkaBootstrapServers, "SASL_PLAINTEXT", 4, 1, 1, 1, 2, 1, 1, 1, ROWS_PER_SEGMENT);
    }

    /** The values by their placeholders' names, each of its JSON type. */
    Map<String, JsonNode> byName() {
        return Map.ofEntries(
                Map.entry("kafka.bootstrapServers", TextNode.valueOf(kafkaBootstrapServers)),
                Map.entry("kafka.securityProtocol", TextNode.valueOf(kafkaSecurityProtocol)),
                Map.entry("topic.partitions", IntNode.valueOf(topicPartitions)),
                Map.entry("topic.replicationFactor", IntNode.valueOf(topicReplicationFactor)),
                Map.entry("topic.minInsyncReplicas", IntNode.valueOf(topicMinInsyncReplicas)),
                Map.entry("tasks.count", IntNode.valueOf(taskCount)),
                Map.entry("tasks.countMax", IntNode.valueOf(taskCountMax)),
                Map.entry("tasks.replicas", IntNode.valueOf(taskReplicas)),
                Map.entry("segments.replicas", IntNode.valueOf(segmentReplicas)),
                Map.entry("layout.subTasks", IntNode.valueOf(layoutSubTasks)),
                Map.entry("layout.rowsPerSegment", IntNode.valueOf(layoutRowsPerSegment)));
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " has to be at least 1");
        }
    }
}
