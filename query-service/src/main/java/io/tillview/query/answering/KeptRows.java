package io.tillview.query.answering;

import java.util.Optional;

/**
 * Finds rows among those that were kept, asks for what is missing of them, and keeps that.
 *
 * <p>Implementations are safe for use by many threads and block until there is an outcome, no longer than a {@link QueryRunner}
 * would several times over. Whoever asks has been allowed to read the rows.
 */
@FunctionalInterface
public interface KeptRows {
    /** Keeps nothing. */
    KeptRows NONE = wanted -> Optional.empty();

    /**
     * Finds rows.
     *
     * @param wanted which
     * @return empty for rows that aren't kept here: then they are to be asked for
     */
    Optional<FoundRows> find(WantedRows wanted);
}
