package io.tillview.endtoend;

import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The events of one merchant over the last days, and what their counts and sums have to be. */
final class KnownEvents {
    /** How old an event may be that is published; live events may be six hours old. */
    static final Duration LIVE_FOR = Duration.ofHours(5);

    private static final int COUNT = 400;
    private static final List<String> CHANNELS = List.of("organic", "email", "paid \"search\"");
    private static final List<String> PATHS = List.of("/", "/c'est-la-vie", "/商品/1", "/a?b=%27");

    private final String merchant;
    private final Currency currency;
    private final List<MerchantEvent> events = new ArrayList<>();

    KnownEvents(String merchant, String currency, long seed) {
        this.merchant = merchant;
        this.currency = Currency.getInstance(currency);
        Random random = new Random(seed);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (int i = 0; i < COUNT; i++) {
            events.add(event(random, now));
        }
    }

    String merchant() {
        return merchant;
    }

    List<MerchantEvent> events() {
        return events;
    }

    /** Day and value of the dimension, to events, orders, units sold, gross sales, refunds and net sales. */
    Map<String, List<String>> byDayAnd(String dimension, ZoneId zone) {
        return events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.occurredAt().atZone(zone).toLocalDate() + " " + value(event, dimension),
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), this::measures)));
    }

    long countOf(String dimension, String value) {
        return events.stream().filter(has(dimension, value)).count();
    }

    String grossSalesOf(String dimension, String value) {
        return money(events.stream().filter(has(dimension, value)).toList(), EventType.ORDER_PLACED)
                .toPlainString();
    }

    private List<String> measures(List<MerchantEvent> group) {
        List<MerchantEvent> orders = group.stream()
                .filter(event -> event.eventType().equals(EventType.ORDER_PLACED))
                .toList();
        BigDecimal gross = money(group, EventType.ORDER_PLACED);
        BigDecimal refunds = money(group, EventType.ORDER_REFUNDED);
        return List.of(
                Integer.toString(group.size()),
                Integer.toString(orders.size()),
                Long.toString(orders.stream()
                        .mapToLong(event -> event.quantity().orElse(0))
                        .sum()),
                gross.toPlainString(),
                refunds.toPlainString(),
                gross.subtract(refunds).toPlainString());
    }

    private BigDecimal money(List<MerchantEvent> group, EventType type) {
        long minor = group.stream()
                .filter(event -> event.eventType().equals(type))
                .mapToLong(event -> event.amount().orElseThrow().minorUnits())
                .sum();
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
    }

    /**
     * In the last three days, but for what of today is imported: an import makes one chunk of all hours of today that have no
     * live one, and other tests are about today's hours.
     */
    private static Instant time(Random random, Instant now) {
        Instant time = now.minus(Duration.ofMinutes(random.nextInt(3 * 24 * 60)));
        boolean isToday = !time.isBefore(now.truncatedTo(ChronoUnit.DAYS));
        return isToday && time.isBefore(now.minus(LIVE_FOR)) ? time.minus(Duration.ofDays(1)) : time;
    }

    private MerchantEvent event(Random random, Instant now) {
        MerchantEventBuilder event = MerchantEvent.builder()
                .merchantId(merchant)
                .occurredAt(time(random, now))
                .channel(CHANNELS.get(random.nextInt(CHANNELS.size())))
                .pagePath(PATHS.get(random.nextInt(PATHS.size())))
                .visitorId("v" + random.nextInt(50));
        switch (random.nextInt(4)) {
            case 0 ->
                event.eventType(EventType.ORDER_PLACED)
                        .amount(Money.of(1 + random.nextInt(500_000), currency))
                        .quantity(1 + random.nextInt(5));
            case 1 -> event.eventType(EventType.ORDER_REFUNDED).amount(Money.of(1 + random.nextInt(9_000), currency));
            case 2 -> event.eventType(EventType.PAGE_VIEWED);
            default -> event.eventType("wishlist_shared");
        }
        return event.build();
    }

    private static Predicate<MerchantEvent> has(String dimension, String value) {
        return event -> value(event, dimension).equals(value);
    }

    private static String value(MerchantEvent event, String dimension) {
        return (dimension.equals("channel") ? event.channel() : event.pagePath()).orElseThrow();
    }
}
