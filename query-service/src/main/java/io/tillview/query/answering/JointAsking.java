package io.tillview.query.answering;

import java.util.List;

/**
 * Asks for the rows of several questions at once, as far as fewer statements can than there are questions.
 *
 * <p>Implementations are safe for use by many threads and block until there is an outcome. Whoever asks has been allowed to read the rows.
 */
@FunctionalInterface
public interface JointAsking {
    /** Asks each for itself. */
    JointAsking NONE = wanted -> KeptRows.NONE;

    /**
     * Asks.
     *
     * @param wanted rows of one caller, some of which may be the same
     * @return what finds the rows that came of it, and no others: all else is to be asked for as if nothing had been asked here
     */
    KeptRows ask(List<WantedRows> wanted);
}
