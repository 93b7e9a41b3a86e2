package io.tillview.query.sql;

import io.tillview.query.sql.SelectTranslator.SelectItem;
import io.tillview.query.sql.SelectedRows.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Litmus;

/** GROUP BY. Positions and names of SELECT are written out as what they stand for. */
final class GroupingTranslator {
    private final Checking checking;
    private final SqlWriter writer;
    private final ExpressionTranslator expressions;

    GroupingTranslator(Checking checking, ExpressionTranslator expressions) {
        this.checking = checking;
        this.writer = checking.writer();
        this.expressions = expressions;
    }

    /** Writes it. Gives the columns that tell the groups apart, where every one of what is grouped by is among them. */
    Optional<Set<String>> write(SqlNodeList group, List<SelectItem> items, List<Column> columns, Scope scope) {
        SqlParserPos position = group.getParserPosition();
        if (group.size() > SqlLimits.MAX_GROUPING) {
            checking.faults().add(position, "GROUP BY takes at most " + SqlLimits.MAX_GROUPING + " expressions.");
            return Optional.empty();
        }
        writer.words(" GROUP BY ", position);
        List<SqlNode> plain = new ArrayList<>();
        boolean sets = false;
        for (int i = 0; i < group.size(); i++) {
            SqlNode node = group.get(i);
            if (i > 0) {
                writer.words(", ", position);
            }
            if (isSets(node)) {
                sets = true;
                sets((SqlCall) node, group, items, scope);
            } else if (node instanceof SqlNodeList none && none.isEmpty()) {
                writer.words("()", position);
            } else {
                plain.add(one(node, items, scope));
            }
        }
        return sets ? Optional.empty() : key(plain, items, columns);
    }

    private static boolean isSets(SqlNode node) {
        return node.getKind() == SqlKind.CUBE
                || node.getKind() == SqlKind.ROLLUP
                || node.getKind() == SqlKind.GROUPING_SETS;
    }

    private void sets(SqlCall call, SqlNodeList group, List<SelectItem> items, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        int operands = call.operandCount();
        long sets =
                switch (call.getKind()) {
                    case CUBE -> 1L << Math.min(operands, 30);
                    case ROLLUP -> operands + 1L;
                    default -> operands;
                };
        if (group.size() > 1) {
            checking.faults().add(position, "CUBE, ROLLUP and GROUPING SETS stand alone in GROUP BY.");
            return;
        }
        if (sets > SqlLimits.MAX_GROUPING_SETS) {
            checking.faults()
                    .add(
                            position,
                            "These are " + sets + " groupings; at most " + SqlLimits.MAX_GROUPING_SETS
                                    + " are possible.");
            return;
        }
        switch (call.getKind()) {
            case CUBE -> writer.words("CUBE (", position);
            case ROLLUP -> writer.words("ROLLUP (", position);
            default -> writer.words("GROUPING SETS (", position);
        }
        for (int i = 0; i < operands; i++) {
            if (i > 0) {
                writer.words(", ", position);
            }
            set(call.operand(i), items, scope);
        }
        writer.words(")", position);
    }

    private void set(SqlNode node, List<SelectItem> items, Scope scope) {
        SqlParserPos position = node.getParserPosition();
        if (isSets(node)) {
            checking.faults().add(position, "CUBE, ROLLUP and GROUPING SETS are not possible inside one another.");
            return;
        }
        List<SqlNode> parts = node instanceof SqlNodeList list
                ? list.getList()
                : node instanceof SqlCall call && call.getKind() == SqlKind.ROW ? call.getOperandList() : List.of(node);
        if (parts.size() > SqlLimits.MAX_GROUPING) {
            checking.faults().add(position, "A grouping has at most " + SqlLimits.MAX_GROUPING + " expressions.");
            return;
        }
        writer.words("(", position);
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                writer.words(", ", position);
            }
            one(parts.get(i), items, scope);
        }
        writer.words(")", position);
    }

    /** Writes one expression, and gives what it stands for. */
    private SqlNode one(SqlNode node, List<SelectItem> items, Scope scope) {
        SqlNode meant = meant(node, items, scope);
        if (FunctionTranslator.containsAggregate(meant)) {
            checking.faults().add(node.getParserPosition(), "Rows can't be grouped by what is put together from them.");
        }
        expressions.write(meant, scope);
        return meant;
    }

    private SqlNode meant(SqlNode node, List<SelectItem> items, Scope scope) {
        if (node instanceof SqlNumericLiteral number) {
            BigDecimal place = number.bigDecimalValue();
            if (place.stripTrailingZeros().scale() <= 0
                    && place.signum() > 0
                    && place.compareTo(BigDecimal.valueOf(items.size())) <= 0) {
                return items.get(place.intValueExact() - 1).expression();
            }
            checking.faults().add(node.getParserPosition(), "SELECT has columns 1 to " + items.size() + ".");
            return node;
        }
        if (node instanceof SqlIdentifier identifier
                && identifier.isSimple()
                && scope.having(identifier.getSimple()).isEmpty()) {
            return items.stream()
                    .filter(item -> item.name().equals(identifier.getSimple()))
                    .map(SelectItem::expression)
                    .findFirst()
                    .orElse(node);
        }
        return node;
    }

    private static Optional<Set<String>> key(List<SqlNode> grouped, List<SelectItem> items, List<Column> columns) {
        Set<String> key = new HashSet<>();
        for (SqlNode expression : grouped) {
            Optional<String> column = Optional.empty();
            for (int i = 0; i < items.size() && column.isEmpty(); i++) {
                if (expression == items.get(i).expression()
                        || expression.equalsDeep(items.get(i).expression(), Litmus.IGNORE)) {
                    column = Optional.of(columns.get(i).name());
                }
            }
            if (column.isEmpty()) {
                return Optional.empty();
            }
            key.add(column.get());
        }
        return Optional.of(key);
    }
}
