package io.tillview.query.sql;

import io.tillview.query.NearestName;
import io.tillview.query.sql.SqlWriter.MadeUpName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What stands in FROM. Each table becomes one merchant's rows of it, whatever else is around. */
final class FromTranslator {
    private final Checking checking;
    private final SqlWriter writer;
    private final QueryTranslator queries;
    private final JoinConditions conditions;

    FromTranslator(Checking checking, QueryTranslator queries, ExpressionTranslator expressions) {
        this.checking = checking;
        this.writer = checking.writer();
        this.queries = queries;
        this.conditions = new JoinConditions(checking, expressions);
    }

    /** Writes a FROM; the relations by position. */
    List<Relation> write(SqlNode from, WithQueries withQueries) {
        List<Relation> relations = new ArrayList<>();
        any(from, withQueries, relations);
        Set<String> names = new HashSet<>();
        for (Relation relation : relations) {
            if (!relation.name().isEmpty() && !names.add(relation.name())) {
                checking.faults()
                        .add(
                                from.getParserPosition(),
                                "Two tables of this FROM are called '" + NearestName.shown(relation.name())
                                        + "': give one another name with AS.");
            }
        }
        return relations;
    }

    private void any(SqlNode node, WithQueries withQueries, List<Relation> relations) {
        checking.requireBounded(node.getParserPosition());
        if (node instanceof SqlJoin join) {
            join(join, withQueries, relations);
        } else {
            one(node, withQueries).ifPresent(relations::add);
        }
    }

    private Optional<Relation> one(SqlNode node, WithQueries withQueries) {
        if (node instanceof SqlBasicCall call && call.getKind() == SqlKind.AS) {
            List<String> columns = call.getOperandList().subList(2, call.operandCount()).stream()
                    .map(column -> ((SqlIdentifier) column).getSimple())
                    .toList();
            return named(call.operand(0), ((SqlIdentifier) call.operand(1)).getSimple(), columns, withQueries);
        }
        return node instanceof SqlIdentifier identifier
                ? named(node, identifier.names.get(identifier.names.size() - 1), List.of(), withQueries)
                : named(node, "", List.of(), withQueries);
    }

    private Optional<Relation> named(SqlNode node, String name, List<String> columns, WithQueries withQueries) {
        SqlParserPos position = node.getParserPosition();
        if (node instanceof SqlIdentifier identifier) {
            return table(identifier, name, columns, withQueries);
        }
        if (node.isA(SqlKind.QUERY)) {
            return Optional.of(query(new WithQueries.Query(node, List.of(), withQueries), name, columns, position));
        }
        checking.faults()
                .add(
                        position,
                        "FROM takes the tables " + String.join(" and ", SqlTable.names())
                                + ", queries in brackets, and JOIN.");
        return Optional.empty();
    }

    private Optional<Relation> table(SqlIdentifier table, String name, List<String> columns, WithQueries withQueries) {
        SqlParserPos position = table.getParserPosition();
        String called = table.names.get(table.names.size() - 1);
        if (table.names.size() == 1 && withQueries.named(called).isPresent()) {
            return Optional.of(query(withQueries.named(called).get(), name, columns, position));
        }
        Optional<SqlTable> known = table.names.size() == 1 ? SqlTable.named(called) : Optional.empty();
        if (known.isEmpty()) {
            List<String> names = new ArrayList<>(SqlTable.names());
            names.addAll(withQueries.queries().keySet());
            checking.faults()
                    .unknown(position, "table", String.join(".", table.names), names, " Tables: events, metrics.");
            return Optional.empty();
        }
        if (!columns.isEmpty()) {
            checking.faults().add(position, "A table's columns keep their names.");
        }
        TableUse use = new TableUse(known.get());
        MadeUpName written = writer.newName();
        writer.rows(use, position).words(" AS ", position).name(written, position);
        return Optional.of(Relation.ofTable(name, written, use));
    }

    private Relation query(WithQueries.Query query, String name, List<String> columns, SqlParserPos position) {
        writer.words("(", position);
        SelectedRows rows = queries.inBrackets(query.query(), query.before());
        MadeUpName written = writer.newName();
        writer.words(") AS ", position).name(written, position);
        SelectedRows renamed = rows.named(query.columns(), position, checking).named(columns, position, checking);
        Set<String> names = new HashSet<>();
        for (SelectedRows.Column column : renamed.columns()) {
            if (!names.add(column.name())) {
                checking.faults()
                        .add(
                                position,
                                "Two columns of this query are called '" + NearestName.shown(column.name())
                                        + "': give one another name with AS.");
            }
        }
        return Relation.ofQuery(name, written, renamed);
    }

    private void join(SqlJoin join, WithQueries withQueries, List<Relation> relations) {
        SqlParserPos position = join.getParserPosition();
        conditions.countJoin(position);
        any(join.getLeft(), withQueries, relations);
        JoinType type = join.getJoinType();
        boolean cross = type == JoinType.CROSS || type == JoinType.COMMA;
        switch (type) {
            case INNER -> writer.words(" INNER JOIN ", position);
            case LEFT -> writer.words(" LEFT JOIN ", position);
            case CROSS, COMMA -> writer.words(" CROSS JOIN ", position);
            default ->
                checking.faults()
                        .add(position, "Possible are JOIN, LEFT JOIN, and CROSS JOIN with a query of one row.");
        }
        if (join.getRight() instanceof SqlJoin) {
            checking.faults().add(join.getRight().getParserPosition(), "Joins in brackets are not possible here.");
            return;
        }
        Optional<Relation> right = one(join.getRight(), withQueries);
        if (right.isEmpty()) {
            return;
        }
        if (join.isNatural() || (!cross && join.getConditionType() != JoinConditionType.ON)) {
            checking.faults().add(position, "Say with ON which columns are equal.");
        } else if (cross) {
            conditions.requireOneRow(right.get(), position);
        } else {
            writer.words(" ON ", position);
            conditions.write(join.getCondition(), List.copyOf(relations), right.get());
        }
        relations.add(right.get());
    }
}
