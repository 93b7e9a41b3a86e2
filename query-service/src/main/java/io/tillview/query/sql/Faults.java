package io.tillview.query.sql;

import io.tillview.query.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What is wrong with a statement, each thing once. Used by one thread. */
final class Faults {
    private static final int MAX = 20;

    private final Set<SqlFault> found = new LinkedHashSet<>();

    void add(SqlParserPos position, String message) {
        if (found.size() < MAX) {
            found.add(new SqlFault(SqlWriter.at(position), message));
        }
    }

    /** A name that isn't one of those that are known, with the nearest of them, if one is near. */
    void unknown(SqlParserPos position, String what, String name, Collection<String> known, String instead) {
        String nearest = NearestName.to(name, known)
                .map(near -> " Did you mean '" + near + "'?")
                .orElse("");
        add(position, "'" + NearestName.shown(name) + "' is not a known " + what + "." + nearest + instead);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<SqlFault> all() {
        return new ArrayList<>(found);
    }
}
