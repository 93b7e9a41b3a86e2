package io.tillview.ingestion.reprocessing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What reprocessing does to chunks. */
public sealed interface Change {
    /** Names this change in task ids; the same change again has the same name, and goes on where it was. */
    String run();

    /**
     * Rows of the detail get other values. A row that was corrected says so in its column {@code corrections}, and isn't corrected
     * by the same change again, whatever happens to the command or to Druid.
     *
     * @param where which rows, as an expression of Druid's
     * @param set the columns' values, as expressions
     * @param fromShadow whether chunks are replaced by their shadows, which have been corrected
     */
    record Correction(String run, String where, Map<String, String> set, boolean fromShadow) implements Change {
        static final String MARK = "corrections";

        public Correction {
            requireNonNull(run, "run");
            requireNonNull(where, "where");
            set = Map.copyOf(set);
        }

        /** The same, from shadows that were filled and looked at. */
        public Correction switchToShadow() {
            return new Correction(run, where, set, true);
        }

        /** The same for rows of a time only; whoever names another time goes on with the same correction. */
        Correction within(Instant from, Instant to) {
            return new Correction(
                    run,
                    "__time >= " + from.toEpochMilli() + " && __time < " + to.toEpochMilli() + " && (" + where + ")",
                    set,
                    fromShadow);
        }

        /** Which rows have been corrected. */
        String done() {
            return "contains_string(nvl(" + MARK + ", ''), " + Expressions.text(" " + run + " ") + ")";
        }

        /** Which rows are still to be corrected. */
        String pending() {
            return Expressions.holds(where) + " && !" + done();
        }

        /** The columns' new values in rows that are to be corrected, and their own in all others. */
        Map<String, String> transforms() {
            Map<String, String> transforms = new LinkedHashMap<>();
            String pending = pending();
            set.forEach(
                    (column, value) -> transforms.put(column, "if(" + pending + ", " + value + ", " + column + ")"));
            transforms.put(
                    MARK,
                    "if(" + pending + ", concat(nvl(" + MARK + ", ' '), " + Expressions.text(run + " ") + "), " + MARK
                            + ")");
            return transforms;
        }
    }

    /** Of the events that came several times under one id, all but the one that arrived first are taken out. */
    record Deduplication(String run) implements Change {}

    /** Chunks are laid out as their {@code compaction.json} says. */
    record Repartition(String run) implements Change {}

    /** Rollups are built anew from the detail. */
    record RollupRebuild(String run) implements Change {}
}
