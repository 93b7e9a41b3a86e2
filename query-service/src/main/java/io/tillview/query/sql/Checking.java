package io.tillview.query.sql;

import java.util.List;

/**
 * What checking one statement goes along with. Used by one thread.
 *
 * @param writer where the statement is written anew
 * @param faults what is wrong with it
 * @param parameters what stands for each {@code ?}
 */
record Checking(SqlWriter writer, Faults faults, List<SqlParameter> parameters) {
    Checking {
        parameters = List.copyOf(parameters);
    }

    /** Ends the checking at once where what is written becomes too much: it might never end by itself. */
    void requireBounded(org.apache.calcite.sql.parser.SqlParserPos position) {
        if (writer.size() > SqlLimits.MAX_PIECES) {
            faults.add(position, "The statement becomes too long once each use of a query in WITH is written out.");
            throw new TooLargeException();
        }
        if (writer.tables() > SqlLimits.MAX_TABLES) {
            faults.add(
                    position,
                    "A statement reads tables in at most " + SqlLimits.MAX_TABLES
                            + " places, each use of a query in WITH counted.");
            throw new TooLargeException();
        }
    }

    /** Stops the checking; the faults say why. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super("The statement is too large.", null, false, false);
        }
    }
}
