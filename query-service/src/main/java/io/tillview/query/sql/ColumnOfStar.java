package io.tillview.query.sql;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/** One of the columns that {@code *} stands for: it can't be written so, and is of one relation whatever its name. */
final class ColumnOfStar extends SqlIdentifier {
    private static final long serialVersionUID = 1L;

    private final transient Relation relation;

    ColumnOfStar(Relation relation, String column, SqlParserPos position) {
        super(column, position);
        this.relation = relation;
    }

    Relation relation() {
        return relation;
    }
}
