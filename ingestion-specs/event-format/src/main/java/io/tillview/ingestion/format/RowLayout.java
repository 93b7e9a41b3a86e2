package io.tillview.ingestion.format;

import java.util.List;
import org.apache.druid.data.input.InputRowSchema;

/**
 * What all rows of a datasource share.
 *
 * @param dimensions its dimensions, in order
 * @param byArrival whether {@code __time} is when a record came, not when an event happened
 */
record RowLayout(List<String> dimensions, boolean byArrival) {

    static RowLayout of(InputRowSchema schema) {
        return new RowLayout(
                List.copyOf(schema.getDimensionsSpec().getDimensionNames()),
                schema.getTimestampSpec().getTimestampColumn().equals(RecordRow.ARRIVED_AT));
    }
}
