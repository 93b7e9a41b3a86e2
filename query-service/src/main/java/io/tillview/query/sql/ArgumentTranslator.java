package io.tillview.query.sql;

import io.tillview.query.sql.SqlColumn.Kind;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Functions that are called with arguments in brackets, and what is particular about their arguments. */
final class ArgumentTranslator {
    private final Checking checking;
    private final SqlWriter writer;
    private final ExpressionTranslator expressions;
    private final LiteralTranslator literals;
    private final ColumnTranslator columns;
    private final TimeTranslator times;

    ArgumentTranslator(
            Checking checking, ExpressionTranslator expressions, LiteralTranslator literals, ColumnTranslator columns) {
        this.checking = checking;
        this.writer = checking.writer();
        this.expressions = expressions;
        this.literals = literals;
        this.columns = columns;
        this.times = new TimeTranslator(checking, expressions, literals);
    }

    Extent write(MerchantFunction function, boolean distinct, SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        writer.function(function, position).words("(", position);
        if (distinct) {
            writer.words("DISTINCT ", position);
        }
        Extent extent =
                switch (function.kind()) {
                    case AGGREGATE -> aggregate(function, call, scope);
                    case DISTINCT_ESTIMATE, QUANTILE_ESTIMATE -> estimate(function, call, scope);
                    case TEXT_AGGREGATE -> textAggregate(call, scope);
                    case CHOICE -> choice(call, scope);
                    case NUMBER -> all(call, scope, 0).giving(24);
                    case SEARCH -> search(call, scope).giving(24);
                    case TEXT -> longest(call, scope);
                    case JOINED_TEXT -> all(call, scope, 0);
                    case REPLACEMENT -> replacement(call, scope);
                    case REPETITION, PADDING -> repetition(function, call, scope);
                    case PERIOD -> times.period(function, call, scope);
                    case TIME_UNIT -> times.unit(call, scope);
                    case TIME_PATTERN -> times.pattern(function, call, scope);
                };
        writer.words(")", position);
        return extent;
    }

    private Extent aggregate(MerchantFunction function, SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        if (function == MerchantFunction.COUNT && call.operand(0) instanceof SqlIdentifier star && star.isStar()) {
            if (star.names.size() > 1 || call.getFunctionQuantifier() != null) {
                checking.faults().add(position, "All rows are counted with COUNT(*).");
            }
            writer.words("*", position);
            return Extent.of(20);
        }
        return all(call, scope, 0).giving(24);
    }

    /** Of a sketch, which no other function takes, or of the values themselves. */
    private Extent estimate(MerchantFunction function, SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        Extent extent =
                sketch(function, call.operand(0), scope).orElseGet(() -> expressions.write(call.operand(0), scope));
        if (function == MerchantFunction.APPROX_QUANTILE_DS) {
            Optional<BigDecimal> share = literals.numberOf(call.operand(1))
                    .filter(number -> number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0);
            if (share.isEmpty()) {
                checking.faults()
                        .add(
                                call.operand(1).getParserPosition(),
                                "A quantile is named by a number from 0 to 1: 0.5 is the median.");
                return extent;
            }
            writer.words(", ", position);
            literals.number(share.get(), false, position);
            writer.words(", 128", position);
        } else {
            writer.words(", 12", position);
        }
        return extent.giving(24);
    }

    private Optional<Extent> sketch(MerchantFunction function, SqlNode node, Scope scope) {
        if (!(node instanceof SqlIdentifier identifier) || identifier.isStar()) {
            return Optional.empty();
        }
        String name = identifier.names.get(identifier.names.size() - 1);
        boolean sketch = scope.relations().stream()
                .filter(relation ->
                        identifier.names.size() == 1 || relation.name().equals(identifier.names.get(0)))
                .map(relation -> relation.columns().get(name))
                .anyMatch(column -> column != null && column.kind() != Kind.VALUE);
        if (!sketch) {
            return Optional.empty();
        }
        return Optional.of(columns.relation(identifier, scope)
                .map(relation -> {
                    Relation.Column column = relation.use(name).orElseThrow();
                    if (!FunctionTranslator.isFor(function, column.kind())) {
                        checking.faults().add(node.getParserPosition(), ColumnTranslator.howToUse(column.kind(), name));
                    }
                    writer.column(relation, column, node.getParserPosition());
                    return Extent.of(24);
                })
                .orElse(Extent.NOTHING));
    }

    private Extent textAggregate(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        Extent extent = expressions.write(call.operand(0), scope);
        Optional<String> separator = literals.textOf(call.operand(1)).filter(text -> text.length() <= 16);
        if (separator.isEmpty()) {
            checking.faults()
                    .add(call.operand(1).getParserPosition(), "A separator is a text of at most 16 characters.");
            return Extent.NOTHING;
        }
        writer.words(", ", position).text(separator.get(), position).words(", ", position);
        int bytes = call.operandCount() == 3
                ? whole(call.operand(2), 1, SqlLimits.MAX_AGGREGATED_TEXT, "This is a number of bytes")
                : SqlLimits.DEFAULT_AGGREGATED_TEXT;
        writer.number(bytes, position);
        return extent.giving(bytes);
    }

    /** A text is looked for at each place of another. */
    private Extent search(SqlCall call, Scope scope) {
        Extent text = expressions.write(call.operand(0), scope);
        comma(1, call);
        Extent what = expressions.write(call.operand(1), scope);
        expressions.cost(call, text.characters() * Math.max(1, what.characters()));
        return text.and(what);
    }

    private Extent choice(SqlCall call, Scope scope) {
        Extent extent = Extent.NOTHING;
        for (int i = 0; i < call.operandCount(); i++) {
            comma(i, call);
            extent = extent.or(expressions.write(call.operand(i), scope));
        }
        return extent.giving(extent.characters());
    }

    private Extent longest(SqlCall call, Scope scope) {
        Extent extent = expressions.write(call.operand(0), scope);
        for (int i = 1; i < call.operandCount(); i++) {
            comma(i, call);
            Extent other = expressions.write(call.operand(i), scope);
            expressions.cost(call, extent.characters() * Math.max(1, other.characters()));
            extent = extent.and(other.giving(0));
        }
        return extent;
    }

    private Extent all(SqlCall call, Scope scope, int from) {
        Extent extent = Extent.of(0);
        for (int i = from; i < call.operandCount(); i++) {
            comma(i, call);
            extent = extent.and(expressions.write(call.operand(i), scope));
        }
        return extent;
    }

    private Extent replacement(SqlCall call, Scope scope) {
        Extent text = expressions.write(call.operand(0), scope);
        comma(1, call);
        Extent what = expressions.write(call.operand(1), scope);
        comma(2, call);
        Extent by = expressions.write(call.operand(2), scope);
        expressions.cost(call, text.characters() * Math.max(1, what.characters()));
        // Where every character is one that is replaced.
        return text.times(by.characters()).and(what.giving(0)).and(by.giving(0));
    }

    private Extent repetition(MerchantFunction function, SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        Extent text = expressions.write(call.operand(0), scope);
        int count = whole(call.operand(1), 0, SqlLimits.MAX_REPEAT, "This is a number of times or characters");
        writer.words(", ", position).number(count, position);
        Extent filling = Extent.NOTHING;
        if (call.operandCount() == 3) {
            writer.words(", ", position);
            filling = expressions.write(call.operand(2), scope);
        }
        return function == MerchantFunction.REPEAT
                ? text.times(count)
                : text.and(filling).giving(count);
    }

    private int whole(SqlNode node, int min, int max, String what) {
        Optional<BigDecimal> number = literals.numberOf(node)
                .filter(value -> value.stripTrailingZeros().scale() <= 0
                        && value.compareTo(BigDecimal.valueOf(min)) >= 0
                        && value.compareTo(BigDecimal.valueOf(max)) <= 0);
        if (number.isEmpty()) {
            checking.faults().add(node.getParserPosition(), what + ", from " + min + " to " + max + ".");
        }
        return number.map(BigDecimal::intValueExact).orElse(min);
    }

    private void comma(int index, SqlCall call) {
        if (index > 0) {
            writer.words(", ", call.operand(index).getParserPosition());
        }
    }
}
