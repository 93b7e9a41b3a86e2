package io.tillview.query.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;

/**
 * The queries that WITH gave a name to. Wherever one is used it is written out, as Druid would do it, so that what it costs is
 * seen here.
 *
 * @param queries by name, those that may be used
 */
record WithQueries(Map<String, Query> queries) {
    static final WithQueries NONE = new WithQueries(Map.of());

    WithQueries {
        queries = Map.copyOf(queries);
    }

    /**
     * One of them.
     *
     * @param query what it is
     * @param columns what its columns are called, if they were given names
     * @param before what it may use itself
     */
    record Query(SqlNode query, List<String> columns, WithQueries before) {}

    Optional<Query> named(String name) {
        return Optional.ofNullable(queries.get(name));
    }

    /** These, and those of a WITH; each may use the ones before it. */
    WithQueries and(SqlWith with, Checking checking, QueryTranslator translator) {
        WithQueries known = this;
        for (SqlNode node : with.withList) {
            SqlWithItem item = (SqlWithItem) node;
            String name = item.name.getSimple();
            if (item.recursive.booleanValue()) {
                checking.faults().add(item.getParserPosition(), "RECURSIVE is not possible here.");
                throw new Checking.TooLargeException();
            }
            if (SqlTable.named(name).isPresent()) {
                checking.faults()
                        .add(item.name.getParserPosition(), "'" + name + "' is a table already: take another name.");
            }
            Query query = new Query(item.query, names(item.columnList), known);
            // Checked whether it is used or not; what is written is thrown away.
            checking.writer().apart(() -> translator.inBrackets(query.query(), query.before()));
            Map<String, Query> more = new LinkedHashMap<>(known.queries);
            more.put(name, query);
            known = new WithQueries(more);
        }
        return known;
    }

    static List<String> names(SqlNodeList list) {
        return list == null
                ? List.of()
                : list.getList().stream()
                        .map(node -> ((SqlIdentifier) node).getSimple())
                        .toList();
    }
}
