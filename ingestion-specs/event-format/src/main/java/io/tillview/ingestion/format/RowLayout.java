package io.tillview.ingestion.format;

import java.util.ArrayList;
import java.util.List;
import org.apache.druid.data.input.InputRowSchema;

/** What all rows of a datasource share. Immutable. */
final class RowLayout {

    private final List<List<String>> dimensions = new ArrayList<>();
    private final boolean byArrival;

    private RowLayout(List<String> all, boolean byArrival) {
        this.byArrival = byArrival;
        for (int absent = 0; absent < 1 << EventColumns.SOMETIMES.size(); absent++) {
            List<String> present = new ArrayList<>(all);
            for (int group = 0; group < EventColumns.SOMETIMES.size(); group++) {
                if ((absent & (1 << group)) != 0) {
                    present.removeAll(EventColumns.SOMETIMES.get(group));
                }
            }
            dimensions.add(List.copyOf(present));
        }
    }

    static RowLayout of(InputRowSchema schema) {
        return new RowLayout(
                schema.getDimensionsSpec().getDimensionNames(),
                schema.getTimestampSpec().getTimestampColumn().equals(RecordRow.ARRIVED_AT));
    }

    /**
     * The datasource's dimensions, in order.
     *
     * @param absent the groups of {@link EventColumns#SOMETIMES} that are left out, a bit for each
     */
    List<String> dimensions(int absent) {
        return dimensions.get(absent);
    }

    /** Whether {@code __time} is when a record came, not when an event happened. */
    boolean byArrival() {
        return byArrival;
    }
}
