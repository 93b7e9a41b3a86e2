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
 */
public record SpecValues(
        String kafkaBootstrapServers,
        String kafkaSecurityProtocol,
        int topicPartitions,
        int topicReplicationFactor,
        int topicMinInsyncReplicas,
        int taskCount,
        int taskCountMax,
        int taskReplicas) {

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
        if (taskCountMax < taskCount) {
            throw new IllegalArgumentException("taskCountMax can't be less than taskCount");
        }
        if (topicMinInsyncReplicas > topicReplicationFactor) {
            throw new IllegalArgumentException("topicMinInsyncReplicas can't be more than topicReplicationFactor");
        }
    }

    /** One broker and one worker on one machine: four partitions, one copy of everything, a second task while one lags. */
    public static SpecValues singleMachine(String kafkaBootstrapServers) {
        return new SpecValues(kafkaBootstrapServers, "SASL_PLAINTEXT", 4, 1, 1, 1, 2, 1);
    }

    /** The values by their placeholders' names, each of its JSON type. */
    Map<String, JsonNode> byName() {
        return Map.of(
                "kafka.bootstrapServers", TextNode.valueOf(kafkaBootstrapServers),
                "kafka.securityProtocol", TextNode.valueOf(kafkaSecurityProtocol),
                "topic.partitions", IntNode.valueOf(topicPartitions),
                "topic.replicationFactor", IntNode.valueOf(topicReplicationFactor),
                "topic.minInsyncReplicas", IntNode.valueOf(topicMinInsyncReplicas),
                "tasks.count", IntNode.valueOf(taskCount),
                "tasks.countMax", IntNode.valueOf(taskCountMax),
                "tasks.replicas", IntNode.valueOf(taskReplicas));
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " has to be at least 1");
        }
    }
}
