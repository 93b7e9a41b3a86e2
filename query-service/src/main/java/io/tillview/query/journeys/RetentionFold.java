package io.tillview.query.journeys;

import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Folds visitors' events into cohorts, as {@link RetentionQuery} defines them. Of an event's steps the lowest bit says that it enters, the
 * next that it returns. Not safe for use by several threads.
 */
public final class RetentionFold implements VisitorFold {
    private static final int ENTERING = 1;
    private static final int RETURNING = 2;

    private final RetentionQuery query;
    private final CalendarPeriods calendar;
    private final Map<Long, long[]> cohorts = new TreeMap<>();
    private final BitSet cameBack = new BitSet();
    private final Runnable stillInTime;
    private boolean entered;
    private long cohort;

    /**
     * Has folded nobody yet.
     *
     * @param query what is asked
     * @param stillInTime called before each event; what it throws ends the fold
     */
    public RetentionFold(RetentionQuery query, Runnable stillInTime) {
        this.query = query;
        this.calendar = new CalendarPeriods(query.grain(), query.zone());
        this.stillInTime = stillInTime;
    }

    @Override
    public void begin() {
        entered = false;
        cameBack.clear();
    }

    @Override
    public void event(long millis, int set, int group) {
        stillInTime.run();
        if (!entered && (set & ENTERING) == 0) {
            return;
        }
        long period = calendar.periodOf(Instant.ofEpochMilli(millis));
        if (!entered) {
            entered = true;
            cohort = period;
        } else if ((set & RETURNING) == RETURNING && period - cohort <= query.periods()) {
            cameBack.set((int) (period - cohort));
        }
    }

    @Override
    public void end() {
        if (entered) {
            long[] counts = cohorts.computeIfAbsent(cohort, c -> new long[query.periods() + 2]);
            counts[0]++;
            cameBack.stream().forEach(period -> counts[period + 1]++);
        }
    }

    /**
     * The cohorts that have a visitor, by their number among the {@link CalendarPeriods}: how many visitors each has, then how many of
     * those came back in period 0, 1 and so on. Of a sample, how many of the sample.
     */
    public Map<Long, long[]> cohorts() {
        return cohorts;
    }
}
