package io.tillview.query.segments;

import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.segments.SegmentChanges.Stretch;
import io.tillview.tenancy.MerchantScope;
import java.util.EnumMap;
import java.util.Map;

/** What one Broker serves, put together from what it said changed. Immutable. */
public final class ServedTimeline implements ServedSegments {
    private final String epoch;
    private final long position;
    private final Map<Datasource, DatasourceTimeline> timelines;

    private ServedTimeline(String epoch, long position, Map<Datasource, DatasourceTimeline> timelines) {
        this.epoch = epoch;
        this.position = position;
        this.timelines = timelines;
    }

    /**
     * From all that a Broker serves. What changed before isn't known: all of it counts as changed at this position.
     *
     * @throws IllegalArgumentException if it isn't all
     */
    public static ServedTimeline of(SegmentChanges all) {
        if (!all.whole()) {
            throw new IllegalArgumentException("What changed is not all that is served.");
        }
        Map<Datasource, DatasourceTimeline> timelines = new EnumMap<>(Datasource.class);
        for (Datasource datasource : Datasource.values()) {
            timelines.put(datasource, DatasourceTimeline.empty(all.position()));
        }
        return folded(all, timelines);
    }

    /**
     * After what changed since.
     *
     * @throws IllegalArgumentException if that was before this, or of another epoch, and not all
     */
    public ServedTimeline after(SegmentChanges changes) {
        if (changes.whole()) {
            return of(changes);
        }
        if (!changes.epoch().equals(epoch) || changes.position() < position) {
            throw new IllegalArgumentException("These changes are not of what comes after this.");
        }
        return folded(changes, new EnumMap<>(timelines));
    }

    private static ServedTimeline folded(SegmentChanges changes, Map<Datasource, DatasourceTimeline> timelines) {
        for (Stretch stretch : changes.stretches()) {
            timelines.compute(
                    stretch.datasource(), (datasource, timeline) -> timeline.with(stretch, changes.position()));
        }
        return new ServedTimeline(changes.epoch(), changes.position(), timelines);
    }

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public Standing standing(Datasource datasource, MerchantScope scope, Interval interval) {
        return timelines
                .get(datasource)
                .standing(scope, interval.from().toEpochMilli(), interval.to().toEpochMilli());
    }
}
