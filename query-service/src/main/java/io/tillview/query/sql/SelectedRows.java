package io.tillview.query.sql;

import io.tillview.query.sql.SqlWriter.MadeUpName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * What a query that was just written gives.
 *
 * @param columns by position
 * @param key the columns of which no two rows have the same values, if that is known; none at all where there is one row
 * @param groupsJoin whether it, or what it selects from, groups the rows of a join
 */
record SelectedRows(List<Column> columns, Optional<Set<String>> key, boolean groupsJoin) {
    SelectedRows {
        columns = List.copyOf(columns);
        key = key.map(Set::copyOf);
    }

    /** Of a query with a fault. */
    static SelectedRows none() {
        return new SelectedRows(List.of(), Optional.empty(), false);
    }

    /** The same with other names, if there are any. */
    SelectedRows named(List<String> names, SqlParserPos position, Checking checking) {
        if (names.isEmpty()) {
            return this;
        }
        if (names.size() != columns.size()) {
            checking.faults()
                    .add(position, "There are " + columns.size() + " columns and " + names.size() + " names for them.");
            return this;
        }
        Map<String, String> renamed = new HashMap<>();
        List<Column> others = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Column column = columns.get(i);
            renamed.put(column.name(), names.get(i));
            others.add(new Column(names.get(i), column.written(), column.extent(), column.aggregates()));
        }
        return new SelectedRows(
                others, key.map(old -> old.stream().map(renamed::get).collect(Collectors.toSet())), groupsJoin);
    }

    /**
     * One column.
     *
     * @param name what the caller calls it
     * @param written what it is called in what was written
     * @param extent how large it can become
     * @param aggregates whether it is put together from several rows
     */
    record Column(String name, MadeUpName written, Extent extent, boolean aggregates) {}
}
