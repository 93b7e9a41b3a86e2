package io.tillview.query.sql;

import io.tillview.query.NearestName;
import io.tillview.query.sql.SqlColumn.Kind;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Names that stand in expressions: columns of FROM, names of SELECT where those may be used, and the clock. */
final class ColumnTranslator {
    private final Checking checking;
    private final SqlWriter writer;

    ColumnTranslator(Checking checking) {
        this.checking = checking;
        this.writer = checking.writer();
    }

    /** Writes what a name stands for. */
    Extent write(SqlIdentifier identifier, Scope scope) {
        SqlParserPos position = identifier.getParserPosition();
        String name = last(identifier);
        if (identifier.isStar()) {
            checking.faults().add(position, "'*' stands by itself in SELECT, or in COUNT(*).");
            return Extent.NOTHING;
        }
        if (identifier.isSimple()
                && !(identifier instanceof ColumnOfStar)
                && scope.having(name).isEmpty()) {
            Optional<SelectedRows.Column> alias = scope.alias(name);
            if (alias.isPresent()) {
                writer.name(alias.get().written(), position);
                return alias.get().extent();
            }
            if (!identifier.isComponentQuoted(0) && clock(name, position)) {
                return Extent.of(24);
            }
        }
        return relation(identifier, scope)
                .map(relation -> column(relation, name, position))
                .orElse(Extent.NOTHING);
    }

    /** The relation whose column is meant; empty, and said, if there is none. Writes nothing. */
    Optional<Relation> relation(SqlIdentifier identifier, Scope scope) {
        SqlParserPos position = identifier.getParserPosition();
        if (identifier instanceof ColumnOfStar column) {
            return Optional.of(column.relation());
        }
        if (identifier.names.size() > 2) {
            checking.faults()
                    .add(position, "A column is named by itself or behind its table: channel, events.channel.");
            return Optional.empty();
        }
        String name = last(identifier);
        if (identifier.names.size() == 2) {
            return qualified(identifier, name, scope);
        }
        List<Relation> candidates = scope.having(name);
        if (candidates.size() == 1) {
            return Optional.of(candidates.get(0));
        }
        if (candidates.isEmpty()) {
            checking.faults().unknown(position, "column", name, scope.columnNames(), "");
        } else {
            checking.faults()
                    .add(
                            position,
                            "'" + NearestName.shown(name)
                                    + "' is a column of several tables: put the table's name and a dot in front of it.");
        }
        return Optional.empty();
    }

    static String howToUse(Kind kind, String name) {
        return switch (kind) {
            case JSON -> "'" + name + "' is read value by value: JSON_VALUE(" + name + ", '$.name').";
            case DISTINCT_SKETCH -> "'" + name + "' holds estimates: APPROX_COUNT_DISTINCT_DS_HLL(" + name + ").";
            case QUANTILE_SKETCH -> "'" + name + "' holds estimates: APPROX_QUANTILE_DS(" + name + ", 0.5).";
            case VALUE -> "'" + name + "' is a column like others.";
        };
    }

    static String last(SqlIdentifier identifier) {
        return identifier.names.get(identifier.names.size() - 1);
    }

    private Extent column(Relation relation, String name, SqlParserPos position) {
        Relation.Column column = relation.use(name).orElseThrow();
        if (column.kind() != Kind.VALUE) {
            checking.faults().add(position, howToUse(column.kind(), name));
            return Extent.NOTHING;
        }
        writer.column(relation, column, position);
        return column.extent();
    }

    private Optional<Relation> qualified(SqlIdentifier identifier, String name, Scope scope) {
        String table = identifier.names.get(0);
        Optional<Relation> relation = scope.relation(table);
        if (relation.isEmpty()) {
            List<String> known = scope.relations().stream().map(Relation::name).toList();
            checking.faults().unknown(identifier.getComponentParserPosition(0), "table of this FROM", table, known, "");
            return Optional.empty();
        }
        if (!relation.get().columns().containsKey(name)) {
            checking.faults()
                    .unknown(
                            identifier.getComponentParserPosition(1),
                            "column of " + NearestName.shown(table),
                            name,
                            relation.get().columns().keySet(),
                            "");
            return Optional.empty();
        }
        return relation;
    }

    private boolean clock(String name, SqlParserPos position) {
        if (name.equalsIgnoreCase("CURRENT_TIMESTAMP")) {
            writer.words("CURRENT_TIMESTAMP", position);
            return true;
        }
        if (name.equalsIgnoreCase("CURRENT_DATE")) {
            writer.words("CURRENT_DATE", position);
            return true;
        }
        return false;
    }
}
