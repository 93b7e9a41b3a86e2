package io.tillview.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Asks detail and rollup for the totals of a time, again and again, and keeps every answer that differs. */
final class TotalsProber implements AutoCloseable {
    private final Set<String> totals = new ConcurrentSkipListSet<>();
    private final Thread thread;
    private volatile boolean ended;

    TotalsProber(Tillview tillview, String shop, Instant from, Instant to) {
        this.thread = new Thread(
                () -> {
                    while (!ended) {
                        for (String datasource : List.of("merchant_events", "merchant_metrics")) {
                            totals.add(askOrFail(tillview, datasource, shop, from, to));
                        }
                    }
                },
                "totals-prober");
        thread.start();
    }

    /** What was seen, as {@code COUNT SUM}. */
    Set<String> totals() {
        return totals;
    }

    private static String askOrFail(Tillview tillview, String datasource, String shop, Instant from, Instant to) {
        try {
            return ask(tillview, datasource, shop, from, to);
        } catch (RuntimeException | AssertionError e) {
            return "no answer: " + e;
        }
    }

    static String ask(Tillview tillview, String datasource, String shop, Instant from, Instant to) {
        String count = datasource.equals("merchant_events") ? "COUNT(*)" : "SUM(events)";
        JsonNode row = tillview.adminSql("SELECT " + count + " AS n, SUM(amount_minor) AS s FROM " + datasource
                        + " WHERE merchant_id = '" + shop + "' AND __time >= MILLIS_TO_TIMESTAMP(" + from.toEpochMilli()
                        + ") AND __time < MILLIS_TO_TIMESTAMP(" + to.toEpochMilli() + ")")
                .get(0);
        return row.get("n").asLong() + " " + row.get("s").asLong();
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
