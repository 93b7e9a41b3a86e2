package io.tillview.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Druid is a server here that answers each kind of question with rows. */
class ImportEvidenceTest {
    private static final SpecValues VALUES = SpecValues.singleMachine("localhost:9092");

    private final Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(10, ChronoUnit.DAYS);
    private final Map<String, String> rows = new HashMap<>();
    private final Map<String, SupervisorSpec> datasources = new TreeMap<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        IngestionSpecs.bundled().supervisors(VALUES).stream()
                .filter(SupervisorSpec::takesLiveEvents)
                .forEach(spec -> datasources.put(spec.id(), spec));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_detail_has_the_import_if_it_has_as_many_imported_rows() throws InterruptedException {
        rows.put("kafka_offset IS NULL", "[" + row("shop", 2) + "]");

        assertThat(evidence(day).isIn(datasources.get("merchant_events"))).isTrue();
    }

    @Test
    void the_detail_does_not_have_the_import_if_it_has_no_imported_rows() throws InterruptedException {
        assertThat(evidence(day).isIn(datasources.get("merchant_events"))).isFalse();
    }

    @Test
    void a_rollup_does_not_have_the_import_if_it_has_no_more_than_the_live_events() throws InterruptedException {
        rows.put("arrived_at", "[" + row("shop", 2) + "]");
        rows.put("FROM merchant_metrics", "[" + row("shop", 2) + "]");

        assertThat(evidence(day).isIn(datasources.get("merchant_metrics"))).isFalse();
    }

    @Test
    void what_has_no_merchants_has_the_import_if_it_agrees_with_what_has_them() throws InterruptedException {
        rows.put("FROM merchant_metrics", "[[" + day.toEpochMilli() + ", 9]]");
        rows.put("FROM platform_metrics", "[[" + day.toEpochMilli() + ", 9]]");

        assertThat(evidence(day).isIn(datasources.get("platform_metrics"))).isTrue();
    }

    @Test
    void what_has_no_merchants_does_not_have_the_import_if_it_lacks_just_that() throws InterruptedException {
        rows.put("FROM merchant_metrics", "[[" + day.toEpochMilli() + ", 9]]");
        rows.put("FROM platform_metrics", "[[" + day.toEpochMilli() + ", 7]]");

        assertThat(evidence(day).isIn(datasources.get("platform_metrics"))).isFalse();
    }

    @Test
    void days_that_live_events_still_come_into_are_refused_with_the_time_from_which_they_can_be_told() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.DAYS);

        assertThatThrownBy(() -> evidence(now).isIn(datasources.get("merchant_metrics")))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining(
                        "again after " + now.plus(1, ChronoUnit.DAYS).plus(370, ChronoUnit.MINUTES));
    }

    @Test
    void what_a_datasource_no_longer_keeps_need_not_be_begun_again() throws InterruptedException {
        assertThat(evidence(day.minus(500, ChronoUnit.DAYS)).isIn(datasources.get("merchant_events")))
                .isTrue();
    }

    @Test
    void days_are_refused_that_only_the_detail_has_events_on() {
        rows.put("COUNT(*) FROM merchant_events", "[" + row("shop", 5) + "]");

        assertThatThrownBy(() -> evidence(day).refuseDaysWithEvents())
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining("merchant shop: there are 5 events on");
    }

    @Test
    void more_imported_rows_than_the_import_has_do_not_pass_for_served() {
        rows.put("kafka_offset IS NULL", "[" + row("shop", 4) + "]");

        assertThatThrownBy(() -> evidence(day).awaitServed())
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining("merchant shop has 4 imported events");
    }

    /** Two events of a shop's day. */
    private ImportEvidence evidence(Instant of) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        AdminCredentials admin = new AdminCredentials("admin", "s3cret");
        BrokerClient broker = new BrokerClient(address, admin);
        MerchantDays days = new MerchantDays();
        days.add("shop", of.toEpochMilli());
        days.add("shop", of.toEpochMilli() + 1);
        return new ImportEvidence(
                broker,
                new PublishedSegments(new OverlordClient(address, admin), broker),
                List.copyOf(datasources.values()),
                IngestionSpecs.bundled().retention(VALUES),
                days);
    }

    private String row(String merchant, long events) {
        return "[\"" + merchant + "\", \"" + day.atZone(ZoneOffset.UTC).toLocalDate() + "\", " + events + "]";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String question = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String answer = question.isEmpty()
                ? "No used segment found"
                : rows.entrySet().stream()
                        .filter(entry -> question.contains(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("[]");
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
