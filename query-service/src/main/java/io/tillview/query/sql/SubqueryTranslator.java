package io.tillview.query.sql;

import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Queries that stand inside an expression. They stand for themselves: nothing in them is of the query around them. Druid runs
 * each once and puts its rows together with the others.
 */
final class SubqueryTranslator {
    private final Checking checking;
    private final QueryTranslator queries;
    private int written;

    SubqueryTranslator(Checking checking, QueryTranslator queries) {
        this.checking = checking;
        this.queries = queries;
    }

    /** How many there were so far. */
    int written() {
        return written;
    }

    /** A query as a value. */
    Extent scalar(SqlNode query, Scope scope) {
        written++;
        SqlParserPos position = query.getParserPosition();
        checking.writer().words("(", position);
        SelectedRows rows = queries.inBrackets(query, scope.withQueries());
        checking.writer().words(")", position);
        if (rows.columns().size() != 1 || rows.key().filter(Set::isEmpty).isEmpty()) {
            checking.faults()
                    .add(
                            position,
                            "A query that stands for a value has one column and one row, like (SELECT COUNT(*) FROM events).");
            return Extent.NOTHING;
        }
        return rows.columns().get(0).extent();
    }

    Extent exists(SqlCall call) {
        checking.faults()
                .add(
                        call.getParserPosition(),
                        "EXISTS is not possible here: compare (SELECT COUNT(*) FROM …) with 0, or use IN.");
        return Extent.NOTHING;
    }

    /** Whether a value is among those of a query. */
    Extent in(SqlCall call, Scope scope, ExpressionTranslator expressions) {
        written++;
        SqlParserPos position = call.getParserPosition();
        SqlNode query = call.operand(1);
        if (!query.isA(SqlKind.QUERY)) {
            return expressions.refuse(position);
        }
        checking.writer().words("(", position);
        Extent extent = expressions.write(call.operand(0), scope);
        if (call.getKind() == SqlKind.NOT_IN) {
            checking.writer().words(" NOT", position);
        }
        checking.writer().words(" IN (", position);
        SelectedRows rows = queries.inBrackets(query, scope.withQueries());
        checking.writer().words("))", position);
        if (rows.columns().size() != 1) {
            checking.faults().add(query.getParserPosition(), "A query behind IN has one column.");
        }
        return extent.giving(5);
    }
}
