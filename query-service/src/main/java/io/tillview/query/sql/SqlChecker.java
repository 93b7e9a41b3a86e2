package io.tillview.query.sql;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlAbstractConformance;
import org.apache.calcite.sql.validate.SqlConformance;

/**
 * Reads a merchant's statement and writes it anew, or says what is wrong with it.
 *
 * <p>Nothing of the statement's text is kept. Tables, columns, functions, types and units come from this package's own lists;
 * relations and columns get names made up here; numbers are written from their value; texts are handed over as values. What a
 * list doesn't have is refused, and so is every kind of syntax that isn't known.
 *
 * <p>Keeps no state; safe for use by many threads.
 */
public final class SqlChecker {
    /** As Druid reads SQL: names as they are written, in double quotes where they need some. */
    private static final SqlParser.Config CONFIG = SqlParser.config()
            .withLex(Lex.MYSQL_ANSI)
            .withIdentifierMaxLength(128)
            .withConformance(new BangEqual());

    private static final String TOO_DEEP = "The statement is nested too deep, or has too many operators in a row.";

    /**
     * Checks a statement.
     *
     * @param statement one SELECT
     * @param parameters what stands for each {@code ?}, in order
     * @param maxRows the most rows the caller takes
     */
    public SqlCheck check(String statement, List<SqlParameter> parameters, int maxRows) {
        Optional<SqlFault> fault = StatementScan.faultOf(statement);
        if (fault.isPresent()) {
            return new SqlCheck.Refused(List.of(fault.get()));
        }
        try {
            SqlNode parsed = SqlParser.create(statement, CONFIG).parseQuery();
            Optional<SqlParserPos> deep = TreeDepth.beyond(parsed, SqlLimits.MAX_DEPTH);
            return deep.isPresent() ? refused(deep.get(), TOO_DEEP) : checked(parsed, parameters, maxRows);
        } catch (SqlParseException e) {
            return new SqlCheck.Refused(List.of(ParseFault.of(e, statement)));
        } catch (StackOverflowError e) {
            // The parser is someone else's: what the limits above let through and is too deep for it ends here.
            return refused(SqlParserPos.ZERO, TOO_DEEP);
        }
    }

    private static SqlCheck checked(SqlNode parsed, List<SqlParameter> parameters, int maxRows) {
        Checking checking = new Checking(new SqlWriter(), new Faults(), parameters);
        List<String> columns = List.of();
        try {
            SelectedRows rows = new QueryTranslator(checking).whole(parsed, maxRows + 1L);
            columns = rows.columns().stream().map(SelectedRows.Column::name).toList();
        } catch (Checking.TooLargeException e) {
            // The faults say it; where they don't, there is nothing to run.
            checking.faults().add(parsed.getParserPosition(), "The statement is too large.");
        }
        ParameterCount.check(parsed, checking);
        return checking.faults().isEmpty()
                ? new SqlCheck.Accepted(new CheckedSql(checking.writer().pieces(), columns, maxRows))
                : new SqlCheck.Refused(checking.faults().all());
    }

    private static SqlCheck refused(SqlParserPos position, String message) {
        return new SqlCheck.Refused(List.of(new SqlFault(SqlWriter.at(position), message)));
    }

    private static final class BangEqual extends SqlAbstractConformance implements SqlConformance {
        @Override
        public boolean isBangEqualAllowed() {
            return true;
        }
    }
}
