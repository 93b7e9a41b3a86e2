package io.tillview.cluster.segments;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.druid.client.DruidServer;
import org.apache.druid.client.QueryableDruidServer;
import org.apache.druid.client.selector.HighestPriorityTierSelectorStrategy;
import org.apache.druid.client.selector.RandomServerSelectorStrategy;
import org.apache.druid.client.selector.ServerSelector;
import org.apache.druid.query.TableDataSource;
import org.apache.druid.server.coordination.ServerType;
import org.apache.druid.timeline.DataSegment;
import org.apache.druid.timeline.SegmentId;
import org.apache.druid.timeline.TimelineLookup;
import org.apache.druid.timeline.VersionedIntervalTimeline;
import org.apache.druid.timeline.partition.ShardSpec;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.joda.time.Interval;

/** Serves segments as a Broker does, with Druid's own timelines and selectors. */
final class BrokerModel {
    private static final DateTime BEGINNING = new DateTime(2026, 3, 1, 0, 0, DateTimeZone.UTC);
    private static final QueryableDruidServer HISTORICAL = server("historical", ServerType.HISTORICAL);
    private static final QueryableDruidServer INDEXER = server("indexer", ServerType.INDEXER_EXECUTOR);

    final ChangeLog log = new ChangeLog("one", ChangeLog.STRETCHES);
    private final TimelineChanges callback = new TimelineChanges(log);
    private final Map<String, VersionedIntervalTimeline<String, ServerSelector>> timelines = new HashMap<>();
    private final Map<SegmentId, ServerSelector> selectors = new HashMap<>();

    static Interval hours(int from, int to) {
        return new Interval(BEGINNING.plusHours(from), BEGINNING.plusHours(to));
    }

    Optional<? extends TimelineLookup<String, ServerSelector>> timeline(TableDataSource datasource) {
        return Optional.ofNullable(timelines.get(datasource.getName()));
    }

    DataSegment finished(String datasource, Interval interval, String version, ShardSpec shard) {
        return add(segment(datasource, interval, version, shard), HISTORICAL);
    }

    DataSegment growing(String datasource, Interval interval, String version, ShardSpec shard) {
        return add(segment(datasource, interval, version, shard), INDEXER);
    }

    /** What a task wrote is loaded by a Historical. */
    void handOff(DataSegment segment) {
        add(segment, HISTORICAL);
    }

    void drop(DataSegment segment) {
        ServerSelector selector = selectors.remove(segment.getId());
        timelines
                .get(segment.getDataSource())
                .remove(
                        segment.getInterval(),
                        segment.getVersion(),
                        segment.getShardSpec().createChunk(selector));
        callback.segmentRemoved(segment);
    }

    private DataSegment add(DataSegment segment, QueryableDruidServer server) {
        ServerSelector selector = selectors.computeIfAbsent(segment.getId(), id -> {
            ServerSelector made = new ServerSelector(
                    segment, new HighestPriorityTierSelectorStrategy(new RandomServerSelectorStrategy()));
            timelines
                    .computeIfAbsent(
                            segment.getDataSource(),
                            name -> new VersionedIntervalTimeline<>(Comparator.naturalOrder(), true))
                    .add(
                            segment.getInterval(),
                            segment.getVersion(),
                            segment.getShardSpec().createChunk(made));
            return made;
        });
        selector.addServerAndUpdateSegment(server, segment);
        callback.segmentAdded(server.getServer().getMetadata(), segment);
        return segment;
    }

    private static DataSegment segment(String datasource, Interval interval, String version, ShardSpec shard) {
        return DataSegment.builder()
                .dataSource(datasource)
                .interval(interval)
                .version(version)
                .shardSpec(shard)
                .dimensions(List.of())
                .metrics(List.of())
                .size(1)
                .build();
    }

    private static QueryableDruidServer server(String name, ServerType type) {
        return new QueryableDruidServer(new DruidServer(name, name, null, 1, type, "tier", 0), null);
    }
}
