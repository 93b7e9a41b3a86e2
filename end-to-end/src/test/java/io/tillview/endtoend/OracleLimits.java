package io.tillview.endtoend;

import java.sql.SQLException;
import java.util.Optional;

/** What is too much for one answer, and where pages end. */
final class OracleLimits {
    /** The most rows that gaps may be filled to, and that all pages may have together. */
    private static final int ROWS = 50_000;
    /** The most buckets that can be told apart by their place. */
    private static final int BUCKETS = 100_000;

    private OracleLimits() {}

    /** The field that asks for more than there can be; empty for a question that has to be answered. */
    static Optional<String> exceeded(DuckDbOracle oracle, OracleQuestion question) throws SQLException {
        int buckets = OracleBuckets.of(question).size();
        if (question.extras().fillGaps() && (long) buckets * oracle.series(question) > ROWS) {
            return Optional.of("fillGaps");
        }
        boolean tooMany = question.extras().compares()
                && Math.max(
                                buckets,
                                OracleBuckets.of(OraclePeriods.comparedTo(question))
                                        .size())
                        > BUCKETS;
        return tooMany ? Optional.of("compareTo") : Optional.empty();
    }

    /**
     * The question with a limit at which its answer takes the pages it is to take.
     *
     * @param rows how many rows it has
     */
    static OracleQuestion inPages(OracleQuestion question, int rows) {
        int pages = question.extras().pages();
        return question.extras().isPaged()
                ? question.limitedTo(Math.min(OracleQuestion.MAX_LIMIT, Math.max(1, (rows + pages - 1) / pages)))
                : question;
    }

    /**
     * Whether there has to be a next page.
     *
     * @param begin how many rows were before this page
     * @param rest how many there are from it on
     */
    static boolean goesOn(OracleQuestion question, int begin, int rest) {
        return rest > question.limit() && begin + 2 * question.limit() <= ROWS;
    }
}
