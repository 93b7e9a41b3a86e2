package io.tillview.query.answering;

/** How much an answer may take. */
public final class AnswerLimits {
    /**
     * The most rows of a question whose rows are chosen here rather than by Druid, before that and after gaps are filled: all of
     * them are held at once.
     */
    public static final int MAX_ROWS_CHOSEN = 50_000;

    /** How far pages go: the rows before one are looked at each time. */
    public static final int MAX_ROWS_OF_ALL_PAGES = 50_000;

    /** How many answers with more rows than a page can have are worked on at once: the memory for that is bounded. */
    public static final int MAX_LARGE_AT_ONCE = 2;

    private AnswerLimits() {}
}
