package io.tillview.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.encoding.JsonEventDecoder;
import io.tillview.events.encoding.JsonEventEncoder;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoShopsTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-02");
    private static final DemoShops SHOPS = new DemoShops(1, 20);

    @Test
    void the_same_seed_tells_the_same_events() {
        assertThat(history(SHOPS, MONDAY, 1)).isEqualTo(history(new DemoShops(1, 20), MONDAY, 1));
        assertThat(history(SHOPS, MONDAY, 1)).isNotEqualTo(history(new DemoShops(2, 20), MONDAY, 1));
    }

    @Test
    void any_seven_days_hold_the_same_visits() {
        List<String> fromMonday = withoutTimes(history(SHOPS, MONDAY, 7));

        List<String> fromThursdayInSummer = withoutTimes(history(SHOPS, LocalDate.parse("2027-06-03"), 7));

        assertThat(fromThursdayInSummer).containsExactlyInAnyOrderElementsOf(fromMonday);
    }

    @Test
    void every_event_is_of_its_day_and_keeps_every_rule() {
        JsonEventEncoder encoder = new JsonEventEncoder();
        JsonEventDecoder decoder = new JsonEventDecoder();

        for (MerchantEvent event : history(SHOPS, MONDAY, 1)) {
            assertThat(event.occurredAt().atOffset(ZoneOffset.UTC).toLocalDate())
                    .isEqualTo(MONDAY);
            assertThat(decoder.decode(encoder.encode(event))).isEqualTo(event);
        }
    }

    @Test
    void no_event_id_comes_twice() {
        List<MerchantEvent> events = history(SHOPS, MONDAY, 7);

        assertThat(new HashSet<>(events.stream().map(MerchantEvent::eventId).toList()))
                .hasSameSizeAs(events);
    }

    @Test
    void there_are_about_as_many_events_as_asked_for_and_the_largest_shop_has_most() {
        Map<String, Integer> byShop = new HashMap<>();
        history(SHOPS, MONDAY, 7).forEach(event -> byShop.merge(event.merchantId(), 1, Integer::sum));

        int all = byShop.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(all / 7.0).isCloseTo(10_000, within(1_000.0));
        assertThat(byShop).hasSize(20).containsKeys("demo", "shop-0002", "shop-0020");
        assertThat(byShop.get("demo") / (double) byShop.get("shop-0010")).isCloseTo(10, within(2.5));
    }

    @Test
    void visitors_move_down_the_funnel_and_no_more_is_given_back_than_was_paid() {
        Map<EventType, Integer> byType = new HashMap<>();
        Map<String, Long> paid = new HashMap<>();
        Set<String> currencies = new HashSet<>();
        for (MerchantEvent event : history(SHOPS, MONDAY, 7)) {
            byType.merge(event.eventType(), 1, Integer::sum);
            event.amount().ifPresent(amount -> currencies.add(amount.currency()));
            if (event.eventType().equals(EventType.ORDER_PLACED)) {
                paid.put(
                        event.orderId().orElseThrow(),
                        event.amount().orElseThrow().minorUnits());
            } else if (event.eventType().equals(EventType.ORDER_REFUNDED)) {
                assertThat(event.amount().orElseThrow().minorUnits())
                        .isPositive()
                        .isLessThanOrEqualTo(paid.get(event.orderId().orElseThrow()));
            }
        }

        assertThat(List.of(
                        byType.get(EventType.PRODUCT_VIEWED),
                        byType.get(EventType.CART_ITEM_ADDED),
                        byType.get(EventType.CHECKOUT_STARTED),
                        byType.get(EventType.ORDER_PLACED),
                        byType.get(EventType.ORDER_REFUNDED)))
                .isSortedAccordingTo((a, b) -> b - a)
                .doesNotContain(0);
        assertThat(currencies).contains("EUR", "USD", "JPY", "KWD");
    }

    @Test
    void totals_are_what_a_plain_count_gives() {
        DailyTotals totals = new DailyTotals();
        List<MerchantEvent> events = history(SHOPS, MONDAY, 2);
        events.forEach(totals::add);
        List<MerchantEvent> line = events.stream()
                .filter(event -> event.merchantId().equals("demo")
                        && event.channel().equals(java.util.Optional.of("ads"))
                        && event.occurredAt().toString().startsWith(MONDAY.toString()))
                .toList();

        DailyTotals.Totals found = totals.lines().get(new DailyTotals.Key("demo", MONDAY, "ads"));

        assertThat(found.events()).isEqualTo(line.size());
        assertThat(found.sessions()).isEqualTo((int)
                line.stream().map(MerchantEvent::sessionId).distinct().count());
        assertThat(found.grossSalesMinor("EUR"))
                .isEqualTo(line.stream()
                        .filter(event -> event.eventType().equals(EventType.ORDER_PLACED))
                        .mapToLong(event -> event.amount().orElseThrow().minorUnits())
                        .sum())
                .isPositive();
    }

    @Test
    void a_plan_without_merchants_or_days_is_refused() {
        assertThatThrownBy(() -> new DemoShops(1, 0)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> SHOPS.history(MONDAY, MONDAY, 1, event -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<MerchantEvent> history(DemoShops shops, LocalDate from, int days) {
        List<MerchantEvent> events = new ArrayList<>();
        shops.history(from, from.plusDays(days), 10_000, events::add);
        return events;
    }

    private static List<String> withoutTimes(List<MerchantEvent> events) {
        return events.stream()
                .map(event -> String.join(
                        " ",
                        event.merchantId(),
                        event.eventType().value(),
                        event.visitorId().orElse(""),
                        event.sessionId().orElse(""),
                        event.amount().toString(),
                        event.occurredAt()
                                .atOffset(ZoneOffset.UTC)
                                .toLocalTime()
                                .toString()))
                .toList();
    }
}
