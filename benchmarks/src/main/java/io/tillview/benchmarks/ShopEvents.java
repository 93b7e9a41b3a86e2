package io.tillview.benchmarks;

import io.tillview.events.EventId;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Events of about half a kilobyte as shops' pages give them: visits of some ten events, ids that are UUIDs, five hundred events
 * a merchant and quarter hour. No attributes, which the tutorial's spec would leave out. The same each time for the same seed and moment, but for the events' ids.
 */
final class ShopEvents {
    private static final int EVENTS_OF_A_MERCHANT_PER_HOUR = 2_000;
    private static final int OPEN_VISITS = 5;
    private static final int PRODUCTS = 2_000;
    private static final List<String> CHANNELS = List.of("organic", "ads", "email", "direct", "social", "affiliate");
    private static final List<String> DEVICES = List.of("phone", "phone", "phone", "desktop", "desktop", "tablet");
    private static final List<String> BROWSERS = List.of("Chrome", "Safari", "Firefox", "Edge");
    private static final List<String> SYSTEMS = List.of("Android", "iOS", "Windows", "macOS");
    private static final List<String> CATEGORIES = List.of("shoes", "jackets", "garden-tools", "coffee", "children");
    private static final List<String> COUNTRIES = List.of("DE", "DE", "DE", "FR", "US", "AT", "IT");

    private final SplittableRandom random;
    private final Visit[] visits;
    private final Instant first;
    private final double millisBetween;

    /**
     * Events of one hour.
     *
     * @param count how many there will be in all
     * @param first the first one's time
     */
    ShopEvents(long seed, int count, Instant first) {
        this(seed, count, first, EVENTS_OF_A_MERCHANT_PER_HOUR);
    }

    /**
     * Events of one hour of merchants that are more busy, or less.
     *
     * @param perMerchant how many of the events are one merchant's
     */
    ShopEvents(long seed, int count, Instant first, int perMerchant) {
        this.random = new SplittableRandom(seed);
        this.first = first;
        this.millisBetween = 3_600_000.0 / count;
        int merchants = Math.max(1, count / perMerchant);
        this.visits = new Visit[merchants * OPEN_VISITS];
        for (int i = 0; i < visits.length; i++) {
            visits[i] = visit("shop-" + i % merchants);
        }
    }

    /** The number-th event, from 0; to be asked for in order. */
    MerchantEvent event(int number) {
        int place = random.nextInt(visits.length);
        Visit visit = visits[place];
        String product = "sku-" + (100_000 + (int) (PRODUCTS * random.nextDouble() * random.nextDouble()));
        Instant at = first.plusMillis((long) (number * millisBetween));
        MerchantEventBuilder event = MerchantEvent.builder()
                .eventId(EventId.next(() -> at))
                .merchantId(visit.merchant)
                .occurredAt(at)
                .visitorId(visit.visitor)
                .sessionId(visit.session)
                .channel(visit.channel)
                .campaign("spring-" + visit.trait % 40)
                .referrerHost("www.search-" + visit.trait % 20 + ".example")
                .country(COUNTRIES.get(visit.trait % COUNTRIES.size()))
                .region("region-" + visit.trait % 16)
                .device(DEVICES.get(visit.trait % DEVICES.size()))
                .browser(pick(BROWSERS, visit.trait))
                .os(pick(SYSTEMS, visit.trait))
                .productCategory(pick(CATEGORIES, product.hashCode() & 0xff))
                .productId(product)
                .pagePath("/products/" + product);
        int step = random.nextInt(100);
        if (step < 4) {
            visits[place] = visit(visit.merchant);
            return event.eventType(EventType.ORDER_PLACED)
                    .orderId(uuid())
                    .customerId("c-" + visit.trait)
                    .amount(Money.of(1_000 + random.nextInt(9_000), "EUR"))
                    .quantity(1 + random.nextInt(3))
                    .build();
        }
        if (step < 10) {
            visits[place] = visit(visit.merchant);
        }
        return event.eventType(step < 60 ? EventType.PAGE_VIEWED : EventType.PRODUCT_VIEWED)
                .build();
    }

    private Visit visit(String merchant) {
        return new Visit(
                merchant, uuid(), uuid(), CHANNELS.get(random.nextInt(CHANNELS.size())), random.nextInt(90_000));
    }

    private String uuid() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        return new UUID(high, (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L).toString();
    }

    private static String pick(List<String> words, int trait) {
        return words.get(trait % words.size());
    }

    private record Visit(String merchant, String visitor, String session, String channel, int trait) {}
}
