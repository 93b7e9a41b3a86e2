package io.tillview.query.sql;

import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJdbcFunctionCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlBetweenOperator;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Expressions. What isn't named here is refused. */
final class ExpressionTranslator {
    /** Operators in a row make a tree as deep as the row is long, here and in Druid. */
    private static final int MAX_DEPTH = 150;

    private static final int NODE_COST = 10;

    private final Checking checking;
    private final SqlWriter writer;
    private final LiteralTranslator literals;
    private final ColumnTranslator columns;
    private final FunctionTranslator functions;
    private final SubqueryTranslator subqueries;
    private int depth;
    private long cost;

    ExpressionTranslator(Checking checking, SubqueryTranslator subqueries) {
        this.checking = checking;
        this.writer = checking.writer();
        this.literals = new LiteralTranslator(checking);
        this.columns = new ColumnTranslator(checking);
        this.functions = new FunctionTranslator(checking, this, literals, columns);
        this.subqueries = subqueries;
    }

    /** Writes an expression. */
    Extent write(SqlNode node, Scope scope) {
        checking.requireBounded(node.getParserPosition());
        depth++;
        try {
            if (depth > MAX_DEPTH) {
                checking.faults()
                        .add(node.getParserPosition(), "This is more than " + MAX_DEPTH + " operators in a row.");
                throw new Checking.TooLargeException();
            }
            Extent extent = any(node, scope);
            if (extent.nodes() > SqlLimits.MAX_EXPRESSION || extent.characters() > SqlLimits.MAX_TEXT) {
                boolean text = extent.characters() > SqlLimits.MAX_TEXT;
                checking.faults()
                        .add(
                                node.getParserPosition(),
                                text
                                        ? "This text could get longer than " + SqlLimits.MAX_TEXT + " characters."
                                        : "This has more than " + SqlLimits.MAX_EXPRESSION
                                                + " parts once its columns are written out.");
                return Extent.of(1);
            }
            cost(node, NODE_COST + extent.characters());
            return extent;
        } finally {
            depth--;
        }
    }

    /**
     * Counts in what an expression costs for one row, in characters that are looked at or written: on the Broker, nothing
     * would end what costs too much.
     */
    void cost(SqlNode node, long characters) {
        cost += Math.min(characters, SqlLimits.MAX_COST + 1L);
        if (cost > SqlLimits.MAX_COST) {
            checking.faults()
                    .add(
                            node.getParserPosition(),
                            "The statement's expressions are too costly to be worked out for each row:"
                                    + " make them fewer, or their texts shorter.");
            throw new Checking.TooLargeException();
        }
    }

    private Extent any(SqlNode node, Scope scope) {
        if (node instanceof SqlIdentifier identifier) {
            return columns.write(identifier, scope);
        }
        if (node instanceof SqlLiteral literal) {
            return literals.write(literal);
        }
        if (node instanceof SqlDynamicParam parameter) {
            return literals.write(parameter);
        }
        if (node instanceof SqlCase conditional) {
            return conditional(conditional, scope);
        }
        if (node.isA(SqlKind.QUERY)) {
            return subqueries.scalar(node, scope);
        }
        if (node instanceof SqlCall call && !(call.getOperator() instanceof SqlJdbcFunctionCall)) {
            return call(call, scope);
        }
        return refuse(node.getParserPosition());
    }

    private Extent call(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        Optional<Infix> infix = Infix.of(call);
        if (infix.isPresent()) {
            writer.words("(", position);
            Extent left = write(call.operand(0), scope);
            writer.infix(infix.get(), position);
            Extent right = write(call.operand(1), scope);
            writer.words(")", position);
            Extent both = left.and(right);
            return infix.get() == Infix.JOINED ? both : both.giving(24);
        }
        Optional<Postfix> postfix = Postfix.of(call);
        if (postfix.isPresent()) {
            writer.words("(", position);
            Extent extent = write(call.operand(0), scope);
            writer.postfix(postfix.get(), position).words(")", position);
            return extent.giving(5);
        }
        return switch (call.getKind()) {
            case NOT -> prefixed(call, scope, true);
            case MINUS_PREFIX -> prefixed(call, scope, false);
            case PLUS_PREFIX -> write(call.operand(0), scope);
            case BETWEEN -> between(call, scope);
            case LIKE -> like(call, scope);
            case IN, NOT_IN -> in(call, scope);
            case EXISTS -> subqueries.exists(call);
            case CAST -> cast(call, scope);
            default -> functions.write(call, scope);
        };
    }

    private Extent prefixed(SqlCall call, Scope scope, boolean not) {
        SqlParserPos position = call.getParserPosition();
        if (not) {
            writer.words("(NOT ", position);
        } else {
            writer.words("(- ", position);
        }
        Extent extent = write(call.operand(0), scope);
        writer.words(")", position);
        return extent.giving(24);
    }

    private Extent between(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        SqlBetweenOperator operator = (SqlBetweenOperator) call.getOperator();
        if (operator.flag == SqlBetweenOperator.Flag.SYMMETRIC) {
            checking.faults().add(position, "BETWEEN SYMMETRIC is not possible here: put the lower value first.");
        }
        writer.words("(", position);
        Extent extent = write(call.operand(0), scope);
        if (operator.isNegated()) {
            writer.words(" NOT", position);
        }
        writer.words(" BETWEEN ", position);
        extent = extent.and(write(call.operand(1), scope));
        writer.words(" AND ", position);
        extent = extent.and(write(call.operand(2), scope));
        writer.words(")", position);
        return extent.giving(5);
    }

    /** The pattern has to be a text: what a pattern costs depends on it. */
    private Extent like(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
        Optional<String> pattern = literals.textOf(call.operand(1));
        boolean escape = call.operandCount() == 3;
        if (!operator.getName().endsWith("LIKE") || operator.getName().endsWith("ILIKE")) {
            return refuse(position);
        }
        if (pattern.isEmpty()
                || (escape
                        && literals.textOf(call.operand(2))
                                .filter(text -> text.length() == 1)
                                .isEmpty())) {
            checking.faults().add(position, "LIKE takes a text as its pattern: channel LIKE 'organic%'.");
            return Extent.NOTHING;
        }
        if (pattern.get().chars().filter(c -> c == '%').count() > 6) {
            checking.faults().add(position, "A pattern has at most 6 '%'.");
        }
        writer.words("(", position);
        Extent extent = write(call.operand(0), scope);
        if (operator.isNegated()) {
            writer.words(" NOT", position);
        }
        writer.words(" LIKE ", position);
        cost(call, extent.characters() * pattern.get().length());
        write(call.operand(1), scope);
        if (escape) {
            writer.words(" ESCAPE ", position);
            write(call.operand(2), scope);
        }
        writer.words(")", position);
        return extent.giving(5);
    }

    private Extent in(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        if (!(call.operand(1) instanceof SqlNodeList values)) {
            return subqueries.in(call, scope, this);
        }
        if (values.size() > SqlLimits.MAX_LIST) {
            checking.faults().add(position, "IN takes at most " + SqlLimits.MAX_LIST + " values.");
            return Extent.NOTHING;
        }
        writer.words("(", position);
        Extent extent = write(call.operand(0), scope);
        if (call.getKind() == SqlKind.NOT_IN) {
            writer.words(" NOT", position);
        }
        writer.words(" IN (", position);
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                writer.words(", ", position);
            }
            // Values in a list cost next to nothing: they don't make an expression longer.
            write(values.get(i), scope);
        }
        writer.words("))", position);
        return extent.giving(5);
    }

    private Extent conditional(SqlCase conditional, Scope scope) {
        SqlParserPos position = conditional.getParserPosition();
        Extent extent = Extent.of(0);
        writer.words("(CASE", position);
        for (int i = 0; i < conditional.getWhenOperands().size(); i++) {
            writer.words(" WHEN ", position);
            Extent condition = write(conditional.getWhenOperands().get(i), scope);
            writer.words(" THEN ", position);
            Extent value = write(conditional.getThenOperands().get(i), scope);
            extent = extent.or(condition.giving(0)).or(value);
        }
        writer.words(" ELSE ", position);
        extent = extent.or(write(conditional.getElseOperand(), scope));
        writer.words(" END)", position);
        return extent;
    }

    private Extent cast(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        Optional<CastType> type = call.operandCount() == 2
                        && call.getOperator().getName().equals("CAST")
                        && call.operand(1) instanceof SqlDataTypeSpec spec
                ? CastType.of(spec)
                : Optional.empty();
        if (type.isEmpty()) {
            checking.faults().add(position, "CAST gives " + CastType.names() + ", without a length.");
            return Extent.NOTHING;
        }
        writer.words("CAST(", position);
        Extent extent = write(call.operand(0), scope);
        writer.words(" AS ", position).constant(type.get(), position).words(")", position);
        return extent.giving(Math.max(24, extent.characters()));
    }

    Extent refuse(SqlParserPos position) {
        checking.faults().add(position, "This is not possible here; docs/sql.md has what is.");
        return Extent.NOTHING;
    }
}
