package io.tillview.query.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;

/** Operators behind one operand. */
enum Postfix {
    IS_NULL(SqlKind.IS_NULL, " IS NULL"),
    IS_NOT_NULL(SqlKind.IS_NOT_NULL, " IS NOT NULL"),
    IS_TRUE(SqlKind.IS_TRUE, " IS TRUE"),
    IS_NOT_TRUE(SqlKind.IS_NOT_TRUE, " IS NOT TRUE"),
    IS_FALSE(SqlKind.IS_FALSE, " IS FALSE"),
    IS_NOT_FALSE(SqlKind.IS_NOT_FALSE, " IS NOT FALSE");

    private final SqlKind kind;
    private final String sql;

    Postfix(SqlKind kind, @CompileTimeConstant String sql) {
        this.kind = kind;
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    static Optional<Postfix> of(SqlCall call) {
        for (Postfix postfix : values()) {
            if (postfix.kind == call.getKind() && call.operandCount() == 1) {
                return Optional.of(postfix);
            }
        }
        return Optional.empty();
    }
}
