package io.tillview.query.answering;

import io.tillview.query.Interval;
import io.tillview.query.answering.RunOutcome.NoSuchDatasource;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.answering.RunOutcome.Streamed;
import io.tillview.query.journeys.EventMatch;
import io.tillview.query.journeys.JourneyEvents;
import io.tillview.query.journeys.TooManyEventsException;
import io.tillview.query.journeys.VisitorSample;
import io.tillview.query.scoping.EventRowsScoper;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.tenancy.OneMerchant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the events of one question about journeys: how many there are, then all of them, or those of as many visitors as may be kept. Used by
 * one thread. What stands in the way is thrown as {@link JourneyAbandonedException}.
 */
final class JourneyReading {
    /** A sample is an estimate itself, and ingestion goes on: so many rows for each that may be kept, and not one more. */
    private static final int ROWS_FOR_EACH_KEPT = 2;

    private final QueryRunner runner;
    private final EventRowsScoper scoper;
    private final List<EventMatch> matches;
    private final Interval interval;
    private final int maxEvents;
    private final Runnable stillInTime;
    private boolean nothingIngested;
    private long withoutVisitor;

    JourneyReading(
            QueryRunner runner,
            List<EventMatch> matches,
            Interval interval,
            OneMerchant scope,
            String subject,
            int maxEvents,
            Runnable stillInTime) {
        this.runner = runner;
        this.scoper = new EventRowsScoper(matches, interval, scope, subject);
        this.matches = matches;
        this.interval = interval;
        this.maxEvents = maxEvents;
        this.stillInTime = stillInTime;
    }

    /** The events; of each, the group is that of its value of the dimension. */
    JourneyEvents events(Optional<String> dimension, Values values) {
        List<List<Object>> sizes = rows(scoper.sizes());
        long events = sizes.isEmpty() ? 0 : (Long) sizes.get(0).get(0);
        withoutVisitor = sizes.isEmpty() ? 0 : (Long) sizes.get(0).get(1);
        VisitorSample sample = VisitorSample.holding(events, maxEvents);
        JourneyEvents kept = new JourneyEvents(interval.from(), matches.size(), sample, maxEvents);
        if (events == 0) {
            return kept;
        }
        Map<String, Integer> groups = new HashMap<>();
        for (int group = 1; group < values.byGroup().size(); group++) {
            groups.put(values.byGroup().get(group), group);
        }
        int maxRows = (int) Math.min(Integer.MAX_VALUE, (long) maxEvents * ROWS_FOR_EACH_KEPT);
        try {
            RunOutcome outcome = runner.stream(scoper.rows(sample, dimension, maxRows), row -> {
                stillInTime.run();
                int group = dimension.isEmpty()
                        ? JourneyEvents.NO_GROUP
                        : groups.getOrDefault((String) row.get(3), JourneyEvents.NO_GROUP);
                kept.add((Long) row.get(0), (Long) row.get(1), ((Long) row.get(2)).intValue(), group);
            });
            if (!(outcome instanceof Streamed streamed)) {
                throw JourneyAbandonedException.because(outcome);
            }
            if (streamed.rows() >= maxRows) {
                throw JourneyAbandonedException.tooMany();
            }
        } catch (TooManyEventsException e) {
            throw JourneyAbandonedException.tooMany();
        }
        return kept;
    }

    /**
     * The values of a dimension that are worth a row: those of the most visitors at the first step.
     *
     * @param limit how many
     */
    Values values(String dimension, int limit) {
        List<List<Object>> most = rows(scoper.values(dimension, limit + 1));
        List<String> byGroup = new ArrayList<>();
        most.stream().limit(limit).forEach(row -> byGroup.add((String) row.get(0)));
        // By text, so that the order of equal events depends on nothing else.
        byGroup.sort(Comparator.nullsFirst(Comparator.naturalOrder()));
        byGroup.add(JourneyEvents.NO_GROUP, null);
        return new Values(byGroup, most.size() > limit);
    }

    /**
     * Values of a dimension.
     *
     * @param byGroup by the group that stands for each; null for events that lack the dimension, and at the first place for no group
     * @param truncated whether there are more
     */
    record Values(List<String> byGroup, boolean truncated) {
        /** Not broken down by any. */
        static final Values NONE = new Values(Collections.singletonList(null), false);
    }

    /** Whether Druid doesn't even have the datasource. */
    boolean isNothingIngested() {
        return nothingIngested;
    }

    /** How many events match but are nobody's. */
    long withoutVisitor() {
        return withoutVisitor;
    }

    private List<List<Object>> rows(ScopedSql sql) {
        stillInTime.run();
        RunOutcome outcome = runner.run(sql);
        if (outcome instanceof Rows some) {
            return some.rows();
        }
        if (outcome instanceof NoSuchDatasource) {
            nothingIngested = true;
            return List.of();
        }
        throw JourneyAbandonedException.because(outcome);
    }
}
