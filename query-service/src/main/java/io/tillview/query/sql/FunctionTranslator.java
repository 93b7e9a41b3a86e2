package io.tillview.query.sql;

import io.tillview.query.NearestName;
import io.tillview.query.sql.SqlColumn.Kind;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Calls of functions. Those with a syntax of their own are written here, the others by {@link ArgumentTranslator}. */
final class FunctionTranslator {
    private final Checking checking;
    private final SqlWriter writer;
    private final ExpressionTranslator expressions;
    private final LiteralTranslator literals;
    private final ColumnTranslator columns;
    private final ArgumentTranslator arguments;

    FunctionTranslator(
            Checking checking, ExpressionTranslator expressions, LiteralTranslator literals, ColumnTranslator columns) {
        this.checking = checking;
        this.writer = checking.writer();
        this.expressions = expressions;
        this.literals = literals;
        this.columns = columns;
        this.arguments = new ArgumentTranslator(checking, expressions, literals, columns);
    }

    Extent write(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        return switch (call.getKind()) {
            case FILTER -> filter(call, scope);
            case EXTRACT -> extract(call, scope);
            case TIMESTAMP_ADD, TIMESTAMP_DIFF -> timestamps(call, scope);
            case TRIM -> trim(call, scope);
            case POSITION -> position(call, scope);
            case FLOOR, CEIL -> call.operandCount() == 2 ? rounded(call, scope) : named(call, scope);
            case OVER ->
                refuse(position, "Window functions (OVER) are not possible here: group in a subquery, and join it.");
            case WITHIN_GROUP, WITHIN_DISTINCT -> refuse(position, "WITHIN is not possible here.");
            case OTHER_FUNCTION ->
                call.getOperator().getName().equals("JSON_VALUE") ? inJson(call, scope) : named(call, scope);
            case ROW -> refuse(position, "Several values in brackets are possible behind IN only.");
            default -> call.getOperator() instanceof SqlFunction ? named(call, scope) : expressions.refuse(position);
        };
    }

    /** Whether a call is of a function that puts several rows together; what is inside it doesn't count. */
    static boolean isAggregate(SqlNode node) {
        return node instanceof SqlCall call
                && (call.getKind() == SqlKind.FILTER
                        || MerchantFunction.named(call.getOperator().getName())
                                .filter(MerchantFunction::isAggregate)
                                .isPresent());
    }

    /** Whether there is such a call anywhere in an expression, but for queries inside it. */
    static boolean containsAggregate(SqlNode node) {
        if (isAggregate(node)) {
            return true;
        }
        if (node instanceof SqlCall call && !node.isA(SqlKind.QUERY)) {
            return call.getOperandList().stream().anyMatch(operand -> operand != null && containsAggregate(operand));
        }
        return node instanceof SqlNodeList list
                && list.getList().stream().anyMatch(FunctionTranslator::containsAggregate);
    }

    private Extent named(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        String name = call.getOperator().getName();
        boolean qualified = call.getOperator() instanceof SqlUnresolvedFunction function
                && (function.getNameAsId().names.size() != 1
                        || function.getFunctionType() != SqlFunctionCategory.USER_DEFINED_FUNCTION);
        Optional<MerchantFunction> function = MerchantFunction.named(name);
        if (function.isEmpty() || qualified) {
            checking.faults().unknown(position, "function", NearestName.shown(name), MerchantFunction.names(), "");
            return Extent.NOTHING;
        }
        if (!function.get().takes(call.operandCount())) {
            return refuse(position, function.get() + " takes " + function.get().arguments() + ".");
        }
        SqlLiteral quantifier = call.getFunctionQuantifier();
        boolean distinct =
                quantifier != null && quantifier.symbolValue(SqlSelectKeyword.class) == SqlSelectKeyword.DISTINCT;
        if (distinct && function.get() != MerchantFunction.COUNT && function.get() != MerchantFunction.STRING_AGG) {
            return refuse(position, "DISTINCT is possible in COUNT and STRING_AGG only.");
        }
        return arguments.write(function.get(), distinct, call, scope);
    }

    private Extent filter(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        if (!isAggregate(call.operand(0)) || call.operand(0).getKind() == SqlKind.FILTER) {
            return refuse(position, "FILTER belongs behind an aggregate: COUNT(*) FILTER (WHERE …).");
        }
        Extent extent = expressions.write(call.operand(0), scope);
        writer.words(" FILTER (WHERE ", position);
        Extent condition = expressions.write(call.operand(1), scope);
        writer.words(")", position);
        return extent.and(condition.giving(0));
    }

    private Extent extract(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        Optional<TimeUnitName> unit = unit(call.operand(0));
        if (unit.isEmpty()) {
            return Extent.NOTHING;
        }
        writer.words("EXTRACT(", position).constant(unit.get(), position).words(" FROM ", position);
        Extent extent = expressions.write(call.operand(1), scope);
        writer.words(")", position);
        return extent.giving(20);
    }

    private Extent rounded(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        Optional<TimeUnitName> unit = unit(call.operand(1));
        if (unit.isEmpty()) {
            return Extent.NOTHING;
        }
        if (call.getKind() == SqlKind.FLOOR) {
            writer.words("FLOOR(", position);
        } else {
            writer.words("CEIL(", position);
        }
        Extent extent = expressions.write(call.operand(0), scope);
        writer.words(" TO ", position).constant(unit.get(), position).words(")", position);
        return extent.giving(24);
    }

    private Extent timestamps(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        Optional<TimeUnitName> unit = unit(call.operand(0));
        if (unit.isEmpty()) {
            return Extent.NOTHING;
        }
        if (call.getKind() == SqlKind.TIMESTAMP_ADD) {
            writer.words("TIMESTAMPADD(", position);
        } else {
            writer.words("TIMESTAMPDIFF(", position);
        }
        writer.constant(unit.get(), position).words(", ", position);
        Extent extent = expressions.write(call.operand(1), scope);
        writer.words(", ", position);
        extent = extent.and(expressions.write(call.operand(2), scope));
        writer.words(")", position);
        return extent.giving(24);
    }

    private Optional<TimeUnitName> unit(SqlNode node) {
        Optional<TimeUnitName> unit =
                node instanceof SqlIntervalQualifier qualifier ? TimeUnitName.of(qualifier) : Optional.empty();
        if (unit.isEmpty()) {
            checking.faults().add(node.getParserPosition(), "Known units of time: " + TimeUnitName.names() + ".");
        }
        return unit;
    }

    private Extent trim(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        SqlTrimFunction.Flag flag = ((SqlLiteral) call.operand(0)).symbolValue(SqlTrimFunction.Flag.class);
        writer.words("TRIM(", position).constant(flag, position).words(" ", position);
        Extent what = expressions.write(call.operand(1), scope);
        writer.words(" FROM ", position);
        Extent text = expressions.write(call.operand(2), scope);
        expressions.cost(call, text.characters() * Math.max(1, what.characters()));
        writer.words(")", position);
        return what.giving(0).and(text);
    }

    private Extent position(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        if (call.operandCount() != 2) {
            return refuse(position, "POSITION takes 2 arguments: POSITION('a' IN channel).");
        }
        writer.words("POSITION(", position);
        Extent what = expressions.write(call.operand(0), scope);
        writer.words(" IN ", position);
        Extent text = expressions.write(call.operand(1), scope);
        expressions.cost(call, text.characters() * Math.max(1, what.characters()));
        writer.words(")", position);
        return what.and(text).giving(20);
    }

    private Extent inJson(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        List<SqlNode> operands = call.getOperandList();
        Optional<JsonPath.Returning> returning = operands.size() == 2
                ? Optional.of(JsonPath.Returning.VARCHAR)
                : operands.size() == 4 && operands.get(3) instanceof SqlDataTypeSpec spec
                        ? CastType.of(spec).flatMap(JsonPath.Returning::of)
                        : Optional.empty();
        if (returning.isEmpty()) {
            return refuse(position, "JSON_VALUE takes a column, a path, and RETURNING with VARCHAR, BIGINT or DOUBLE.");
        }
        Optional<JsonPath> path = literals.textOf(operands.get(1)).flatMap(text -> JsonPath.of(text, returning.get()));
        if (path.isEmpty()) {
            return refuse(operands.get(1).getParserPosition(), "A path is " + JsonPath.SHAPE + ".");
        }
        if (!(operands.get(0) instanceof SqlIdentifier identifier) || identifier.isStar()) {
            return refuse(operands.get(0).getParserPosition(), "JSON_VALUE reads the column attributes of events.");
        }
        Optional<Relation> relation = columns.relation(identifier, scope);
        if (relation.isEmpty()) {
            return Extent.NOTHING;
        }
        Optional<Relation.Column> column = relation.get().useInJson(ColumnTranslator.last(identifier), path.get());
        if (column.isEmpty()) {
            return refuse(identifier.getParserPosition(), "JSON_VALUE reads the column attributes of events.");
        }
        writer.column(relation.get(), column.get(), position);
        return column.get().extent();
    }

    private Extent refuse(SqlParserPos position, String message) {
        checking.faults().add(position, message);
        return Extent.NOTHING;
    }

    /** What may be done with a column that isn't a value. */
    static boolean isFor(MerchantFunction function, Kind kind) {
        return (function == MerchantFunction.APPROX_COUNT_DISTINCT_DS_HLL && kind == Kind.DISTINCT_SKETCH)
                || (function == MerchantFunction.APPROX_QUANTILE_DS && kind == Kind.QUANTILE_SKETCH);
    }
}
