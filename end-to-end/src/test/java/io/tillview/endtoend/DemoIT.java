package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports;
import io.tillview.endtoend.TillviewCommand.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** {@code up} as a stranger calls it first: with the demo, whose answers are known beforehand. In this order. */
@TestMethodOrder(OrderAnnotation.class)
class DemoIT {
    private static final String DEMO = "demo-storefronts";
    private static final TillviewCommand TILLVIEW = new TillviewCommand(Path.of("target/demo/data"), Ports.free());

    @BeforeAll
    static void begin_with_nothing() {
        TillviewCommand.build();
        TILLVIEW.call("down");
        TillviewCommand.run(
                Path.of("."), Map.of(), List.of("rm", "-rf", TILLVIEW.data().toString()));
    }

    @AfterAll
    static void end() {
        TILLVIEW.call("down");
    }

    @Test
    @Order(1)
    void when_up_returns_the_history_answers_as_the_demos_own_totals_say() throws Exception {
        Result up = TILLVIEW.upWithDemo("--detach");

        assertThat(up.exit()).as(up.toString()).isZero();
        assertThat(up.err()).isEmpty();
        Map<String, List<Long>> expected = expected();
        assertThat(expected).hasSizeGreaterThan(40);
        assertThat(answered()).isEqualTo(expected);
    }

    @Test
    @Order(2)
    void its_traffic_is_a_service_that_is_seen_to_end_and_comes_back_with_up() {
        long first = pid();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(eventsOfToday()).isGreaterThan(20));

        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        ProcessHandle.of(first).ifPresent(process -> process.onExit().join());
        assertThat(TILLVIEW.call("status").out()).containsPattern(DEMO + " +ended");
        Result up = TILLVIEW.upWithDemo("--detach");

        assertThat(up.exit()).as(up.toString()).isZero();
        assertThat(up.out()).contains("Already up.").doesNotContain("Importing");
        assertThat(pid()).isNotEqualTo(first);
    }

    @Test
    @Order(3)
    void live_shops_deliver_all_they_publish_and_a_day_is_not_imported_twice() throws Exception {
        Path totals = Path.of("target/demo/live.totals").toAbsolutePath();

        Result live = TILLVIEW.call("demo", "--rate", "50", "--for", "PT3S", "--totals", totals.toString());
        Result history = TILLVIEW.call("demo", "--rate", "0", "--days", "2", "--seed", "7");

        assertThat(live.exit()).as(live.toString()).isZero();
        assertThat(live.out()).containsPattern("Published (1[0-9][0-9]) events: \\1 delivered, 0 not");
        assertThat(Files.readAllLines(totals)).isNotEmpty();
        assertThat(history.exit()).isEqualTo(1);
        assertThat(history.err()).contains("already");
    }

    @Test
    @Order(4)
    void down_ends_it_with_the_rest_after_all_was_delivered() throws Exception {
        Result down = TILLVIEW.call("down");

        assertThat(down.exit()).as(down.toString()).isZero();
        assertThat(down.out()).contains("stopped  " + DEMO);
        assertThat(TILLVIEW.processes()).isEmpty();
        assertThat(Files.readString(TILLVIEW.data().resolve("log").resolve(DEMO + ".out")))
                .contains(" were delivered, 0 were not");
        assertThat(TILLVIEW.call("status").out()).doesNotContain(DEMO);
    }

    /** Events and orders by day and channel, from the totals that the same plan writes. */
    private static Map<String, List<Long>> expected() throws IOException {
        Path totals = Path.of("target/demo/history.totals").toAbsolutePath();
        Path history = Path.of("target/demo/history.ndjson.gz").toAbsolutePath();
        Result written =
                TILLVIEW.call("demo", "--days", "8", "--write", history.toString(), "--totals", totals.toString());
        assertThat(written.exit()).as(written.toString()).isZero();
        Map<String, List<Long>> lines = new TreeMap<>();
        for (String text : Files.readAllLines(totals)) {
            JsonNode line = Tillview.json(text);
            if (line.get("merchant_id").asText().equals("demo")) {
                lines.put(
                        line.get("day").asText() + " " + line.get("channel").asText(),
                        List.of(line.get("events").asLong(), line.get("orders").asLong()));
            }
        }
        return lines;
    }

    private static Map<String, List<Long>> answered() throws IOException {
        Properties range = new Properties();
        try (var reader = Files.newBufferedReader(TILLVIEW.data().resolve("demo-history.properties"))) {
            range.load(reader);
        }
        Map<String, List<Long>> lines = new TreeMap<>();
        for (JsonNode row : ask(LocalDate.parse(range.getProperty("from")), LocalDate.parse(range.getProperty("to")))) {
            String day = row.get(0).asText().substring(0, 10);
            lines.put(
                    day + " " + row.get(1).asText(),
                    List.of(row.get(2).asLong(), row.get(3).asLong()));
        }
        return lines;
    }

    private static long eventsOfToday() {
        long events = 0;
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        for (JsonNode row : ask(tomorrow.minusDays(1), tomorrow)) {
            events += row.get(2).asLong();
        }
        return events;
    }

    private static JsonNode ask(LocalDate from, LocalDate to) {
        String token = TILLVIEW.call("token", "--merchant", "demo").out().strip();
        Result answer =
                TillviewCommand.paste("curl -s " + TILLVIEW.api() + "/v1/query -H 'Authorization: Bearer " + token
                        + "' -H 'Content-Type: application/json' -d '{\"measures\":[\"events\",\"orders\"],"
                        + "\"dimensions\":[\"channel\"],\"timeRange\":{\"from\":\"" + from + "\",\"to\":\"" + to
                        + "\"},\"grain\":\"day\"}'");
        JsonNode rows = Tillview.json(answer.out()).get("rows");
        assertThat(rows).as(answer.toString()).isNotNull();
        return rows;
    }

    private static long pid() {
        for (JsonNode node :
                Tillview.json(TILLVIEW.call("status", "--json").out()).get("services")) {
            if (node.get("service").asText().equals(DEMO)) {
                return node.get("pid").asLong();
            }
        }
        throw new AssertionError(DEMO + " is not listed");
    }
}
