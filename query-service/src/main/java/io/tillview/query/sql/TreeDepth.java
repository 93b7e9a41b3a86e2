package io.tillview.query.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * How deep what was parsed is: operators in a row make a tree as deep as the row is long. Looked at without going down itself,
 * before anything does, here or in Druid.
 */
final class TreeDepth {
    private TreeDepth() {}

    private record Place(SqlNode node, int depth) {}

    /** A place that is too deep, if there is one. */
    static Optional<SqlParserPos> beyond(SqlNode root, int most) {
        Deque<Place> open = new ArrayDeque<>();
        open.push(new Place(root, 1));
        while (!open.isEmpty()) {
            Place place = open.pop();
            if (place.depth() > most) {
                return Optional.of(place.node().getParserPosition());
            }
            Iterable<SqlNode> parts = place.node() instanceof SqlCall call
                    ? call.getOperandList()
                    : place.node() instanceof SqlNodeList list ? list : java.util.List.of();
            for (SqlNode part : parts) {
                if (part != null) {
                    open.push(new Place(part, place.depth() + 1));
                }
            }
        }
        return Optional.empty();
    }
}
