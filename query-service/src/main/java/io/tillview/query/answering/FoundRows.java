package io.tillview.query.answering;

import static java.util.Objects.requireNonNull;

import io.tillview.query.CacheUse;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.scoping.SelectedColumn;
import java.util.List;

/**
 * What was found for {@link WantedRows}.
 *
 * @param columns what stands at each position of a row
 * @param outcome the rows of the portion, in its order; or why there are none
 * @param reach how far the data reached before the oldest of the rows was looked up
 * @param use how much of it had been kept
 */
public record FoundRows(List<SelectedColumn> columns, RunOutcome outcome, Freshness reach, CacheUse use) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if anything is null
     */
    public FoundRows {
        columns = List.copyOf(columns);
        requireNonNull(outcome, "outcome");
        requireNonNull(reach, "reach");
        requireNonNull(use, "use");
    }
}
