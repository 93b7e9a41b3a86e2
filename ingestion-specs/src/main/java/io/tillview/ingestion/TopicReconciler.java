package io.tillview.ingestion;

import io.tillview.ingestion.SpecChange.AclAdded;
import io.tillview.ingestion.SpecChange.ConfigDifference;
import io.tillview.ingestion.SpecChange.LeftToOperator;
import io.tillview.ingestion.SpecChange.PartitionsGrown;
import io.tillview.ingestion.SpecChange.TopicConfigAltered;
import io.tillview.ingestion.SpecChange.TopicCreated;
import io.tillview.ingestion.SpecChange.Unchanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Brings Kafka's topics to what their definitions say. It adds and alters; it takes nothing away. */
final class TopicReconciler {

    private final Admin admin;

    TopicReconciler(Admin admin) {
        this.admin = admin;
    }

    List<SpecChange> plan(TopicDefinition topic) {
        Set<AclBinding> acls = Set.copyOf(KafkaAnswer.await(
                topic.name(), admin.describeAcls(AclBindingFilter.ANY).values()));
        Optional<TopicDescription> description = describe(topic.name());
        Map<String, String> configs = description.isEmpty() ? Map.of() : configs(topic.name());
        return plan(topic, description, configs, acls);
    }

    /**
     * What has to be done, given what is there.
     *
     * @throws TopicConflictException if the topic has more partitions than it should
     */
    static List<SpecChange> plan(
            TopicDefinition topic,
            Optional<TopicDescription> actual,
            Map<String, String> configs,
            Set<AclBinding> acls) {
        List<SpecChange> changes = new ArrayList<>();
        if (actual.isEmpty()) {
            changes.add(new TopicCreated(topic));
        } else {
            planPartitions(topic, actual.get(), changes);
            planConfigs(topic, configs, changes);
        }
        topic.acls().stream().filter(acl -> !acls.contains(acl)).forEach(acl -> changes.add(new AclAdded(acl)));
        if (changes.stream().noneMatch(SpecChange::isToDo)) {
            changes.add(0, new Unchanged("topic " + topic.name()));
        }
        return changes;
    }

    private static void planPartitions(TopicDefinition topic, TopicDescription actual, List<SpecChange> changes) {
        int partitions = actual.partitions().size();
        if (partitions > topic.partitions()) {
            throw new TopicConflictException(topic.name(), topic.partitions(), partitions);
        }
        if (partitions < topic.partitions()) {
            changes.add(new PartitionsGrown(topic.name(), partitions, topic.partitions()));
        }
        int replicas = actual.partitions().get(0).replicas().size();
        if (replicas != topic.replicationFactor()) {
            changes.add(new LeftToOperator(
                    "topic " + topic.name(),
                    "has " + replicas + " replicas instead of " + topic.replicationFactor(),
                    "move it with Kafka's kafka-reassign-partitions"));
        }
    }

    private static void planConfigs(TopicDefinition topic, Map<String, String> actual, List<SpecChange> changes) {
        Map<String, ConfigDifference> differences = new TreeMap<>();
        topic.configs().forEach((name, value) -> {
            String present = actual.get(name);
            if (!Objects.equals(present, value)) {
                differences.put(name, new ConfigDifference(String.valueOf(present), value));
            }
        });
        if (!differences.isEmpty()) {
            changes.add(new TopicConfigAltered(topic.name(), differences));
        }
    }

    /** Creates the topic; that another did so meanwhile is as good. */
    void create(TopicCreated change) {
        TopicDefinition topic = change.topic();
        NewTopic created = new NewTopic(topic.name(), topic.partitions(), (short) topic.replicationFactor())
                .configs(topic.configs());
        try {
            KafkaAnswer.await(topic.name(), admin.createTopics(List.of(created)).all());
        } catch (KafkaRefusedException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    void grow(PartitionsGrown change) {
        KafkaAnswer.await(
                change.topic(),
                admin.createPartitions(Map.of(change.topic(), NewPartitions.increaseTo(change.to())))
                        .all());
    }

    void alter(TopicConfigAltered change) {
        List<AlterConfigOp> operations = change.settings().entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue().desired()), AlterConfigOp.OpType.SET))
                .toList();
        KafkaAnswer.await(
                change.topic(),
                admin.incrementalAlterConfigs(Map.of(resource(change.topic()), operations))
                        .all());
    }

    void add(AclAdded change) {
        KafkaAnswer.await(
                change.acl().pattern().name(),
                admin.createAcls(List.of(change.acl())).all());
    }

    private Optional<TopicDescription> describe(String topic) {
        try {
            return Optional.of(KafkaAnswer.await(
                    topic,
                    admin.describeTopics(List.of(topic)).topicNameValues().get(topic)));
        } catch (KafkaRefusedException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Map<String, String> configs(String topic) {
        Config config = KafkaAnswer.await(
                topic, admin.describeConfigs(List.of(resource(topic))).values().get(resource(topic)));
        Map<String, String> settings = new TreeMap<>();
        config.entries().forEach(entry -> settings.put(entry.name(), entry.value()));
        return settings;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
