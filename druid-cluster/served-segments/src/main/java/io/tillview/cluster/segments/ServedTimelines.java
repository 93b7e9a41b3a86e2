package io.tillview.cluster.segments;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillview.cluster.segments.ChangeLog.Changes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.druid.client.selector.ServerSelector;
import org.apache.druid.query.TableDataSource;
import org.apache.druid.server.coordination.ServerType;
import org.apache.druid.timeline.DataSegment;
import org.apache.druid.timeline.TimelineLookup;
import org.apache.druid.timeline.TimelineObjectHolder;
import org.apache.druid.timeline.partition.PartitionChunk;
import org.joda.time.Interval;

/** Looks up what is served, as queries do, and writes it down stretch by stretch. Safe for use by many threads. */
final class ServedTimelines {
    /** So much is looked up and in memory at a time. */
    private static final long WINDOW_MILLIS = 31L * 24 * 60 * 60 * 1000;

    /** Where a datasource's extent makes no sense, as with a segment of all time. */
    private static final int MOST_WINDOWS = 1_000;

    private static final JsonFactory JSON = new JsonFactory();

    private final Function<TableDataSource, Optional<? extends TimelineLookup<String, ServerSelector>>> timelines;
    private final ChangeLog log;

    /**
     * @param timelines gives a datasource's timeline, and waits while the Broker changes what it serves
     * @param log told of all changes
     */
    ServedTimelines(
            Function<TableDataSource, Optional<? extends TimelineLookup<String, ServerSelector>>> timelines,
            ChangeLog log) {
        this.timelines = timelines;
        this.log = log;
    }

    /**
     * What changed since then. Every change that a query may have seen before this was called is counted in.
     *
     * @param epoch of which life of the Broker the position is
     * @param since up to which position the caller knows
     */
    Changes since(String epoch, long since) {
        // A change in the making can be seen in the timeline before it is counted. This waits for the Broker's lock,
        // and so
        // until it is.
        var unused = timelines.apply(TableDataSource.create("none"));
        return log.since(epoch, since);
    }

    /** Every datasource that there has ever been a segment of, in this life of the Broker. */
    Set<String> datasources() {
        return log.datasources();
    }

    /**
     * Writes what is served now where something changed. That may be newer than the changes' position, never older: what is newer
     * will be told again.
     *
     * @param changes where to look
     * @param readable which datasources are told of
     * @param out takes one JSON object in UTF-8
     */
    void write(Changes changes, Set<String> readable, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("epoch", log.epoch());
            json.writeNumberField("position", changes.position());
            json.writeBooleanField("whole", changes.whole());
            json.writeArrayFieldStart("stretches");
            for (Map.Entry<String, List<Interval>> each : changes.stretches().entrySet()) {
                if (readable.contains(each.getKey())) {
                    for (Interval stretch : each.getValue()) {
                        write(each.getKey(), stretch, json);
                    }
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void write(String datasource, Interval stretch, JsonGenerator json) throws IOException {
        long step = Math.max(WINDOW_MILLIS, (stretch.getEndMillis() - stretch.getStartMillis()) / MOST_WINDOWS);
        long from = stretch.getStartMillis();
        while (from < stretch.getEndMillis()) {
            long to = stretch.getEndMillis() - from > step ? from + step : stretch.getEndMillis();
            json.writeStartObject();
            json.writeStringField("datasource", datasource);
            json.writeNumberField("from", from);
            json.writeNumberField("to", to);
            json.writeArrayFieldStart("chunks");
            for (TimelineObjectHolder<String, ServerSelector> chunk :
                    lookup(datasource, new Interval(from, to, stretch.getChronology()))) {
                write(chunk, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            from = to;
        }
    }

    private List<TimelineObjectHolder<String, ServerSelector>> lookup(String datasource, Interval interval) {
        Optional<? extends TimelineLookup<String, ServerSelector>> timeline =
                timelines.apply(TableDataSource.create(datasource));
        return timeline.isPresent() ? timeline.get().lookup(interval) : List.of();
    }

    private static void write(TimelineObjectHolder<String, ServerSelector> chunk, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("from", chunk.getInterval().getStartMillis());
        json.writeNumberField("to", chunk.getInterval().getEndMillis());
        json.writeNumberField("segmentsFrom", chunk.getTrueInterval().getStartMillis());
        json.writeNumberField("segmentsTo", chunk.getTrueInterval().getEndMillis());
        json.writeStringField("version", chunk.getVersion());
        json.writeArrayFieldStart("segments");
        for (PartitionChunk<ServerSelector> partition : chunk.getObject()) {
            write(partition.getObject(), json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(ServerSelector selector, JsonGenerator json) throws IOException {
        DataSegment segment = selector.getSegment();
        json.writeStartObject();
        json.writeNumberField("partition", segment.getShardSpec().getPartitionNum());
        // As Brokers choose: a Historical, if there is one; what is read elsewhere is being written.
        if (selector.getAllServers().stream().noneMatch(server -> server.getType() == ServerType.HISTORICAL)) {
            json.writeBooleanField("growing", true);
        }
        Optional<MerchantRange> range = MerchantRange.of(segment.getShardSpec());
        if (range.isPresent()) {
            range.get().write(json);
        }
        json.writeEndObject();
    }
}
