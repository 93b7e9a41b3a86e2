package io.tillview.ingestion.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.File;
import java.util.Objects;
import org.apache.druid.data.input.InputEntity;
import org.apache.druid.data.input.InputEntityReader;
import org.apache.druid.data.input.InputFormat;
import org.apache.druid.data.input.InputRowSchema;
import org.apache.druid.data.input.impl.ByteEntity;
import org.apache.druid.data.input.kafka.KafkaRecordEntity;
import org.apache.druid.indexing.seekablestream.SettableByteEntity;

/**
 * Reads our events: {@code "inputFormat": {"type": "tillview", "records": "live"}}.
 *
 * <p>{@code live}, {@code late} and {@code rejected} are for Kafka records, each of which belongs to exactly one of them; a
 * record that isn't asked for makes no row, and no bytes make the format throw. {@code all} is for files of one event a
 * line, which have been held to the rules before: a line that breaks one is a parse exception.
 *
 * <p>Where the schema's timestamp column is {@code arrived_at}, {@code __time} is the record's timestamp, else
 * {@code occurred_at}. Immutable.
 */
@JsonTypeName(EventInputFormat.TYPE)
public final class EventInputFormat implements InputFormat {

    /** The value of {@code type}. */
    public static final String TYPE = "tillview";

    private final RecordClass records;

    /** For Druid, which fills it from a spec; {@code records} is required. */
    @JsonCreator
    public EventInputFormat(@JsonProperty("records") RecordClass records) {
        if (records == null) {
            throw new IllegalArgumentException(
                    "The input format " + TYPE + " needs records: live, late, rejected or all.");
        }
        this.records = records;
    }

    /** Which records become rows. */
    @JsonProperty
    public RecordClass getRecords() {
        return records;
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    /** @throws IllegalArgumentException if Kafka records are to be read as lines, or lines as Kafka records */
    @Override
    public InputEntityReader createReader(InputRowSchema schema, InputEntity source, File temporaryDirectory) {
        RowLayout layout = RowLayout.of(schema);
        if (records == RecordClass.ALL) {
            return new LineReader(layout, source);
        }
        if (source instanceof SettableByteEntity<?> settable) {
            return new RecordReader(layout, records, () -> record(settable.getEntity()));
        }
        KafkaRecordEntity record = record(source);
        return new RecordReader(layout, records, () -> record);
    }

    private KafkaRecordEntity record(Object source) {
        if (source instanceof KafkaRecordEntity record) {
            return record;
        }
        String kind = source instanceof ByteEntity ? "bytes" : "files";
        throw new IllegalArgumentException(
                "records: " + records.externalName() + " is for Kafka, not for " + kind + "; use records: all.");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventInputFormat that && records == that.records;
    }

    @Override
    public int hashCode() {
        return Objects.hash(records);
    }
}
