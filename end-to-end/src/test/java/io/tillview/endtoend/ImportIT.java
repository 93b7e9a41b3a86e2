package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.demo.DailyTotals;
import io.tillview.demo.DailyTotals.Totals;
import io.tillview.demo.DemoShops;
import io.tillview.demo.HistoryFile;
import io.tillview.events.BrokenRule;
import io.tillview.events.EventType;
import io.tillview.ingestion.AdminCredentials;
import io.tillview.ingestion.EventImport;
import io.tillview.ingestion.ImportProgress;
import io.tillview.ingestion.ImportRefusedException;
import io.tillview.ingestion.ImportReport;
import io.tillview.ingestion.SpecValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A week of 500 shops, a million events, imported: every number afterwards is the one that was known before. */
@ExtendWith(TillviewExtension.class)
@TestMethodOrder(OrderAnnotation.class)
class ImportIT {
    private static final Path FOLDER = Path.of("target/import");
    private static final LocalDate TO = LocalDate.parse("2026-10-08");
    private static final LocalDate FROM = TO.minusDays(7);
    private static final DemoShops SHOPS = new DemoShops(7, 500);
    private static final double RELATIVE_ERROR = 0.032;

    /** Below this many, a sketch counts exactly. */
    private static final int EXACT_UP_TO = 100;

    private static final DailyTotals TOTALS = new DailyTotals();

    private final Tillview tillview;

    ImportIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @Test
    @Order(1)
    void a_million_events_are_answered_to_the_last_cent() throws Exception {
        Files.createDirectories(FOLDER);
        Path file = FOLDER.resolve("week.ndjson.gz");
        try (HistoryFile history = new HistoryFile(file)) {
            SHOPS.history(FROM, TO, 145_000, event -> {
                history.add(event);
                TOTALS.add(event);
            });
        }
        long known = TOTALS.lines().values().stream().mapToLong(Totals::events).sum();

        ImportReport report = run(file, new ArrayList<>());

        assertThat(report).isEqualTo(new ImportReport(known, 0, false));
        assertThat(known).isGreaterThan(1_000_000);
        for (String datasource : List.of("merchant_events", "merchant_metrics")) {
            assertAllAsKnown(datasource);
        }
    }

    @Test
    @Order(2)
    void merchants_get_the_same_numbers_over_rest() {
        TOTALS.lines().keySet().stream()
                .map(DailyTotals.Key::merchant)
                .distinct()
                .limit(20)
                .forEach(this::assertMerchantAsKnown);
    }

    @Test
    @Order(3)
    void the_same_file_again_changes_nothing_and_other_events_of_those_days_are_refused() throws Exception {
        Path again = FOLDER.resolve("week.ndjson.gz");
        Path other = FOLDER.resolve("other.ndjson");
        try (HistoryFile history = new HistoryFile(other)) {
            new DemoShops(8, 1).history(FROM, FROM.plusDays(1), 100, history::add);
        }

        assertThat(run(again, new ArrayList<>()).alreadyImported()).isTrue();
        assertThatThrownBy(() -> run(other, new ArrayList<>()))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContainingAll("merchant demo", FROM.toString(), "already");
        assertAllAsKnown("merchant_events");
    }

    @Test
    @Order(4)
    void lines_that_break_a_rule_are_told_by_number_and_rule_and_the_others_come_in() throws Exception {
        Path file = FOLDER.resolve("some-bad.ndjson");
        String good =
                """
                {"event_id":"0190a6c0-0000-7000-8000-00000000000%d","merchant_id":"mover","event_type":"order_placed",\
                "occurred_at":"%sT10:00:00Z","amount_minor":100,"currency":"EUR"}""";
        Files.writeString(
                file,
                String.join(
                        "\n",
                        good.formatted(1, FROM),
                        "{\"event_id\":",
                        "",
                        good.formatted(2, "2999-01-01"),
                        good.formatted(3, FROM).replace("100", "-100"),
                        "x".repeat(40_000),
                        good.formatted(4, FROM)));
        List<String> rejected = new ArrayList<>();

        ImportReport report = run(file, rejected);

        assertThat(report).isEqualTo(new ImportReport(2, 4, false));
        assertThat(rejected)
                .containsExactly("2 not_json", "4 from_the_future", "5 amount_negative", "6 event_too_large");
        assertThat(tillview.rows("mover", question("orders\",\"gross_sales", "\"none\"", "[]"))
                        .toString())
                .isEqualTo("[[2,\"2.00\"]]");
    }

    @Test
    @Order(5)
    void a_file_that_is_none_or_holds_no_event_is_refused_with_the_reason() throws Exception {
        Path empty = Files.writeString(FOLDER.resolve("empty.ndjson"), "\n\n");

        assertThatThrownBy(() -> run(empty, new ArrayList<>())).hasMessageContaining("no line of it is an event");
        assertThatThrownBy(() -> run(FOLDER.resolve("nowhere"), new ArrayList<>()))
                .hasMessageContaining("there is no such file");
    }

    private ImportReport run(Path file, List<String> rejected) throws InterruptedException {
        EventImport events = new EventImport(
                tillview.installation().http(Endpoint.COORDINATOR),
                tillview.installation().http(Endpoint.BROKER),
                new AdminCredentials("admin", tillview.adminPassword()),
                SpecValues.singleMachine(tillview.installation().address(Endpoint.KAFKA)),
                tillview.installation().data().root().resolve("imports"));
        return events.run(List.of(file), new ImportProgress() {
            @Override
            public void rejected(Path path, long line, List<BrokenRule> rules) {
                rejected.add(line + " " + rules.get(0).rule().id());
            }
        });
    }

    /** Counts and sums of every merchant, day and channel at once, as the admin sees them. */
    private void assertAllAsKnown(String datasource) {
        boolean rollup = datasource.equals("merchant_metrics");
        JsonNode rows = tillview.adminSql(
                """
                SELECT merchant_id AS m, TIME_FORMAT(TIME_FLOOR(__time, 'P1D'), 'yyyy-MM-dd') AS d, channel AS c, currency AS k,
                %1$s AS n, %1$s FILTER (WHERE event_type = 'order_placed') AS o, SUM(quantity) FILTER (WHERE event_type = 'order_placed') AS u,
                SUM(amount_minor) FILTER (WHERE event_type = 'order_placed') AS g,
                SUM(amount_minor) FILTER (WHERE event_type = 'order_refunded') AS r
                FROM %2$s WHERE __time >= TIMESTAMP '%3$s' AND __time < TIMESTAMP '%4$s'
                AND (merchant_id = 'demo' OR merchant_id LIKE 'shop-%%') GROUP BY 1, 2, 3, 4"""
                        .formatted(rollup ? "SUM(events)" : "COUNT(*)", datasource, FROM, TO));
        Map<String, long[]> found = new HashMap<>();
        for (JsonNode row : rows) {
            String key =
                    row.get("m").asText() + row.get("d").asText() + row.get("c").asText();
            add(
                    found,
                    key,
                    row.get("n").asLong(),
                    row.get("o").asLong(),
                    row.get("u").asLong());
            add(
                    found,
                    key + row.get("k").asText(""),
                    row.get("g").asLong(),
                    row.get("r").asLong(),
                    0);
        }
        assertThat(TOTALS.lines()).hasSizeGreaterThan(10_000);
        TOTALS.lines().forEach((key, known) -> {
            String name = key.merchant() + key.day() + key.channel();
            assertThat(found.get(name))
                    .as(datasource + " " + key)
                    .containsExactly(known.events(), known.events(EventType.ORDER_PLACED), known.unitsSold());
            for (String currency : known.currencies()) {
                assertThat(found.get(name + currency))
                        .as(datasource + " " + key + " " + currency)
                        .containsExactly(known.grossSalesMinor(currency), known.refundsMinor(currency), 0);
            }
        });
    }

    private static void add(Map<String, long[]> sums, String key, long... more) {
        long[] sum = sums.computeIfAbsent(key, name -> new long[more.length]);
        for (int i = 0; i < more.length; i++) {
            sum[i] += more[i];
        }
    }

    private void assertMerchantAsKnown(String merchant) {
        JsonNode rows = tillview.rows(
                merchant,
                question("events\",\"orders\",\"visitors\",\"sessions\",\"customers", "\"day\"", "[\"channel\"]"));
        Map<String, JsonNode> found = new TreeMap<>();
        rows.forEach(row ->
                found.put(row.get(0).asText().substring(0, 10) + row.get(1).asText(), row));
        int estimates = 0;
        int within = 0;
        for (Map.Entry<DailyTotals.Key, Totals> line : TOTALS.lines().entrySet()) {
            if (!line.getKey().merchant().equals(merchant)) {
                continue;
            }
            Totals known = line.getValue();
            JsonNode row = found.remove(line.getKey().day() + line.getKey().channel());
            assertThat(row).as(line.getKey().toString()).isNotNull();
            assertThat(row.get(2).asLong()).isEqualTo(known.events());
            assertThat(row.get(3).asLong()).isEqualTo(known.events(EventType.ORDER_PLACED));
            int[] exact = {known.visitors(), known.sessions(), known.customers()};
            for (int i = 0; i < exact.length; i++) {
                double error = Math.abs(row.get(4 + i).asLong() - exact[i]) / Math.max(1.0, exact[i]);
                estimates++;
                within += error <= RELATIVE_ERROR ? 1 : 0;
                assertThat(error).as(line.getKey().toString()).isCloseTo(0, within(3 * RELATIVE_ERROR));
                if (exact[i] <= EXACT_UP_TO) {
                    assertThat(row.get(4 + i).asInt()).isEqualTo(exact[i]);
                }
            }
        }
        assertThat(found).as("rows of " + merchant + " that nobody knows of").isEmpty();
        assertThat(within / (double) estimates).isGreaterThanOrEqualTo(0.95);
    }

    private static String question(String measures, String grain, String dimensions) {
        return """
                {"measures": ["%s"], "dimensions": %s, "grain": %s, "limit": 10000,
                 "timeRange": {"from": "%s", "to": "%s"}}"""
                .formatted(measures, dimensions, grain, FROM, TO);
    }
}
