package io.tillview.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import io.tillview.events.encoding.JsonEventEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files of what was published: all of it, nobody else's, and whole even when the service is killed meanwhile. */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ExportIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonEventEncoder ENCODER = new JsonEventEncoder();
    private static final int MANY = Integer.getInteger("export.events", 200_000);
    private static final int FEW = 3_000;
    private static final Duration SPREAD = Duration.ofHours(5);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Tillview tillview;
    private final ExportClient few;
    private final ExportClient many;
    private final List<MerchantEvent> fewEvents;

    ExportIT(Tillview tillview) {
        this.tillview = tillview;
        this.few = new ExportClient(tillview, "export-few");
        this.many = new ExportClient(tillview, "export-many");
        this.fewEvents = events("export-few", FEW);
    }

    @BeforeAll
    void publish() {
        tillview.publish(fewEvents);
        int batch = 100_000;
        for (int published = 0; published < MANY; published += batch) {
            tillview.publish(events("export-many", Math.min(batch, MANY - published)));
        }
        tillview.awaitEvents("export-few", FEW);
        tillview.awaitEvents("export-many", MANY);
    }

    @Test
    @Order(1)
    void the_events_of_a_file_are_those_that_were_published() throws Exception {
        Path file = few.exported(
                "{\"events\": {\"timeRange\": {\"last\": \"P1D\"}}, \"format\": \"ndjson\", \"compression\": \"gzip\"}");

        assertThat(lines(file)
                        .map(ExportIT::published)
                        .collect(toMap(event -> event.get("event_id"), Function.identity())))
                .isEqualTo(fewEvents.stream()
                        .map(ExportIT::encoded)
                        .collect(toMap(event -> event.get("event_id"), Function.identity())));
    }

    @Test
    @Order(2)
    void a_table_has_the_same_rows() throws Exception {
        Path file = few.exported("{\"events\": {\"timeRange\": {\"last\": \"P1D\"},"
                + " \"columns\": [\"event_id\", \"channel\", \"amount\", \"currency\", \"quantity\"],"
                + " \"filters\": [{\"dimension\": \"event_type\", \"op\": \"eq\", \"value\": \"order_placed\"}]},"
                + " \"format\": \"csv\"}");

        List<String> lines = Files.readString(file, UTF_8).lines().toList();
        assertThat(lines.get(0)).isEqualTo("event_id,channel,amount,currency,quantity");
        assertThat(lines.subList(1, lines.size()))
                .containsExactlyInAnyOrderElementsOf(fewEvents.stream()
                        .filter(event -> event.eventType().equals(EventType.ORDER_PLACED))
                        .map(event -> event.eventId() + ",\"paid, \"\"search\"\"\","
                                + BigDecimal.valueOf(
                                        event.amount().orElseThrow().minorUnits(), 2) + ",EUR,"
                                + event.quantity().orElseThrow())
                        .toList());
    }

    @Test
    @Order(3)
    void the_rows_of_a_question_are_its_answers() throws Exception {
        String question = "{\"measures\": [\"orders\", \"net_sales\", \"visitors\", \"average_order_value\"],"
                + " \"dimensions\": [\"country\"], \"grain\": \"hour\", \"timeRange\": {\"last\": \"P1D\"},"
                + " \"timeZone\": \"Europe/Berlin\"}";

        Path file = few.exported("{\"query\": " + question + ", \"format\": \"ndjson\"}");

        List<String> answered = new ArrayList<>();
        tillview.rows("export-few", question).forEach(row -> answered.add(row.toString()));
        assertThat(Files.readString(file, UTF_8)
                        .lines()
                        .map(line -> JSON.createArrayNode().addAll(values(line)).toString()))
                .hasSizeGreaterThan(5)
                .containsExactlyElementsOf(answered);
    }

    @Test
    @Order(4)
    void a_download_is_gone_on_with_and_is_nobody_elses() throws Exception {
        URI export = few.begin("{\"events\": {\"timeRange\": {\"last\": \"P1D\"}}, \"format\": \"csv\"}");
        few.awaitDone(export);
        byte[] whole = Files.readAllBytes(few.file(export));
        HttpResponse<byte[]> rest = few.bytes(few.request(export + "/file").header("Range", "bytes=1000-"));
        HttpResponse<byte[]> packed = few.bytes(few.request(export + "/file").header("Accept-Encoding", "gzip"));
        ExportClient other = new ExportClient(tillview, "export-other");

        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(whole).endsWith(rest.body()).hasSize(1000 + rest.body().length);
        assertThat(packed.body()).hasSizeLessThan(whole.length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(whole);
        for (String path : List.of("", "/file")) {
            assertThat(other.bytes(other.request(export + path)).statusCode()).isEqualTo(404);
        }
        assertThat(other.bytes(other.request(export.toString()).DELETE()).statusCode())
                .isEqualTo(404);
        assertThat(few.bytes(few.request(export.toString()).DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(few.bytes(few.request(export + "/file")).statusCode()).isEqualTo(404);
        assertThat(segments(export)).isEmpty();
    }

    @Test
    @Order(5)
    void a_file_of_many_rows_takes_little_memory() throws Exception {
        few.exported("{\"events\": {\"timeRange\": {\"last\": \"P1D\"}}, \"format\": \"csv\"}");
        PeakMemory memory = new PeakMemory(tillview, Endpoint.QUERY_SERVICE);
        long begun = System.nanoTime();

        URI export = many.begin("{\"events\": {\"timeRange\": {\"last\": \"P1D\"}}, \"format\": \"csv\"}");
        JsonNode done = many.awaitDone(export);
        Path file = many.file(export);

        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(done.get("rows").asLong()).isEqualTo(MANY);
        assertThat(Files.size(file)).isEqualTo(done.get("bytes").asLong());
        long grown = memory.grownBytes();
        Files.writeString(
                Path.of("target/export-memory.txt"),
                "%d rows, %d bytes, exported and downloaded in %.1f s: %.1f MB more resident memory at most%n"
                        .formatted(MANY, Files.size(file), seconds, grown / 1048576.0));
        assertThat(grown).isLessThan(64L << 20);
        Files.delete(file);
    }

    @Test
    @Order(6)
    void a_killed_service_goes_on_where_it_was_and_no_row_is_missing_or_there_twice() throws Exception {
        ProcessHandle service = tillview.process(Endpoint.QUERY_SERVICE);
        // The first piece is an hour, the second the other four.
        URI export = many.begin("{\"events\": {\"timeRange\": {\"from\": \"" + now.minus(SPREAD) + "\", \"to\": \""
                + now + "\"}, \"columns\": [\"event_id\"]}, \"format\": \"ndjson\", \"compression\": \"gzip\"}");
        JsonNode killed = many.awaitThat(export, job -> job.get("rows").asLong() > 0);
        service.destroyForcibly();
        service.onExit().join();
        assertThat(killed.get("state").asText()).isEqualTo("running");

        tillview.cluster().start(Endpoint.QUERY_SERVICE.label());

        JsonNode done = many.awaitDone(export);
        assertThat(done.get("rows").asLong()).isEqualTo(MANY);
        assertThat(lines(many.file(export)).distinct()).hasSize(MANY);
        assertThat(segments(export)).hasSizeGreaterThan(1);
    }

    private List<String> segments(URI export) throws IOException {
        String id = export.getPath().substring(export.getPath().lastIndexOf('/') + 1);
        try (Stream<Path> files =
                Files.list(tillview.installation().data().root().resolve("exports"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(id))
                    .toList();
        }
    }

    private static Stream<String> lines(Path packed) throws IOException {
        try (InputStream file = new GZIPInputStream(Files.newInputStream(packed))) {
            return new String(file.readAllBytes(), UTF_8).lines();
        }
    }

    private static List<JsonNode> values(String line) {
        List<JsonNode> values = new ArrayList<>();
        Tillview.json(line).forEach(values::add);
        return values;
    }

    /** A line as the event was: without what it hasn't, and without the amount's other form. */
    private static JsonNode published(String line) {
        ObjectNode row = (ObjectNode) Tillview.json(line);
        row.remove("amount");
        row.properties().removeIf(field -> field.getValue().isNull());
        return row;
    }

    private static JsonNode encoded(MerchantEvent event) {
        ObjectNode json = (ObjectNode) Tillview.json(new String(ENCODER.encode(event), UTF_8));
        return json.without(List.of("merchant_id", "schema_version"));
    }

    private List<MerchantEvent> events(String merchant, int count) {
        Instant first = now.minus(SPREAD);
        Duration step = SPREAD.dividedBy(count);
        return IntStream.range(0, count)
                .mapToObj(
                        i -> event(merchant, i, first.plus(step.multipliedBy(i)).truncatedTo(ChronoUnit.MILLIS)))
                .toList();
    }

    private static MerchantEvent event(String merchant, int i, Instant time) {
        MerchantEventBuilder event = MerchantEvent.builder()
                .merchantId(merchant)
                .occurredAt(time)
                .visitorId(new UUID(i % 500, i).toString())
                .sessionId("session " + i % 700)
                .country(List.of("DE", "FR", "AT").get(i % 3))
                .device("phone");
        return i % 3 == 0
                ? event.eventType(EventType.ORDER_PLACED)
                        .amount(Money.of(100L + i, "EUR"))
                        .orderId("order-" + i)
                        .quantity(1 + i % 4)
                        .channel("paid, \"search\"")
                        .attributes(
                                Map.of("note", "é \"quoted\"\n", "depth", Map.of("level", 2), "list", List.of(1, "a")))
                        .build()
                : event.eventType(EventType.PAGE_VIEWED)
                        .pagePath("/商品/" + i % 90)
                        .browser("firefox")
                        .build();
    }
}
