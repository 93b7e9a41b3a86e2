package io.tillview.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.events.encoding.JsonEventEncoder;
import io.tillview.ingestion.IngestionSpecs;
import io.tillview.ingestion.SpecValues;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Our detail spec on a topic of its own, which grows: in partitions, and in tasks. */
@ExtendWith(TillviewExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrowthIT {
    private static final String TOPIC = "growth-test";
    private static final String DATASOURCE = "growth_test";
    private static final String SUPERVISORS = "/druid/indexer/v1/supervisor";

    private final Tillview tillview;

    GrowthIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void read_a_topic_of_two_partitions() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get(30, TimeUnit.SECONDS);
            ResourcePattern topic = new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL);
            admin.createAcls(List.of(acl(topic, AclOperation.DESCRIBE), acl(topic, AclOperation.READ)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        SpecValues values = SpecValues.singleMachine(tillview.installation().address(Endpoint.KAFKA));
        ObjectNode spec = IngestionSpecs.bundled().supervisors(values).get(0).json();
        spec.withObject("/spec/dataSchema").put("dataSource", DATASOURCE);
        ObjectNode io = spec.withObject("/spec/ioConfig").put("topic", TOPIC);
        // The same way to scale, only sooner: no lag at all is too much.
        io.withObject("/autoScalerConfig")
                .put("scaleOutThreshold", -1)
                .put("scaleInThreshold", -1)
                .put("lagCollectionIntervalMillis", 500)
                .put("lagCollectionRangeMillis", 2_000)
                .put("scaleActionStartDelayMillis", 1_000)
                .put("scaleActionPeriodMillis", 1_000);
        HttpResponse<String> answer = tillview.post(supervisor(""), tillview.adminAuthorization(), spec.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @AfterAll
    void stop_reading() {
        tillview.post(supervisor("/" + DATASOURCE + "/terminate"), tillview.adminAuthorization(), "");
    }

    @Test
    void what_lags_gets_another_task() {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            JsonNode spec = Tillview.json(tillview.get(supervisor("/" + DATASOURCE), tillview.adminAuthorization())
                    .body());
            assertThat(spec.at("/spec/ioConfig/taskCount").asInt()).isEqualTo(2);
        });
    }

    @Test
    void events_on_a_partition_that_was_added_are_ingested() throws Exception {
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(3)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        byte[] event = new JsonEventEncoder().encode(Events.order("growth"));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                new HashMap<>(tillview.kafkaAdmin()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int partition = 0; partition < 3; partition++) {
                producer.send(new ProducerRecord<>(TOPIC, partition, "growth".getBytes(UTF_8), event))
                        .get(30, TimeUnit.SECONDS);
            }
        }

        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(tillview.adminSql("SELECT kafka_partition AS p, COUNT(*) AS n FROM "
                                        + DATASOURCE + " GROUP BY 1 ORDER BY 1")
                                .toString())
                        .isEqualTo("[{\"p\":0,\"n\":1},{\"p\":1,\"n\":1},{\"p\":2,\"n\":1}]"));
    }

    private Admin admin() {
        return Admin.create(new HashMap<>(tillview.kafkaAdmin()));
    }

    private URI supervisor(String path) {
        return tillview.installation().http(Endpoint.COORDINATOR).resolve(SUPERVISORS + path);
    }

    private static AclBinding acl(ResourcePattern topic, AclOperation operation) {
        return new AclBinding(topic, new AccessControlEntry("User:druid", "*", operation, AclPermissionType.ALLOW));
    }
}
