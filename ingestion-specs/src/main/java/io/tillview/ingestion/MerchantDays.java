package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.events.encoding.DecodedEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How many events of an import fall on each merchant's days (UTC); one entry a merchant and day. */
final class MerchantDays {
    private static final int MERCHANTS_IN_A_FILTER = 1_000;
    private static final long MILLIS_OF_DAY = 86_400_000L;

    private final Map<String, Map<LocalDate, Long>> counts = new TreeMap<>();
    private long events;

    void add(DecodedEvent event) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(event.occurredAtMillis(), MILLIS_OF_DAY));
        counts.computeIfAbsent(event.merchantId(), merchant -> new TreeMap<>()).merge(day, 1L, Long::sum);
        events++;
    }

    /** Only those from this day on. */
    MerchantDays since(LocalDate first) {
        MerchantDays later = new MerchantDays();
        counts.forEach((merchant, days) -> {
            Map<LocalDate, Long> kept = new TreeMap<>(days);
            kept.keySet().removeIf(day -> day.isBefore(first));
            if (!kept.isEmpty()) {
                later.counts.put(merchant, kept);
                later.events +=
                        kept.values().stream().mapToLong(Long::longValue).sum();
            }
        });
        return later;
    }

    long events() {
        return events;
    }

    /** The days there are events on, in order, as ISO-8601 intervals. */
    List<String> intervals() {
        TreeSet<LocalDate> days = new TreeSet<>();
        counts.values().forEach(of -> days.addAll(of.keySet()));
        return days.stream().map(day -> day + "/" + day.plusDays(1)).toList();
    }

    /** How many events a datasource already has on these days, by merchant and day: {@code [merchant, day, n]} rows. */
    String countingSql(String datasource, String count) {
        TreeSet<LocalDate> days = new TreeSet<>();
        counts.values().forEach(of -> days.addAll(of.keySet()));
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
        return counts.getOrDefault(row.get(0).asText(), Map.of())
                .getOrDefault(LocalDate.parse(row.get(1).asText()), 0L);
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
