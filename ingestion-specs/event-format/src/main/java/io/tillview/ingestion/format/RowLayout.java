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
    private final int sometimes;
    private int lastAbsent;
    private List<String> lastPresent;

    private RowLayout(List<String> all, boolean byArrival) {
        this.all = List.copyOf(all);
        this.byArrival = byArrival;
        this.sometimes = EventColumns.sometimes(all);
        this.lastPresent = this.all;
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
        if (absent != lastAbsent) {
            lastPresent = present(absent);
            lastAbsent = absent;
        }
        return lastPresent;
    }

    private List<String> present(int absent) {
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

    /** The groups of columns that have values in some events only and are among the dimensions: a bit for each. */
    int sometimes() {
        return sometimes;
    }

    /** Whether {@code __time} is when a record came, not when an event happened. */
    boolean byArrival() {
        return byArrival;
    }
}
