package io.tillview.query.sql;

import io.tillview.query.sql.SelectTranslator.SelectItem;
import io.tillview.query.sql.SelectedRows.Column;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;

/** ORDER BY, OFFSET and LIMIT. */
final class OrderTranslator {
    private static final int MAX_KEYS = 20;

    private final Checking checking;
    private final SqlWriter writer;
    private final ExpressionTranslator expressions;

    OrderTranslator(Checking checking, ExpressionTranslator expressions) {
        this.checking = checking;
        this.writer = checking.writer();
        this.expressions = expressions;
    }

    /** Of groups, which what SELECT calls its columns can be ordered by. */
    void write(QueryTranslator.Window window, List<Column> columns, Scope scope, SqlParserPos position) {
        if (!window.order().isEmpty()) {
            writer.words(" ", position);
        }
        each(window, value -> value(value, columns, scope));
        rows(window, position);
    }

    /** Of rows, which the columns' expressions are written out for. */
    void keys(QueryTranslator.Window window, List<SelectItem> items, Scope scope) {
        each(window, value -> expressions.write(meant(value, items), scope));
    }

    /** Which rows count. */
    void rows(QueryTranslator.Window window, SqlParserPos position) {
        if (window.offset() > 0) {
            writer.words(" OFFSET ", position).number(window.offset(), position).words(" ROWS", position);
        }
        if (window.fetch().isPresent()) {
            writer.words(" FETCH NEXT ", position)
                    .number(window.fetch().get(), position)
                    .words(" ROWS ONLY", position);
        }
    }

    private void each(QueryTranslator.Window window, Consumer<SqlNode> value) {
        for (int i = 0; i < window.order().size(); i++) {
            SqlNode node = window.order().get(i);
            SqlParserPos position = node.getParserPosition();
            if (i == MAX_KEYS) {
                checking.faults().add(position, "ORDER BY takes at most " + MAX_KEYS + " expressions.");
                return;
            }
            if (i == 0) {
                writer.words("ORDER BY ", position);
            } else {
                writer.words(", ", position);
            }
            if (node.getKind() == SqlKind.NULLS_FIRST || node.getKind() == SqlKind.NULLS_LAST) {
                checking.faults()
                        .add(
                                position,
                                "NULLS FIRST and NULLS LAST are not possible: null is lower than everything else.");
            } else if (node.getKind() == SqlKind.DESCENDING) {
                value.accept(((SqlCall) node).operand(0));
                writer.words(" DESC", position);
            } else {
                value.accept(node);
            }
        }
    }

    private SqlNode meant(SqlNode node, List<SelectItem> items) {
        if (node instanceof SqlNumericLiteral number) {
            return place(number, items.size())
                    .map(place -> items.get(place).expression())
                    .orElse(node);
        }
        return node instanceof SqlIdentifier identifier && identifier.isSimple()
                ? items.stream()
                        .filter(item -> item.name().equals(identifier.getSimple()))
                        .map(SelectItem::expression)
                        .findFirst()
                        .orElse(node)
                : node;
    }

    /** The position of SELECT that a number names, from 0; empty, and said, if there is none. */
    private Optional<Integer> place(SqlNumericLiteral number, int columns) {
        BigDecimal place = number.bigDecimalValue();
        if (place.stripTrailingZeros().scale() <= 0
                && place.signum() > 0
                && place.compareTo(BigDecimal.valueOf(columns)) <= 0) {
            return Optional.of(place.intValueExact() - 1);
        }
        checking.faults().add(number.getParserPosition(), "SELECT has columns 1 to " + columns + ".");
        return Optional.empty();
    }

    private void value(SqlNode node, List<Column> columns, Scope scope) {
        SqlParserPos position = node.getParserPosition();
        if (node instanceof SqlNumericLiteral number) {
            place(number, columns.size())
                    .ifPresent(place -> writer.name(columns.get(place).written(), position));
            return;
        }
        Optional<Column> alias = node instanceof SqlIdentifier identifier && identifier.isSimple()
                ? columns.stream()
                        .filter(column -> column.name().equals(identifier.getSimple()))
                        .findFirst()
                : Optional.empty();
        if (alias.isPresent()) {
            writer.name(alias.get().written(), position);
        } else {
            expressions.write(node, scope.with(columns));
        }
    }
}
