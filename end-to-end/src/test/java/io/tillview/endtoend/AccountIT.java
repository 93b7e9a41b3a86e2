package io.tillview.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.endtoend.TillviewCommand.Result;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.Money;
import io.tillview.events.encoding.JsonEventEncoder;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every record of a hostile stream ends in exactly one place, whatever dies meanwhile; and the command that says so can fail. */
@ExtendWith(TillviewExtension.class)
class AccountIT {
    private static final String SUPERVISORS = "/druid/indexer/v1/supervisor/";
    private static final int BATCHES = 8;
    private static final int BATCH = 2_500;

    private final Tillview tillview;
    private final TillviewCommand command;

    AccountIT(Tillview tillview) {
        this.tillview = tillview;
        this.command = new TillviewCommand(
                tillview.installation().data().root(), tillview.installation().ports());
    }

    @Test
    void while_the_indexer_is_killed_every_record_ends_in_exactly_one_place() throws Exception {
        Random random = new Random(20_261_124);
        try (HostileStream stream = new HostileStream(tillview, "acc-shop")) {
            for (int batch = 0; batch < BATCHES; batch++) {
                stream.send(BATCH);
                if (batch % 3 == 1) {
                    LockSupport.parkNanos(random.nextLong(3_000_000_000L));
                    tillview.killAndRestart(Endpoint.INDEXER);
                }
            }

            Result account = account(offsets(stream.ranges()));

            assertThat(account.exit()).as(account.toString()).isZero();
            assertThat(account.out().strip())
                    .endsWith(String.format(
                            "%,d live + %,d late + %,d rejected = %,d offsets",
                            stream.liveCount(),
                            stream.lateCount(),
                            stream.hostilePlaces().size(),
                            BATCHES * BATCH));
            assertThat(listed(offsets(stream.ranges())).keySet())
                    .containsExactlyInAnyOrderElementsOf(stream.hostilePlaces());
            assertThat(minorUnits("merchant_events", "COUNT(*)"))
                    .isEqualTo(minorUnits("merchant_metrics", "SUM(events)"));
            assertHealthy();
        }
    }

    @Test
    void a_record_that_got_lost_or_was_taken_twice_is_named() throws Exception {
        try (HostileStream stream = new HostileStream(tillview, "lost-shop")) {
            RecordMetadata twice = stream.sendOne("taken twice".getBytes(UTF_8));
            assertThat(account(one(twice)).exit()).isZero();

            suspendRejected();
            Set<String> before = rejectedSegments();
            readAgainFrom(twice.partition(), twice.offset());
            awaitRows(twice, 2);
            Result again = account(one(twice));
            suspendRejected();
            Set<String> repetition = rejectedSegments();
            repetition.removeAll(before);
            RecordMetadata lost = stream.sendOne("lost".getBytes(UTF_8));
            readAgainFrom(lost.partition(), lost.offset() + 1);
            Result gone = account(one(lost));
            mend(twice, repetition, lost);

            assertThat(again.exit()).as(again.toString()).isEqualTo(1);
            assertThat(again.out()).contains("1 offsets are more than once: " + twice.offset());
            assertThat(gone.exit()).as(gone.toString()).isEqualTo(1);
            assertThat(gone.out()).contains("1 offsets are in no place: " + lost.offset(), "is not 1 offsets");
            Result mended = account(one(twice), one(lost));
            assertThat(mended.exit()).as(mended.toString()).isZero();
        }
    }

    /** Others account for the same topic. */
    private void mend(RecordMetadata twice, Set<String> repetition, RecordMetadata lost) {
        suspendRejected();
        URI unused = tillview.installation()
                .http(Endpoint.COORDINATOR)
                .resolve("/druid/coordinator/v1/datasources/rejected_records/markUnused");
        String segments = repetition.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
        HttpResponse<String> marked =
                tillview.post(unused, tillview.adminAuthorization(), "{\"segmentIds\": " + segments + "}");
        assertThat(marked.statusCode()).as(marked.body()).isEqualTo(200);
        readAgainFrom(lost.partition(), lost.offset());
        awaitRows(twice, 1);
        awaitRows(lost, 1);
    }

    @Test
    void an_offset_without_an_event_is_told_as_what_it_is() throws Exception {
        try (HostileStream stream = new HostileStream(tillview, "none-shop")) {
            RecordMetadata tombstone = stream.sendOne(null);
            sendInTransactions(tombstone.partition());
            RecordMetadata last = stream.sendOne("the last".getBytes(UTF_8));
            String range = tombstone.partition() + ":" + tombstone.offset() + "-" + (last.offset() + 1);

            Result account = account(range);

            assertThat(account.exit()).as(account.toString()).isZero();
            assertThat(account.out())
                    .contains(
                            ", 1 without a value, 3 without a record",
                            "0 live + 0 late + 2 rejected + 4 without an event = 6 offsets");
            assertHealthy();
        }
    }

    /** Two records, each with the marker of its transaction; the second is taken back. */
    private void sendInTransactions(int partition) throws Exception {
        Map<String, Object> properties = new HashMap<>(tillview.kafkaAdmin());
        properties.put("transactional.id", "account-test");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("merchant-events", partition, null, "kept".getBytes(UTF_8)))
                    .get();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("merchant-events", partition, null, "taken back".getBytes(UTF_8)))
                    .get();
            producer.abortTransaction();
        }
    }

    @Test
    void a_rejected_record_is_mended_and_replayed_once() throws Exception {
        String order = new String(
                new JsonEventEncoder()
                        .encode(MerchantEvent.builder()
                                .merchantId("replay-shop")
                                .eventType(EventType.ORDER_PLACED)
                                .amount(Money.of(1250, "EUR"))
                                .build()),
                UTF_8);
        RecordMetadata record;
        try (HostileStream stream = new HostileStream(tillview, "replay-shop")) {
            record = stream.sendOne(order.replace("\"EUR\"", "\"EURO\"").getBytes(UTF_8));
        }
        assertThat(account(one(record)).out()).contains("1 rejected = 1 offsets");

        Result replay = call("records", "replay", "--offsets", one(record), "--set", "currency=\"EUR\"");
        tillview.awaitEvents("replay-shop", 1);
        Result second = call("records", "replay", "--offsets", one(record), "--set", "currency=\"EUR\"");

        assertThat(replay.exit()).as(replay.toString()).isZero();
        String place = replay.out().replaceAll("(?s).*replayed as (\\d+):(\\d+).*", "$1:$2");
        String[] parts = place.split(":", -1);
        assertThat(account(parts[0] + ":" + parts[1] + "-" + (Long.parseLong(parts[1]) + 1))
                        .out())
                .contains("1 live + 0 late + 0 rejected = 1 offsets");
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.out()).contains("it was replayed before", "0 replayed, 1 skipped");
        assertThat(tillview.adminSql("SELECT replay_of FROM merchant_events WHERE merchant_id = 'replay-shop'")
                        .toString())
                .contains(record.partition() + ":" + record.offset());
    }

    /** From all the given places to what the list says of them, by place. */
    private Map<String, JsonNode> listed(String... offsets) {
        Map<String, JsonNode> records = new TreeMap<>();
        for (String range : offsets) {
            Result list = call("records", "list", "--json", "--limit", "1000", "--offsets", range);
            assertThat(list.exit()).as(list.toString()).isZero();
            list.out().lines().map(Tillview::json).forEach(record -> {
                assertThat(record.get("reason").asText()).isNotEmpty();
                assertThat(record.get("message").asText()).isNotEmpty();
                records.put(
                        record.get("partition").asText() + ":"
                                + record.get("offset").asText(),
                        record);
            });
        }
        return records;
    }

    private String minorUnits(String datasource, String count) {
        return tillview.adminSql("SELECT " + count + " AS n, SUM(amount_minor) AS minor FROM " + datasource
                        + " WHERE merchant_id = 'acc-shop'")
                .get(0)
                .toString();
    }

    private Result account(String... offsets) {
        List<String> words = new ArrayList<>(List.of("records", "account", "--patience", "PT1M"));
        for (String range : offsets) {
            words.addAll(List.of("--offsets", range));
        }
        return call(words.toArray(String[]::new));
    }

    private Result call(String... words) {
        return command.call(words);
    }

    private static String[] offsets(Map<Integer, long[]> ranges) {
        return ranges.entrySet().stream()
                .map(range -> range.getKey() + ":" + range.getValue()[0] + "-" + range.getValue()[1])
                .toArray(String[]::new);
    }

    private static String one(RecordMetadata record) {
        return record.partition() + ":" + record.offset() + "-" + (record.offset() + 1);
    }

    private void assertHealthy() {
        HttpResponse<String> answer = tillview.get(
                tillview.installation().http(Endpoint.COORDINATOR).resolve(SUPERVISORS + "?state=true"),
                tillview.adminAuthorization());
        assertThat(Tillview.json(answer.body()))
                .allSatisfy(supervisor -> assertThat(supervisor.get("healthy").asBoolean())
                        .as(supervisor.toString())
                        .isTrue());
    }

    /** Has the suspended supervisor of rejected records go on from another offset. */
    private void readAgainFrom(int partition, long offset) {
        supervisor(
                "rejected_records/resetOffsets",
                "{\"type\": \"kafka\", \"partitions\": {\"type\": \"end\", \"stream\": \"merchant-events\", "
                        + "\"partitionOffsetMap\": {\"" + partition + "\": " + offset + "}}}");
        supervisor("rejected_records/resume", "");
    }

    private void suspendRejected() {
        supervisor("rejected_records/suspend", "");
        awaitTasks("rejected_records", 0);
    }

    private Set<String> rejectedSegments() {
        return new HashSet<>(
                tillview.adminSql("SELECT segment_id FROM sys.segments WHERE datasource = 'rejected_records'"
                                + " AND is_published = 1 AND is_overshadowed = 0")
                        .findValuesAsText("segment_id"));
    }

    private void awaitRows(RecordMetadata record, int count) {
        String sql = "SELECT COUNT(*) AS n FROM rejected_records WHERE kafka_partition = " + record.partition()
                + " AND kafka_offset = " + record.offset();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> assertThat(tillview.adminSql(sql).get(0).get("n").asInt())
                                .isEqualTo(count));
    }

    private void awaitTasks(String supervisor, int count) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    HttpResponse<String> tasks = tillview.get(
                            tillview.installation()
                                    .http(Endpoint.COORDINATOR)
                                    .resolve("/druid/indexer/v1/tasks?state=running&datasource=" + supervisor),
                            tillview.adminAuthorization());
                    assertThat(Tillview.json(tasks.body())).hasSize(count);
                });
    }

    private void supervisor(String request, String body) {
        URI uri = tillview.installation().http(Endpoint.COORDINATOR).resolve(SUPERVISORS + request);
        HttpResponse<String> response = tillview.post(uri, tillview.adminAuthorization(), body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }
}
