package io.tillview.ingestion.format;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.druid.data.input.InputRowSchema;

/** What all rows of a reader share. Belongs to one thread. */
final class RowLayout {

    /** Kinds of events that differ in what they have; those beyond are worked out each time. */
    private static final int KINDS_KEPT = 1_024;

    private final Map<Integer, List<String>> byAbsent = new HashMap<>();
    private final List<String> all;
    private final boolean byArrival;

    private RowLayout(List<String> all, boolean byArrival) {
        this.all = List.copyOf(all);
        this.byArrival = byArrival;
    }

    static RowLayout of(InputRowSchema schema) {
        return new RowLayout(
                schema.getDimensionsSpec().getDimensionNames(),
                schema.getTimestampSpec().getTimestampColumn().equals(RecordRow.ARRIVED_AT));
    }

    /**
     * The datasource's dimensions, in order.
     *
     * @param absent what is left out, as {@link EventColumns#absent} says
     */
    List<String> dimensions(int absent) {
        List<String> known = byAbsent.get(absent);
        if (known != null) {
            return known;
        }
        List<String> present = all.stream()
                .filter(column -> !EventColumns.isAbsent(column, absent))
                .toList();
        if (byAbsent.size() < KINDS_KEPT) {
            byAbsent.put(absent, present);
        }
        return present;
    }

    /** Whether {@code __time} is when a record came, not when an event happened. */
    boolean byArrival() {
        return byArrival;
    }
}
