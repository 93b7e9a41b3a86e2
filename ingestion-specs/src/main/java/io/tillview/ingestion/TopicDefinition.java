package io.tillview.ingestion;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A Kafka topic as it should be.
 *
 * @param name the topic
 * @param partitions at least so many
 * @param replicationFactor copies, when the topic is created
 * @param configs the topic's settings that matter here; others are left alone
 * @param acls who may do what with it; others are left alone
 */
public record TopicDefinition(
        String name, int partitions, int replicationFactor, Map<String, String> configs, List<AclBinding> acls) {

    public TopicDefinition {
        requireNonNull(name, "name");
        configs = Map.copyOf(configs);
        acls = List.copyOf(acls);
    }
}
