package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.events.MerchantEvent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Funnels and retention over real segments, against the same events gone through one by one. */
@ExtendWith(TillviewExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class FunnelIT {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Duration WINDOW = Duration.ofMinutes(40);
    private static final int COUNT = 300;
    private static final int DAYS = 3;

    /** Of the shop that is asked about most; told to be many, it is a load, and how long it takes is said. */
    private static final int LIVE = Integer.getInteger("funnel.events", COUNT);

    private final Tillview tillview;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final KnownJourneys shop = live("funnel-shop", LIVE);
    private final KnownJourneys other = live("funnel-other", COUNT);

    /** The day before the clocks were changed last, that day and the day after. */
    private final LocalDate firstDay = ZONE.getRules()
            .previousTransition(now.minus(Duration.ofDays(4)))
            .getInstant()
            .atZone(ZONE)
            .toLocalDate()
            .minusDays(1);

    private final LocalDate end = firstDay.plusDays(DAYS);
    private final KnownJourneys past = new KnownJourneys(
            "funnel-past",
            COUNT,
            firstDay.atStartOfDay(ZONE).toInstant(),
            Duration.between(firstDay.atStartOfDay(ZONE), end.atStartOfDay(ZONE)));

    FunnelIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void publish() throws Exception {
        tillview.publish(shop.events());
        tillview.publish(other.events());
        tillview.importPast(past.events());
        tillview.awaitEvents("funnel-shop", LIVE);
        tillview.awaitEvents("funnel-other", COUNT);
        tillview.awaitEvents("funnel-past", COUNT);
    }

    @Test
    void a_funnel_counts_what_going_through_the_events_one_by_one_comes_to() {
        JsonNode answer = funnel("funnel-shop", "");

        assertFunnel(answer.get("steps"), shop, event -> true);
        assertThat(answer.get("sampled").isNull()).isTrue();
        assertThat(answer.get("warnings").toString()).contains("\"without_visitor\"", shop.nobodys() + " events");
        assertThat(answer.at("/meta/source").asText()).isEqualTo("merchant_events");
    }

    @Test
    void the_same_visitors_of_another_merchant_are_that_merchant_s() {
        assertFunnel(funnel("funnel-other", "").get("steps"), other, event -> true);
        assertThat(funnel("funnel-nobody", "").at("/steps/0/visitors").asLong()).isZero();
    }

    @Test
    void by_channel_and_by_hour_a_row_is_of_the_attempts_that_begin_in_it() {
        JsonNode byChannel =
                funnel("funnel-shop", ", \"dimension\": \"channel\"").get("rows");
        JsonNode byHour = funnel("funnel-shop", ", \"grain\": \"hour\"").get("rows");

        assertThat(byChannel).hasSize(KnownJourneys.CHANNELS.size());
        byChannel.forEach(row -> assertFunnel(row.get("steps"), shop, event -> event.channel()
                .orElseThrow()
                .equals(row.get("value").asText())));
        assertThat(byHour.size()).isGreaterThan(1);
        byHour.forEach(row -> assertFunnel(row.get("steps"), shop, event -> event.occurredAt()
                .truncatedTo(ChronoUnit.HOURS)
                .equals(Instant.parse(row.get("time").asText()))));
    }

    @Test
    void the_same_question_has_the_same_answer_each_time() {
        for (String brokenDown : List.of("", ", \"dimension\": \"channel\"", ", \"grain\": \"hour\"")) {
            JsonNode once = funnel("funnel-shop", brokenDown);
            JsonNode again = funnel("funnel-shop", brokenDown);

            assertThat(again.get("steps")).isEqualTo(once.get("steps"));
            assertThat(again.get("rows")).isEqualTo(once.get("rows"));
            if (LIVE > COUNT) {
                System.out.println("Of " + LIVE + " events a funnel{" + brokenDown + "} took "
                        + again.at("/meta/tookMillis") + " ms; " + heap());
            }
        }
    }

    /** The sample is taken by Druid and once more in the service: both have to mean the same visitors. */
    @Test
    void druid_s_remainder_is_java_s() {
        JsonNode rows = tillview.adminSql(
                """
                SELECT visitor_key AS k, ABS(MOD(visitor_key, 1000003)) AS r FROM merchant_events
                WHERE merchant_id = 'funnel-other' AND visitor_key IS NOT NULL GROUP BY visitor_key
                """);

        assertThat(rows.size()).isGreaterThan(20);
        rows.forEach(row -> assertThat(row.get("r").asLong())
                .isEqualTo(Math.abs(row.get("k").asLong() % 1_000_003)));
        assertThat(rows.findValuesAsText("k")).anyMatch(key -> key.startsWith("-"));
    }

    @Test
    void retention_counts_the_zone_s_own_days_however_long_they_are() {
        JsonNode answer = ask(
                "funnel-past",
                "retention",
                """
                {"entering": {"eventType": "product_viewed"}, "timeZone": "%s", "grain": "day", "periods": 2,
                 "timeRange": {"from": "%s", "to": "%s"}}
                """
                        .formatted(ZONE, firstDay, end));

        Map<String, List<Long>> cohorts = new TreeMap<>();
        answer.get("cohorts").forEach(cohort -> {
            List<Long> counts = new ArrayList<>(List.of(cohort.get("visitors").asLong()));
            cohort.get("periods")
                    .forEach(period -> counts.add(period.get("visitors").asLong()));
            cohorts.put(cohort.get("time").asText().substring(0, 10), counts);
        });
        assertThat(cohorts).isEqualTo(past.cameBack(ZONE, end));
    }

    private KnownJourneys live(String merchant, int count) {
        return new KnownJourneys(merchant, count, now.minus(Duration.ofMinutes(130)), Duration.ofMinutes(125));
    }

    private JsonNode funnel(String merchant, String brokenDown) {
        return ask(
                merchant,
                "funnel",
                """
                {"steps": [{"eventType": "product_viewed"}, {"eventType": "cart_item_added"}, {"eventType": "order_placed"}],
                 "window": "%s", "timeRange": {"from": "%s", "to": "%s"}%s}
                """
                        .formatted(WINDOW, now.minus(Duration.ofHours(3)), now, brokenDown));
    }

    private JsonNode ask(String merchant, String what, String question) {
        HttpResponse<String> response = tillview.post(
                tillview.installation().http(Endpoint.QUERY_SERVICE).resolve("/v1/" + what),
                "Bearer " + tillview.merchantToken(merchant),
                question);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Tillview.json(response.body());
    }

    private String heap() {
        return tillview.get(tillview.installation().http(Endpoint.QUERY_SERVICE).resolve("/q/metrics"), null)
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .collect(Collectors.joining(" "));
    }

    private static void assertFunnel(JsonNode steps, KnownJourneys known, Predicate<MerchantEvent> begins) {
        List<List<MerchantEvent>> attempts = known.attempts(WINDOW, begins);
        for (int step = 0; step < KnownJourneys.STEPS.size(); step++) {
            int reached = step;
            List<List<MerchantEvent>> there = attempts.stream()
                    .filter(attempt -> attempt.size() > reached)
                    .toList();
            assertThat(steps.get(step).get("visitors").asLong()).isEqualTo(there.size());
            if (step > 0 && !there.isEmpty()) {
                List<Long> took = there.stream()
                        .map(attempt -> Duration.between(
                                        attempt.get(reached - 1).occurredAt(),
                                        attempt.get(reached).occurredAt())
                                .toMillis())
                        .sorted()
                        .toList();
                double median = (took.get((took.size() - 1) / 2) + took.get(took.size() / 2)) / 2_000.0;
                assertThat(steps.get(step).get("medianSeconds").asDouble()).isCloseTo(median, within(1e-9));
            }
        }
    }
}
