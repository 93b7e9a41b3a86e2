package io.tillview.query.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Queries: WITH, UNION ALL, ORDER BY and LIMIT; what is in a SELECT is left to {@link SelectTranslator}. */
final class QueryTranslator {
    private static final long MAX_FETCH = 1_000_000;

    private final Checking checking;
    private final LiteralTranslator literals;
    private final SelectTranslator selects;

    QueryTranslator(Checking checking) {
        this.checking = checking;
        this.literals = new LiteralTranslator(checking);
        this.selects = new SelectTranslator(checking, this);
    }

    /** Which rows of a query count: the ORDER BY, OFFSET and LIMIT behind it. */
    record Window(SqlNodeList order, long offset, Optional<Long> fetch) {
        static final Window ALL = new Window(SqlNodeList.EMPTY, 0, Optional.empty());

        /** No more than so many. */
        Window atMost(long rows) {
            return new Window(
                    order,
                    offset,
                    Optional.of(fetch.map(own -> Math.min(own, rows)).orElse(rows)));
        }

        boolean isOneRow() {
            return fetch.filter(rows -> rows <= 1).isPresent();
        }
    }

    /** Writes the whole statement, with no more than so many rows. */
    SelectedRows whole(SqlNode statement, long maxRows) {
        Unwrapped query = unwrapped(statement, WithQueries.NONE, Window.ALL);
        Window window = query.window().atMost(maxRows);
        if (query.node().getKind() != SqlKind.UNION) {
            return select(query.node(), query.withQueries(), window);
        }
        return union(query, window);
    }

    /** Writes a query that stands in brackets. */
    SelectedRows inBrackets(SqlNode node, WithQueries withQueries) {
        Unwrapped query = unwrapped(node, withQueries, Window.ALL);
        if (query.node().getKind() == SqlKind.UNION) {
            checking.faults()
                    .add(
                            query.node().getParserPosition(),
                            "UNION ALL is possible as the whole statement only. Instead of adding up several queries, one"
                                    + " can tell its rows apart: SUM(x) FILTER (WHERE …).");
            return SelectedRows.none();
        }
        return select(query.node(), query.withQueries(), query.window());
    }

    private record Unwrapped(SqlNode node, WithQueries withQueries, Window window) {}

    private Unwrapped unwrapped(SqlNode node, WithQueries withQueries, Window window) {
        if (node instanceof SqlWith with) {
            return unwrapped(with.body, withQueries.and(with, checking, this), window);
        }
        if (node instanceof SqlOrderBy ordered) {
            if (!window.equals(Window.ALL)) {
                checking.faults().add(node.getParserPosition(), "There is a second ORDER BY or LIMIT here.");
            }
            return unwrapped(ordered.query, withQueries, window(ordered));
        }
        return new Unwrapped(node, withQueries, window);
    }

    private Window window(SqlOrderBy ordered) {
        Optional<Long> fetch = Optional.ofNullable(ordered.fetch).map(node -> rows(node, MAX_FETCH, "LIMIT"));
        long offset = ordered.offset == null ? 0 : rows(ordered.offset, SqlLimits.MAX_OFFSET, "OFFSET");
        return new Window(ordered.orderList, offset, fetch);
    }

    private long rows(SqlNode node, long max, String what) {
        Optional<BigDecimal> number = literals.numberOf(node)
                .filter(value -> value.signum() >= 0
                        && value.stripTrailingZeros().scale() <= 0
                        && value.compareTo(BigDecimal.valueOf(max)) <= 0);
        if (number.isEmpty()) {
            checking.faults().add(node.getParserPosition(), what + " takes a whole number from 0 to " + max + ".");
        }
        return number.map(BigDecimal::longValue).orElse(0L);
    }

    private SelectedRows select(SqlNode node, WithQueries withQueries, Window window) {
        if (node instanceof SqlSelect select) {
            return selects.write(select, withQueries, window);
        }
        String what =
                switch (node.getKind()) {
                    case UNION -> "UNION is possible as UNION ALL, of SELECTs without brackets.";
                    case INTERSECT, EXCEPT -> "INTERSECT and EXCEPT are not possible here.";
                    case VALUES -> "VALUES are not possible here: a query reads events or metrics.";
                    default -> "This has to be a SELECT.";
                };
        checking.faults().add(node.getParserPosition(), what);
        return SelectedRows.none();
    }

    private SelectedRows union(Unwrapped query, Window window) {
        SqlParserPos position = query.node().getParserPosition();
        List<SqlNode> parts = new ArrayList<>();
        flatten(query.node(), parts);
        if (!window.order().isEmpty() || window.offset() > 0) {
            checking.faults()
                    .add(
                            position,
                            "The rows of UNION ALL come in the order of its parts: ORDER BY and OFFSET are not possible"
                                    + " behind it.");
        }
        if (parts.size() > SqlLimits.MAX_UNION) {
            checking.faults().add(position, "UNION ALL puts at most " + SqlLimits.MAX_UNION + " queries together.");
            return SelectedRows.none();
        }
        SelectedRows first = null;
        for (SqlNode part : parts) {
            if (first != null) {
                checking.writer().words(" UNION ALL ", part.getParserPosition());
            }
            SelectedRows rows = select(part, query.withQueries(), Window.ALL);
            if (first != null && rows.columns().size() != first.columns().size()) {
                checking.faults()
                        .add(part.getParserPosition(), "All queries of a UNION ALL have the same number of columns.");
            }
            first = first == null ? rows : first;
        }
        checking.writer().words(" LIMIT ", position).number(window.fetch().orElseThrow(), position);
        return new SelectedRows(first.columns(), Optional.empty(), false);
    }

    private void flatten(SqlNode node, List<SqlNode> parts) {
        if (node instanceof SqlBasicCall call
                && call.getKind() == SqlKind.UNION
                && ((SqlSetOperator) call.getOperator()).isAll()
                && call.operandCount() == 2
                && parts.size() <= SqlLimits.MAX_UNION) {
            flatten(((SqlCall) call).operand(0), parts);
            flatten(((SqlCall) call).operand(1), parts);
        } else {
            parts.add(node);
        }
    }
}
