package io.tillview.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.ingestion.SpecChange.AclAdded;
import io.tillview.ingestion.SpecChange.ConfigDifference;
import io.tillview.ingestion.SpecChange.LeftToOperator;
import io.tillview.ingestion.SpecChange.PartitionsGrown;
import io.tillview.ingestion.SpecChange.TopicConfigAltered;
import io.tillview.ingestion.SpecChange.TopicCreated;
import io.tillview.ingestion.SpecChange.Unchanged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class TopicReconcilerTest {

    private final TopicDefinition topic = IngestionSpecs.bundled()
            .topics(SpecValues.singleMachine("127.0.0.1:9092"))
            .get(0);

    @Test
    void defines_the_topic_of_merchants_events() {
        assertThat(topic.name()).isEqualTo("merchant-events");
        assertThat(topic.partitions()).isEqualTo(4);
        assertThat(topic.configs())
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .containsEntry("retention.ms", "604800000")
                .containsEntry("min.insync.replicas", "1");
        assertThat(topic.acls())
                .extracting(acl -> acl.entry().principal() + " " + acl.entry().operation() + " "
                        + acl.pattern().resourceType())
                .containsExactlyInAnyOrder(
                        "User:publisher DESCRIBE TOPIC",
                        "User:publisher WRITE TOPIC",
                        "User:query-service DESCRIBE TOPIC",
                        "User:query-service DESCRIBE GROUP",
                        "User:druid DESCRIBE TOPIC",
                        "User:druid READ TOPIC",
                        "User:druid DESCRIBE GROUP",
                        "User:druid READ GROUP");
    }

    @Test
    void creates_a_topic_that_is_not_there_and_its_permissions() {
        List<SpecChange> plan = TopicReconciler.plan(topic, Optional.empty(), Map.of(), Set.of());

        assertThat(plan).first().isEqualTo(new TopicCreated(topic));
        assertThat(plan).filteredOn(AclAdded.class::isInstance).hasSize(8);
    }

    @Test
    void leaves_alone_what_is_as_it_should_be() {
        List<SpecChange> plan = TopicReconciler.plan(topic, actual(4, 1), topic.configs(), Set.copyOf(topic.acls()));

        assertThat(plan).containsExactly(new Unchanged("topic merchant-events"));
    }

    @Test
    void grows_partitions_and_alters_settings_that_differ() {
        Map<String, String> configs = new HashMap<>(topic.configs());
        configs.put("retention.ms", "1000");
        configs.put("segment.ms", "5");

        List<SpecChange> plan = TopicReconciler.plan(topic, actual(2, 1), configs, Set.copyOf(topic.acls()));

        assertThat(plan)
                .containsExactly(
                        new PartitionsGrown("merchant-events", 2, 4),
                        new TopicConfigAltered(
                                "merchant-events", Map.of("retention.ms", new ConfigDifference("1000", "604800000"))));
    }

    @Test
    void refuses_to_shrink_a_topic() {
        assertThatThrownBy(() -> TopicReconciler.plan(topic, actual(8, 1), topic.configs(), Set.of()))
                .isInstanceOf(TopicConflictException.class)
                .hasMessageContaining("it has 8 partitions and is defined with 4, and partitions never shrink");
    }

    @Test
    void leaves_the_number_of_replicas_to_an_operator() {
        List<SpecChange> plan = TopicReconciler.plan(topic, actual(4, 3), topic.configs(), Set.copyOf(topic.acls()));

        assertThat(plan).hasExactlyElementsOfTypes(Unchanged.class, LeftToOperator.class);
    }

    private static Optional<TopicDescription> actual(int partitions, int replicas) {
        List<Node> nodes = IntStream.range(0, replicas)
                .mapToObj(id -> new Node(id, "127.0.0.1", 9092))
                .toList();
        List<TopicPartitionInfo> infos = IntStream.range(0, partitions)
                .mapToObj(id -> new TopicPartitionInfo(id, nodes.get(0), nodes, nodes))
                .toList();
        return Optional.of(new TopicDescription("merchant-events", false, infos));
    }
}
