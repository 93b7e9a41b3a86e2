package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
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
    private static final List<String> TYPES = List.of("product_viewed", "cart_item_added", "order_placed");
    private static final List<String> CHANNELS = List.of("ads", "organic", "d'été");
    /** Of the shop with the live events; a load when it is told to be. */
    private static final int LIVE = Integer.getInteger("funnel.events", 300);

    private static final int COUNT = 300;
    private static final int EVENTS_A_VISITOR = 8;
    private static final int DAYS = 3;

    private final Tillview tillview;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final List<MerchantEvent> shop = live("funnel-shop", LIVE, 1);
    private final List<MerchantEvent> other = live("funnel-other", COUNT, 2);
    /** The day before the clocks were changed last, that day and the day after. */
    private final LocalDate firstDay = ZONE.getRules()
            .previousTransition(now.minus(Duration.ofDays(4)))
            .getInstant()
            .atZone(ZONE)
            .toLocalDate()
            .minusDays(1);

    private final List<MerchantEvent> past = past("funnel-past", 3);

    FunnelIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeAll
    void publish() throws Exception {
        tillview.publish(shop);
        tillview.publish(other);
        tillview.importPast(past);
        tillview.awaitEvents("funnel-shop", LIVE);
        tillview.awaitEvents("funnel-other", COUNT);
        tillview.awaitEvents("funnel-past", COUNT);
    }

    @Test
    void a_funnel_counts_what_going_through_the_events_one_by_one_comes_to() {
        JsonNode answer = funnel("funnel-shop", "");

        if (LIVE > COUNT) {
            System.out.println("A funnel over " + LIVE + " events took " + answer.at("/meta/tookMillis") + " ms");
        }
        assertFunnel(answer.get("steps"), shop, event -> true);
        assertThat(answer.get("sampled").isNull()).isTrue();
        long nobodys = shop.stream()
                .filter(event -> event.visitorId().isEmpty() && TYPES.contains(typeOf(event)))
                .count();
        assertThat(answer.get("warnings").toString()).contains("\"without_visitor\"", nobodys + " events");
        assertThat(answer.at("/meta/source").asText()).isEqualTo("merchant_events");
    }

    @Test
    void the_same_visitors_of_another_merchant_are_that_merchant_s() {
        assertFunnel(funnel("funnel-other", "").get("steps"), other, event -> true);
        assertThat(funnel("funnel-nobody", "").at("/steps/0/visitors").asLong()).isZero();
    }

    @Test
    void by_channel_and_by_hour_a_row_is_of_the_attempts_that_begin_in_it() {
        JsonNode byChannel = funnel("funnel-shop", ", \"dimension\": \"channel\"").get("rows");
        JsonNode byHour = funnel("funnel-shop", ", \"grain\": \"hour\"").get("rows");

        assertThat(byChannel).hasSize(CHANNELS.size());
        byChannel.forEach(row -> assertFunnel(
                row.get("steps"),
                shop,
                event -> event.channel().orElseThrow().equals(row.get("value").asText())));
        assertThat(byHour.size()).isGreaterThan(1);
        byHour.forEach(row -> assertFunnel(row.get("steps"), shop, event -> event.occurredAt()
                .truncatedTo(ChronoUnit.HOURS)
                .equals(Instant.parse(row.get("time").asText()))));
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
                        .formatted(ZONE, firstDay, firstDay.plusDays(DAYS)));

        Map<String, List<Long>> cohorts = new TreeMap<>();
        answer.get("cohorts").forEach(cohort -> {
            List<Long> counts = new ArrayList<>(List.of(cohort.get("visitors").asLong()));
            cohort.get("periods").forEach(period -> counts.add(period.get("visitors").asLong()));
            cohorts.put(cohort.get("time").asText().substring(0, 10), counts);
        });
        assertThat(cohorts).isEqualTo(retained());
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

    private static void assertFunnel(JsonNode steps, List<MerchantEvent> events, Predicate<MerchantEvent> begins) {
        List<List<MerchantEvent>> best = byVisitor(events).values().stream()
                .map(own -> bestAttempt(own, begins))
                .filter(attempt -> !attempt.isEmpty())
                .toList();
        for (int step = 0; step < TYPES.size(); step++) {
            int reached = step;
            List<List<MerchantEvent>> there =
                    best.stream().filter(attempt -> attempt.size() > reached).toList();
            assertThat(steps.get(step).get("visitors").asLong()).isEqualTo(there.size());
            if (step > 0 && !there.isEmpty()) {
                List<Long> took = there.stream()
                        .map(attempt -> millis(attempt.get(reached)) - millis(attempt.get(reached - 1)))
                        .sorted()
                        .toList();
                double median = (took.get((took.size() - 1) / 2) + took.get(took.size() / 2)) / 2_000.0;
                assertThat(steps.get(step).get("medianSeconds").asDouble()).isCloseTo(median, within(1e-9));
            }
        }
    }

    /** The one that comes furthest, is there first and began last: no two events of a visitor are at the same time. */
    private static List<MerchantEvent> bestAttempt(List<MerchantEvent> own, Predicate<MerchantEvent> begins) {
        List<MerchantEvent> best = List.of();
        for (MerchantEvent first : own) {
            if (!typeOf(first).equals(TYPES.get(0)) || !begins.test(first)) {
                continue;
            }
            List<MerchantEvent> attempt = new ArrayList<>(List.of(first));
            for (MerchantEvent event : own) {
                boolean next = attempt.size() < TYPES.size()
                        && typeOf(event).equals(TYPES.get(attempt.size()))
                        && millis(event) > millis(attempt.get(attempt.size() - 1))
                        && millis(event) - millis(first) <= WINDOW.toMillis();
                if (next) {
                    attempt.add(event);
                }
            }
            boolean asFar = attempt.size() == best.size();
            boolean noLater = asFar && millis(attempt.get(attempt.size() - 1)) <= millis(best.get(best.size() - 1));
            if (attempt.size() > best.size() || noLater) {
                best = attempt;
            }
        }
        return best;
    }

    private Map<String, List<Long>> retained() {
        Map<String, List<Long>> cohorts = new TreeMap<>();
        for (List<MerchantEvent> own : byVisitor(past).values()) {
            MerchantEvent first = own.stream()
                    .filter(event -> typeOf(event).equals("product_viewed"))
                    .findFirst()
                    .orElse(null);
            if (first == null) {
                continue;
            }
            LocalDate day = dayOf(first);
            int periods = (int) ChronoUnit.DAYS.between(day, firstDay.plusDays(DAYS));
            List<Long> counts = cohorts.computeIfAbsent(
                    day.toString(), d -> new ArrayList<>(Collections.nCopies(periods + 1, 0L)));
            counts.set(0, counts.get(0) + 1);
            for (int period = 0; period < periods; period++) {
                LocalDate then = day.plusDays(period);
                if (own.stream().anyMatch(event -> millis(event) > millis(first) && dayOf(event).equals(then))) {
                    counts.set(period + 1, counts.get(period + 1) + 1);
                }
            }
        }
        return cohorts;
    }

    private static Map<String, List<MerchantEvent>> byVisitor(List<MerchantEvent> events) {
        return events.stream()
                .filter(event -> event.visitorId().isPresent())
                .sorted(Comparator.comparing(MerchantEvent::occurredAt))
                .collect(Collectors.groupingBy(event -> event.visitorId().orElseThrow()));
    }

    private List<MerchantEvent> live(String merchant, int count, long seed) {
        return events(merchant, count, seed, now.minus(Duration.ofMinutes(130)), Duration.ofMinutes(125));
    }

    private List<MerchantEvent> past(String merchant, long seed) {
        Instant from = firstDay.atStartOfDay(ZONE).toInstant();
        Instant to = firstDay.plusDays(DAYS).atStartOfDay(ZONE).toInstant();
        return events(merchant, COUNT, seed, from, Duration.between(from, to));
    }

    /** Each at a time of its own, of those of one visitor at least. */
    private static List<MerchantEvent> events(String merchant, int count, long seed, Instant from, Duration length) {
        Random random = new Random(seed);
        List<MerchantEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            MerchantEventBuilder event = MerchantEvent.builder()
                    .merchantId(merchant)
                    .eventType(random.nextInt(5) == 0 ? "wishlist_shared" : TYPES.get(random.nextInt(TYPES.size())))
                    .occurredAt(from.plusMillis(length.toMillis() * i / count))
                    .channel(CHANNELS.get(random.nextInt(CHANNELS.size())))
                    .amount(Money.of(100, "EUR"));
            int visitor = random.nextInt(count / EVENTS_A_VISITOR);
            if (visitor > 0) {
                event.visitorId(visitor % 2 == 0 ? "visitor-" + visitor : uuid(visitor));
            }
            events.add(event.build());
        }
        return events;
    }

    private static String uuid(int visitor) {
        return UUID.nameUUIDFromBytes(("visitor-" + visitor).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String typeOf(MerchantEvent event) {
        return event.eventType().toString();
    }

    private static LocalDate dayOf(MerchantEvent event) {
        return event.occurredAt().atZone(ZONE).toLocalDate();
    }

    private static long millis(MerchantEvent event) {
        return event.occurredAt().toEpochMilli();
    }
}
