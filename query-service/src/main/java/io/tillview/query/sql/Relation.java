package io.tillview.query.sql;

import io.tillview.query.sql.SqlColumn.Kind;
import io.tillview.query.sql.SqlWriter.MadeUpName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a FROM clause has under one name: a table, or a query in brackets. Used by one thread, while a statement is checked.
 */
final class Relation {
    private final String name;
    private final MadeUpName written;
    private final Map<String, Column> columns;
    private final Optional<TableUse> table;
    private final Optional<Set<String>> key;
    private final boolean groupsJoin;

    private Relation(
            String name,
            MadeUpName written,
            Map<String, Column> columns,
            Optional<TableUse> table,
            Optional<Set<String>> key,
            boolean groupsJoin) {
        this.name = name;
        this.written = written;
        this.columns = columns;
        this.table = table;
        this.key = key;
        this.groupsJoin = groupsJoin;
    }

    /** A column as the rest of the statement sees it. */
    record Column(String written, Kind kind, Extent extent) {}

    static Relation ofTable(String name, MadeUpName written, TableUse use) {
        Map<String, Column> columns = new LinkedHashMap<>();
        use.table()
                .columns()
                .forEach(column -> columns.put(
                        column.name(),
                        new Column("\"" + column.name() + "\"", column.kind(), Extent.of(column.characters()))));
        return new Relation(name, written, columns, Optional.of(use), Optional.empty(), false);
    }

    static Relation ofQuery(String name, MadeUpName written, SelectedRows rows) {
        Map<String, Column> columns = new LinkedHashMap<>();
        rows.columns()
                .forEach(column ->
                        columns.put(column.name(), new Column(column.written().quoted(), Kind.VALUE, column.extent())));
        return new Relation(name, written, columns, Optional.empty(), rows.key(), rows.groupsJoin());
    }

    /** What the caller calls it; empty if they gave it no name. */
    String name() {
        return name;
    }

    String written() {
        return written.quoted();
    }

    Map<String, Column> columns() {
        return columns;
    }

    /** The columns of which no two rows have the same values, if there are such; none at all where there is one row. */
    Optional<Set<String>> key() {
        return key;
    }

    /** Whether it is a query that groups the rows of a join, or selects from one. */
    boolean groupsJoin() {
        return groupsJoin;
    }

    /** A column that is used from here on. */
    Optional<Column> use(String column) {
        table.flatMap(use -> use.table().column(column).filter(found -> found.kind() != Kind.JSON))
                .ifPresent(found -> table.orElseThrow().needs(found));
        return Optional.ofNullable(columns.get(column));
    }

    /** A value in a JSON column. */
    Optional<Column> useInJson(String column, JsonPath path) {
        return table.flatMap(use -> use.table()
                .column(column)
                .filter(found -> found.kind() == Kind.JSON)
                .map(found -> new Column("\"" + use.needsInJson(found, path) + "\"", Kind.VALUE, Extent.of(1_024))));
    }

    /** The names that {@code *} stands for. */
    List<String> valueColumns() {
        return columns.entrySet().stream()
                .filter(column -> column.getValue().kind() == Kind.VALUE)
                .map(Map.Entry::getKey)
                .toList();
    }
}
