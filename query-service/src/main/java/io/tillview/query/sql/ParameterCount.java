package io.tillview.query.sql;

import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** Every value that is given has to be for a {@code ?}. */
final class ParameterCount extends SqlBasicVisitor<Void> {
    private int highest = -1;

    private ParameterCount() {}

    static void check(SqlNode statement, Checking checking) {
        ParameterCount count = new ParameterCount();
        statement.accept(count);
        int given = checking.parameters().size();
        if (given > count.highest + 1) {
            checking.faults()
                    .add(
                            statement.getParserPosition(),
                            "There are " + given + " values in 'parameters' and " + (count.highest + 1)
                                    + " times '?'.");
        }
    }

    @Override
    public Void visit(SqlDynamicParam parameter) {
        highest = Math.max(highest, parameter.getIndex());
        return null;
    }
}
