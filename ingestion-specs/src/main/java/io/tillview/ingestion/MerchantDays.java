package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.events.encoding.DecodedEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How many events fall on each merchant's days (UTC), one entry a merchant and day, and how many on each hour: those of an import, or
 * what a datasource holds.
 */
final class MerchantDays {
    private static final int MERCHANTS_IN_A_FILTER = 1_000;
    private static final long MILLIS_OF_DAY = 86_400_000L;
    private static final int HOURS_OF_DAY = 24;

    private final Map<String, Map<LocalDate, Long>> counts = new TreeMap<>();
    private final SortedMap<Instant, Long> hours = new TreeMap<>();
    private long events;

    /** What rows say: {@code [merchant, day, n]} each, which know no hours. */
    static MerchantDays of(JsonNode rows) {
        MerchantDays days = new MerchantDays();
        for (JsonNode row : rows) {
            days.counts
                    .computeIfAbsent(row.get(0).asText(), merchant -> new TreeMap<>())
                    .merge(LocalDate.parse(row.get(1).asText()), row.get(2).asLong(), Long::sum);
            days.events += row.get(2).asLong();
        }
        return days;
    }

    void add(DecodedEvent event) {
        add(event.merchantId(), event.occurredAtMillis());
    }

    void add(String merchant, long occurredAtMillis) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(occurredAtMillis, MILLIS_OF_DAY));
        counts.computeIfAbsent(merchant, any -> new TreeMap<>()).merge(day, 1L, Long::sum);
        hours.merge(Instant.ofEpochMilli(occurredAtMillis).truncatedTo(ChronoUnit.HOURS), 1L, Long::sum);
        events++;
    }

    /** Only those from this day on. */
    MerchantDays since(LocalDate first) {
        MerchantDays later = only(day -> !day.isBefore(first));
        later.hours.putAll(hours.tailMap(start(first)));
        return later;
    }

    /** Only those up to this day, exclusive. */
    MerchantDays before(LocalDate end) {
        MerchantDays earlier = only(day -> day.isBefore(end));
        earlier.hours.putAll(hours.headMap(start(end)));
        return earlier;
    }

    private MerchantDays only(Predicate<LocalDate> wanted) {
        MerchantDays some = new MerchantDays();
        counts.forEach((merchant, days) -> {
            Map<LocalDate, Long> kept = new TreeMap<>(days);
            kept.keySet().removeIf(day -> !wanted.test(day));
            if (!kept.isEmpty()) {
                some.counts.put(merchant, kept);
                some.events += kept.values().stream().mapToLong(Long::longValue).sum();
            }
        });
        return some;
    }

    /** Is told every merchant's day and its number. */
    interface Visitor {
        void day(String merchant, LocalDate day, long events);
    }

    void forEach(Visitor visitor) {
        counts.forEach((merchant, days) -> days.forEach((day, n) -> visitor.day(merchant, day, n)));
    }

    /** How many on a merchant's day. */
    long on(String merchant, LocalDate day) {
        return counts.getOrDefault(merchant, Map.of()).getOrDefault(day, 0L);
    }

    /** How many in every hour of the days there are events on, 0 included. */
    SortedMap<Instant, Long> hours() {
        SortedMap<Instant, Long> all = new TreeMap<>();
        for (LocalDate day : days()) {
            for (int hour = 0; hour < HOURS_OF_DAY; hour++) {
                Instant at = start(day).plus(hour, ChronoUnit.HOURS);
                all.put(at, hours.getOrDefault(at, 0L));
            }
        }
        return all;
    }

    /** The first of the days there are events on. */
    LocalDate firstDay() {
        return days().first();
    }

    /** The first instant of those days. */
    Instant from() {
        return start(firstDay());
    }

    /** Their end, exclusive. */
    Instant to() {
        return start(days().last().plusDays(1));
    }

    private SortedSet<LocalDate> days() {
        SortedSet<LocalDate> days = new TreeSet<>();
        counts.values().forEach(of -> days.addAll(of.keySet()));
        return days;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    long events() {
        return events;
    }

    /** The days there are events on, in order, as ISO-8601 intervals. */
    List<String> intervals() {
        return days().stream().map(day -> day + "/" + day.plusDays(1)).toList();
    }

    /** How many events a datasource already has on these days, by merchant and day: {@code [merchant, day, n]} rows. */
    String countingSql(String datasource, String count) {
        SortedSet<LocalDate> days = days();
        return "SELECT merchant_id, TIME_FORMAT(TIME_FLOOR(__time, 'P1D'), 'yyyy-MM-dd'), " + count + " FROM "
                + datasource + " WHERE __time >= TIMESTAMP '" + days.first() + " 00:00:00' AND __time < TIMESTAMP '"
                + days.last().plusDays(1) + " 00:00:00'" + merchantFilter() + " GROUP BY 1, 2";
    }

    /** Merchants' ids hold no quotes: the contract says so, and every one has been held to it. */
    private String merchantFilter() {
        return counts.size() > MERCHANTS_IN_A_FILTER
                ? ""
                : counts.keySet().stream().collect(Collectors.joining("','", " AND merchant_id IN ('", "')"));
    }

    /** Whether a row is about a merchant's day that the import has events on. */
    boolean concerns(JsonNode row) {
        return expected(row) > 0;
    }

    /** How many events the import has on the merchant's day of a row. */
    private long expected(JsonNode row) {
        return on(row.get(0).asText(), LocalDate.parse(row.get(1).asText()));
    }

    /** A row about a merchant's day of the import that has more than the import. */
    Optional<JsonNode> moreThanExpected(JsonNode rows) {
        for (JsonNode row : rows) {
            if (concerns(row) && row.get(2).asLong() > expected(row)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /** Whether the rows hold at least the import's events on every merchant's day. */
    boolean allServed(JsonNode rows) {
        long served = 0;
        for (JsonNode row : rows) {
            long expected = expected(row);
            if (row.get(2).asLong() < expected) {
                return false;
            }
            served += expected;
        }
        return served == events;
    }
}
