package io.tillview.ingestion.format;

import java.util.List;
import org.apache.druid.data.input.InputRow;
import org.apache.druid.data.input.Row;
import org.joda.time.DateTime;
import org.joda.time.chrono.ISOChronology;

/** A row that works out each column when it is asked for. Belongs to one thread. */
abstract class RecordRow implements InputRow {

    static final String KAFKA_PARTITION = "kafka_partition";
    static final String KAFKA_OFFSET = "kafka_offset";
    static final String ARRIVED_AT = "arrived_at";
    static final String REPLAY_OF = "replay_of";

    private final RowLayout layout;
    private final long time;
    private DateTime timestamp;

    RecordRow(RowLayout layout, long time) {
        this.layout = layout;
        this.time = time;
    }

    final RowLayout layout() {
        return layout;
    }

    /** A column's value: a text, a number, nested maps, or null where it has none or there is no such column. */
    @Override
    public abstract Object getRaw(String column);

    @Override
    public List<String> getDimensions() {
        return layout.dimensions(0);
    }

    @Override
    public final long getTimestampFromEpoch() {
        return time;
    }

    @Override
    public final DateTime getTimestamp() {
        timestamp = timestamp == null ? new DateTime(time, ISOChronology.getInstanceUTC()) : timestamp;
        return timestamp;
    }

    @Override
    public final List<String> getDimension(String column) {
        Object value = getRaw(column);
        return value == null ? List.of() : List.of(value.toString());
    }

    @Override
    public final Number getMetric(String column) {
        return getRaw(column) instanceof Number number ? number : null;
    }

    @Override
    public final int compareTo(Row other) {
        return Long.compare(time, other.getTimestampFromEpoch());
    }

    @Override
    public final boolean equals(Object other) {
        return this == other;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }
}
