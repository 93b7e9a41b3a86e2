package io.tillview.endtoend;

import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The events of the shops that the oracle is asked about: past ones, and ones of today. */
final class OracleEvents {
    static final String EMPTY = "oracle-empty";
    static final String SINGLE = "oracle-single";
    static final String BUSY = "oracle-busy";
    static final String CURRENCIES = "oracle-currencies";
    static final String HOSTILE = "oracle-hostile";
    static final String HARD_DAYS = "oracle-hard-days";
    /** The detail doesn't keep its events any more. */
    static final String LEAP_DAY = "oracle-leap-day";
    /** Sells on some days and on the same days a year before, of which the detail doesn't keep those. */
    static final String YEARLY = "oracle-yearly";

    /** Those that sell past days and today; the others' events are past, or there are none. */
    static final List<String> SELLING_TODAY = List.of(BUSY, CURRENCIES, HOSTILE);

    static final int DAYS = 60;

    /** How long ago the first of the days is on which {@link #YEARLY} sells. */
    static final int YEARLY_DAYS_AGO = 14;

    static final int YEARLY_DAYS = 8;

    /** Yesterday may have chunks of an hour, from other tests. */
    private static final int LAST_DAYS_LEFT_OUT = 2;

    private static final int BUSY_EVENTS = 20_000;
    private static final int OTHER_EVENTS = 1_500;
    private static final int YEARLY_EVENTS = 400;
    private static final int LIVE_EVENTS = 250;
    private static final List<String> TYPES = List.of(
            "page_viewed",
            "page_viewed",
            "page_viewed",
            "product_viewed",
            "product_viewed",
            "cart_item_added",
            "checkout_started",
            "order_placed",
            "order_placed",
            "order_refunded",
            "wishlist_shared");
    private static final List<String> TAME = List.of("alpha", "beta", "gamma", "delta");
    private static final List<String> HOSTILE_TEXTS = List.of(
            "",
            " ",
            "'",
            "''; DROP TABLE events --",
            "\"quoted\"",
            "100%",
            "_",
            "a_b",
            "a%b",
            "\\",
            "\\u0041",
            "null",
            "NULL",
            "Ünïcode",
            "U\u0308ni\u0308code",
            "商品",
            "\uFF01 full width",
            "\uD83D\uDE00 beyond the first plane",
            "tab\tand\nline",
            "Alpha",
            "alpha",
            "alpha ",
            "\u200B");
    private static final List<String> COUNTRIES =
            List.of("DE", "FR", "US", "CA", "JP", "KW", "NP", "AU", "NZ", "CU", "BR", "GB");

    private final Random random;
    private final Instant today;
    private final Instant now;
    private final List<MerchantEvent> past = new ArrayList<>();
    private final List<MerchantEvent> live = new ArrayList<>();

    /** The same for the same seed and day, but for ids of events, and for what is of today. */
    OracleEvents(long seed, Instant now) {
        this.random = new Random(seed);
        this.now = now;
        this.today = now.truncatedTo(ChronoUnit.DAYS);
        past.add(event(SINGLE, today.minus(Duration.ofDays(20)).plusMillis(43_200_001), TAME, List.of("EUR"), 1));
        for (int i = 0; i < BUSY_EVENTS; i++) {
            past.add(event(BUSY, somePast(), TAME, List.of("EUR"), BUSY_EVENTS));
        }
        for (int i = 0; i < OTHER_EVENTS; i++) {
            past.add(event(CURRENCIES, somePast(), TAME, List.of("EUR", "JPY", "KWD"), 300));
            past.add(event(HOSTILE, somePast(), HOSTILE_TEXTS, List.of("USD"), 300));
        }
        for (int i = 0; i < YEARLY_EVENTS; i++) {
            past.add(event(YEARLY, someOfYear(0), TAME, List.of("JPY"), 200));
            past.add(event(YEARLY, someOfYear(1), TAME, List.of(i % 2 == 0 ? "JPY" : "KWD"), 200));
        }
        HardDays days = new HardDays(now);
        days.all().forEach(day -> around(HARD_DAYS, day.at()));
        days.leapDay().forEach(day -> around(LEAP_DAY, day.at()));
        Map<String, List<String>> selling =
                Map.of(BUSY, List.of("EUR"), CURRENCIES, List.of("JPY", "KWD"), HOSTILE, List.of("USD"));
        for (int i = 0; i < LIVE_EVENTS; i++) {
            selling.forEach((merchant, currencies) -> live.add(
                    event(merchant, someOfToday(), merchant.equals(HOSTILE) ? HOSTILE_TEXTS : TAME, currencies, 300)));
        }
    }

    /** To be imported. */
    List<MerchantEvent> past() {
        return past;
    }

    /** To be published. */
    List<MerchantEvent> live() {
        return live;
    }

    List<MerchantEvent> all() {
        return Stream.concat(past.stream(), live.stream()).toList();
    }

    int count(String merchant) {
        return (int) all().stream()
                .filter(event -> event.merchantId().equals(merchant))
                .count();
    }

    /** The first day of those over which events are spread. */
    Instant begins() {
        return today.minus(Duration.ofDays(DAYS));
    }

    /** Where events of today begin: what occurred more than six hours ago would be late. */
    Instant liveBegins() {
        Instant hour = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));
        return hour.isBefore(today) ? today : hour;
    }

    /** The values that a dimension may have in any of the events, and then some. */
    static List<String> values(String dimension) {
        return switch (dimension) {
            case "event_type" -> TYPES;
            case "country" -> COUNTRIES;
            case "currency" -> List.of("EUR", "JPY", "KWD", "USD", "CHF");
            default -> {
                List<String> texts = Stream.of(TAME, HOSTILE_TEXTS, List.of("nowhere", "x' OR 1=1 --"))
                        .flatMap(List::stream)
                        .toList();
                yield OracleAttributes.isAttribute(dimension) ? OracleAttributes.values(texts) : texts;
            }
        };
    }

    private Instant somePast() {
        return begins().plusMillis(random.nextLong(
                Duration.ofDays(DAYS - LAST_DAYS_LEFT_OUT).toMillis()));
    }

    private Instant someOfYear(int yearsAgo) {
        Instant first = today.atZone(ZoneOffset.UTC)
                .minusDays(YEARLY_DAYS_AGO)
                .minusYears(yearsAgo)
                .toInstant();
        return first.plusMillis(random.nextLong(Duration.ofDays(YEARLY_DAYS).toMillis()));
    }

    private Instant someOfToday() {
        long millis = Math.max(1, Duration.between(liveBegins(), now).toMillis());
        return liveBegins().plusMillis(random.nextLong(millis));
    }

    /** Each quarter hour of the day before and after, the instant itself, and to the millisecond what is next to it. */
    private void around(String merchant, Instant at) {
        for (int quarter = -27 * 4; quarter <= 27 * 4; quarter++) {
            Instant boundary = at.plus(Duration.ofMinutes(15L * quarter));
            for (int millis : quarter % 2 == 0 ? new int[] {-1, 0} : new int[] {random.nextInt(900_000)}) {
                past.add(event(merchant, boundary.plusMillis(millis), TAME, List.of("EUR"), 200));
            }
        }
    }

    private MerchantEvent event(String merchant, Instant at, List<String> texts, List<String> currencies, int people) {
        String type = pick(TYPES);
        MerchantEventBuilder event = MerchantEvent.builder()
                .merchantId(merchant)
                .eventType(type)
                .occurredAt(at)
                .visitorId(maybe(() -> id("v", people / 2)))
                .sessionId(maybe(() -> id("s", people)))
                .customerId(maybe(() -> "c-" + random.nextInt(Math.max(1, people / 3))))
                .productId(maybe(() -> "p-" + random.nextInt(6)))
                .channel(maybe(() -> pick(texts)))
                .campaign(maybe(() -> pick(texts)))
                .referrerHost(maybe(() -> pick(texts)))
                .pagePath(maybe(() -> pick(texts)))
                .productCategory(maybe(() -> pick(texts)))
                .country(maybe(() -> pick(COUNTRIES)))
                .region(maybe(() -> pick(texts)))
                .device(maybe(() -> pick(texts)))
                .browser(maybe(() -> pick(texts)))
                .os(maybe(() -> pick(texts)))
                .attributes(OracleAttributes.draw(random, texts));
        boolean paid = type.startsWith("order_");
        // An order may lack its amount, and other things may have one, which is nobody's sale.
        if (random.nextInt(10) > (paid ? 0 : 7)) {
            event.amount(Money.of(random.nextInt(10) == 0 ? 0 : random.nextInt(2_000_000), pick(currencies)));
        }
        if (random.nextInt(10) > 2) {
            event.quantity(random.nextInt(6));
        }
        return event.build();
    }

    /** As a UUID or as a text: they are kept differently. */
    private String id(String kind, int count) {
        int number = random.nextInt(Math.max(1, count));
        return number % 2 == 0 ? kind + "-" + number : new UUID(kind.hashCode(), number).toString();
    }

    private String maybe(Supplier<String> value) {
        return random.nextInt(8) == 0 ? null : value.get();
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
