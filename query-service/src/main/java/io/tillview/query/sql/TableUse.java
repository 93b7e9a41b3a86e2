package io.tillview.query.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One place where a statement reads a table, and the columns it needs there. Used by one thread, while a statement is checked. */
final class TableUse {
    private final SqlTable table;
    private final Map<String, SqlColumn> used = new LinkedHashMap<>();

    TableUse(SqlTable table) {
        this.table = table;
    }

    SqlTable table() {
        return table;
    }

    void needs(SqlColumn column) {
        used.putIfAbsent(column.name(), column);
    }

    /** The name under which a value of a JSON column is selected. */
    String needsInJson(SqlColumn json, JsonPath path) {
        String name = json.name() + path.text() + path.returning();
        int place = used.containsKey(name) ? 0 : used.size();
        used.computeIfAbsent(name, key -> SqlColumn.inJson("j" + place, json, path));
        return used.get(name).name();
    }

    /** There is always one: rows without columns can't be written in SQL. */
    List<SqlColumn> columns() {
        return used.isEmpty() ? table.columns().subList(0, 1) : new ArrayList<>(used.values());
    }
}
