package io.tillview.query.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;

/** Operators between two operands. */
enum Infix {
    AND(SqlKind.AND, " AND "),
    OR(SqlKind.OR, " OR "),
    EQUALS(SqlKind.EQUALS, " = "),
    NOT_EQUALS(SqlKind.NOT_EQUALS, " <> "),
    LESS(SqlKind.LESS_THAN, " < "),
    LESS_OR_EQUAL(SqlKind.LESS_THAN_OR_EQUAL, " <= "),
    GREATER(SqlKind.GREATER_THAN, " > "),
    GREATER_OR_EQUAL(SqlKind.GREATER_THAN_OR_EQUAL, " >= "),
    IS_DISTINCT_FROM(SqlKind.IS_DISTINCT_FROM, " IS DISTINCT FROM "),
    IS_NOT_DISTINCT_FROM(SqlKind.IS_NOT_DISTINCT_FROM, " IS NOT DISTINCT FROM "),
    PLUS(SqlKind.PLUS, " + "),
    MINUS(SqlKind.MINUS, " - "),
    TIMES(SqlKind.TIMES, " * "),
    DIVIDE(SqlKind.DIVIDE, " / "),
    JOINED(SqlKind.OTHER, " || ");

    private final SqlKind kind;
    private final String sql;

    Infix(SqlKind kind, @CompileTimeConstant String sql) {
        this.kind = kind;
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    static Optional<Infix> of(SqlCall call) {
        if (call.operandCount() != 2) {
            return Optional.empty();
        }
        for (Infix infix : values()) {
            boolean named = infix != JOINED || call.getOperator().getName().equals("||");
            if (infix.kind == call.getKind() && named) {
                return Optional.of(infix);
            }
        }
        return Optional.empty();
    }
}
