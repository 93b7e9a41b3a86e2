package io.tillview.query.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names that an expression may use.
 *
 * @param relations what FROM has
 * @param aliases what SELECT calls its columns, where those may be used
 * @param withQueries what queries inside the expression may use
 */
record Scope(List<Relation> relations, Map<String, SelectedRows.Column> aliases, WithQueries withQueries) {
    Scope {
        relations = List.copyOf(relations);
        aliases = Map.copyOf(aliases);
    }

    static Scope of(List<Relation> relations, WithQueries withQueries) {
        return new Scope(relations, Map.of(), withQueries);
    }

    Scope with(List<SelectedRows.Column> selected) {
        Map<String, SelectedRows.Column> named = new HashMap<>();
        selected.forEach(column -> named.putIfAbsent(column.name(), column));
        return new Scope(relations, named, withQueries);
    }

    Optional<Relation> relation(String name) {
        return relations.stream()
                .filter(relation -> relation.name().equals(name))
                .findFirst();
    }

    List<Relation> having(String column) {
        return relations.stream()
                .filter(relation -> relation.columns().containsKey(column))
                .toList();
    }

    /** Every name of a column, for suggestions. */
    List<String> columnNames() {
        List<String> names = new ArrayList<>();
        relations.forEach(relation -> names.addAll(relation.columns().keySet()));
        names.addAll(aliases.keySet());
        return names.stream().distinct().toList();
    }

    Optional<SelectedRows.Column> alias(String name) {
        return Optional.ofNullable(aliases.get(name));
    }
}
