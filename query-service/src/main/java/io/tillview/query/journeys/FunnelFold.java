package io.tillview.query.journeys;

import io.tillview.query.Grain;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Folds visitors' events into a funnel, as {@link FunnelQuery} defines it: the whole and each row. Of the events' groups only those of first
 * steps matter; {@link JourneyEvents#NO_GROUP} makes no row. By time, rows are made of the events' times instead.
 *
 * <p>Costs a visitor the number of its events times the number of rows whose window is open at the same time. Not safe for use by several
 * threads.
 */
public final class FunnelFold implements VisitorFold {
    private static final int FIRST = 1;

    private final FunnelQuery query;
    private final int steps;
    private final long window;
    private final FunnelTally total;
    private final Map<Long, FunnelTally> rows = new TreeMap<>();
    private final Attempts whole;
    private final Map<Long, Row> visitorsRows = new HashMap<>();
    private final List<Row> open = new ArrayList<>();
    private final Deque<Attempts> spare = new ArrayDeque<>();
    private final Runnable stillInTime;

    /**
     * Has folded nobody yet.
     *
     * @param query what is asked
     * @param stillInTime called before each event; what it throws ends the fold
     */
    public FunnelFold(FunnelQuery query, Runnable stillInTime) {
        this.query = query;
        this.steps = query.steps().size();
        this.window = query.window().toMillis();
        this.total = new FunnelTally(steps);
        this.whole = new Attempts(steps, window);
        this.stillInTime = stillInTime;
    }

    @Override
    public void begin() {
        whole.reset();
    }

    @Override
    public void event(long millis, int set, int group) {
        stillInTime.run();
        whole.event(millis, set);
        boolean begins = (set & FIRST) == FIRST && (query.grain() != Grain.NONE || group != JourneyEvents.NO_GROUP);
        Row begun = begins ? row(keyOf(millis, group)) : null;
        int later = set & ~FIRST;
        for (int i = open.size() - 1; i >= 0; i--) {
            Row row = open.get(i);
            row.attempts.event(millis, row == begun ? set : later);
            if (!row.attempts.isOpen(millis)) {
                row.open = false;
                open.set(i, open.get(open.size() - 1));
                open.remove(open.size() - 1);
            }
        }
    }

    @Override
    public void end() {
        total.add(whole);
        visitorsRows.forEach((key, row) -> {
            rows.computeIfAbsent(key, k -> new FunnelTally(steps)).add(row.attempts);
            spare.push(row.attempts);
        });
        visitorsRows.clear();
        open.clear();
    }

    /** The whole. */
    public FunnelTally total() {
        return total;
    }

    /** The rows that anyone began in, by the beginning of their bucket in milliseconds since 1970, or by their group. */
    public Map<Long, FunnelTally> rows() {
        return rows;
    }

    private long keyOf(long millis, int group) {
        return query.grain() == Grain.NONE
                ? group
                : query.grain()
                        .floor(Instant.ofEpochMilli(millis), query.zone())
                        .toEpochMilli();
    }

    private Row row(long key) {
        Row row = visitorsRows.computeIfAbsent(key, k -> new Row(attempts()));
        if (!row.open) {
            row.open = true;
            open.add(row);
        }
        return row;
    }

    private Attempts attempts() {
        Attempts attempts = spare.poll();
        if (attempts == null) {
            return new Attempts(steps, window);
        }
        attempts.reset();
        return attempts;
    }

    /** A visitor's attempts that begin in one row; not open while no attempt could go on. */
    private static final class Row {
        final Attempts attempts;
        boolean open;

        Row(Attempts attempts) {
            this.attempts = attempts;
        }
    }
}
