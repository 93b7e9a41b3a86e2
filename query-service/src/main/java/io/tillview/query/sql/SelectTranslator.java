package io.tillview.query.sql;

import io.tillview.query.sql.SelectedRows.Column;
import io.tillview.query.sql.SqlWriter.MadeUpName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A SELECT with all its clauses. Every column of it gets a name made up here. */
final class SelectTranslator {
    private final Checking checking;
    private final SqlWriter writer;
    private final SubqueryTranslator subqueries;
    private final ExpressionTranslator expressions;
    private final FromTranslator from;
    private final GroupingTranslator grouping;
    private final OrderTranslator order;

    SelectTranslator(Checking checking, QueryTranslator queries) {
        this.checking = checking;
        this.writer = checking.writer();
        this.subqueries = new SubqueryTranslator(checking, queries);
        this.expressions = new ExpressionTranslator(checking, subqueries);
        this.from = new FromTranslator(checking, queries, expressions);
        this.grouping = new GroupingTranslator(checking, expressions);
        this.order = new OrderTranslator(checking, expressions);
    }

    SelectedRows write(SqlSelect select, WithQueries withQueries, QueryTranslator.Window window) {
        SqlParserPos position = select.getParserPosition();
        refuseWhatIsNotKnown(select);
        if (select.getFrom() == null) {
            checking.faults().add(position, "FROM is missing: a query reads events or metrics.");
            return SelectedRows.none();
        }
        List<Relation> relations = new ArrayList<>();
        List<SqlPiece> fromPieces = writer.apart(() -> relations.addAll(from.write(select.getFrom(), withQueries)));
        Clauses clauses = new Clauses(select, fromPieces, Scope.of(relations, withQueries));
        List<SelectItem> items = items(select.getSelectList(), clauses.scope());
        boolean ofGroups = select.getGroup() != null
                || select.getHaving() != null
                || select.isDistinct()
                || items.stream().anyMatch(item -> FunctionTranslator.containsAggregate(item.expression()));
        return !ofGroups && !window.order().isEmpty()
                ? numbered(clauses, items, window)
                : straight(clauses, items, window, ofGroups);
    }

    private record Clauses(SqlSelect select, List<SqlPiece> from, Scope scope) {
        /** Whether it selects from nothing but a query that groups the rows of a join. */
        boolean groupsJoin() {
            return scope.relations().size() == 1 && scope.relations().get(0).groupsJoin();
        }
    }

    private SelectedRows straight(
            Clauses clauses, List<SelectItem> items, QueryTranslator.Window window, boolean ofGroups) {
        int before = subqueries.written();
        SqlSelect select = clauses.select();
        SqlParserPos position = select.getParserPosition();
        Scope scope = clauses.scope();
        writer.words("SELECT ", position);
        if (select.isDistinct()) {
            writer.words("DISTINCT ", position);
        }
        List<Column> columns = columns(items, scope);
        fromAndWhere(clauses, ofGroups && clauses.groupsJoin());
        Optional<Set<String>> groupKey = Optional.empty();
        if (select.getGroup() != null) {
            groupKey = grouping.write(select.getGroup(), items, columns, scope);
        }
        if (select.getHaving() != null) {
            writer.words(" HAVING ", select.getHaving().getParserPosition());
            expressions.write(select.getHaving(), scope.with(columns));
        }
        order.write(window, columns, scope, position);
        boolean joins = scope.relations().size() > 1 || subqueries.written() > before;
        return new SelectedRows(
                columns, key(select, columns, groupKey, window), clauses.groupsJoin() || (ofGroups && joins));
    }

    /**
     * Druid can order groups, but no rows: only a subquery's, on the Broker. So the rows are numbered there, in the order that
     * was asked for, and come in that of their numbers.
     */
    private SelectedRows numbered(Clauses clauses, List<SelectItem> items, QueryTranslator.Window window) {
        SqlParserPos position = clauses.select().getParserPosition();
        MadeUpName relation = writer.newName();
        MadeUpName number = writer.newName();
        List<Column> inner = new ArrayList<>();
        List<SqlPiece> numbering = writer.apart(() -> {
            writer.words("SELECT ", position);
            inner.addAll(columns(items, clauses.scope()));
            writer.words(", ROW_NUMBER() OVER (", position);
            order.keys(window, items, clauses.scope());
            writer.words(") AS ", position).name(number, position);
            fromAndWhere(clauses, false);
        });
        List<Column> outer = new ArrayList<>();
        for (Column column : inner) {
            if (outer.isEmpty()) {
                writer.words("SELECT ", position);
            } else {
                writer.words(", ", position);
            }
            MadeUpName name = writer.newName();
            writer.name(relation, position)
                    .words(".", position)
                    .name(column.written(), position)
                    .words(" AS ", position)
                    .name(name, position);
            outer.add(new Column(column.name(), name, column.extent(), false));
        }
        writer.words(" FROM (", position);
        writer.append(numbering);
        writer.words(") AS ", position).name(relation, position).words(" ORDER BY ", position);
        writer.name(relation, position).words(".", position).name(number, position);
        order.rows(window, position);
        return new SelectedRows(
                outer, window.isOneRow() ? Optional.of(Set.of()) : Optional.empty(), clauses.groupsJoin());
    }

    /**
     * Groups of groups of a join are wrong in Druid 33, which forgets the join and gives null for its right side. A join with
     * one row, which changes nothing, has the inner groups worked out by themselves.
     */
    private void fromAndWhere(Clauses clauses, boolean apart) {
        SqlParserPos position = clauses.select().getParserPosition();
        writer.words(" FROM ", position);
        writer.append(clauses.from());
        if (apart) {
            writer.words(" CROSS JOIN ", position).oneRow(position);
        }
        SqlNode where = clauses.select().getWhere();
        if (where != null) {
            writer.words(" WHERE ", where.getParserPosition());
            expressions.write(where, clauses.scope());
        }
    }

    /**
     * One column of a SELECT.
     *
     * @param expression what it is
     * @param name what the caller calls it
     */
    record SelectItem(SqlNode expression, String name) {}

    private void refuseWhatIsNotKnown(SqlSelect select) {
        SqlParserPos position = select.getParserPosition();
        SqlNode keywords = select.getOperandList().get(0);
        if (keywords instanceof SqlNodeList list) {
            for (SqlNode keyword : list) {
                SqlSelectKeyword known = ((SqlLiteral) keyword).symbolValue(SqlSelectKeyword.class);
                if (known != SqlSelectKeyword.DISTINCT && known != SqlSelectKeyword.ALL) {
                    checking.faults().add(keyword.getParserPosition(), "This is not possible behind SELECT.");
                }
            }
        }
        if (select.hasHints()) {
            checking.faults().add(position, "Hints are not possible here.");
        }
        if (!select.getWindowList().isEmpty() || select.getQualify() != null) {
            checking.faults().add(position, "WINDOW and QUALIFY are not possible here.");
        }
        boolean ordered =
                select.getOrderList() != null && !select.getOrderList().isEmpty();
        if (ordered || select.getFetch() != null || select.getOffset() != null) {
            checking.faults().add(position, "ORDER BY and LIMIT stand behind the query.");
        }
    }

    private List<SelectItem> items(SqlNodeList list, Scope scope) {
        List<SelectItem> items = new ArrayList<>();
        for (SqlNode node : list) {
            if (node instanceof SqlIdentifier identifier && identifier.isStar()) {
                star(identifier, scope, items);
            } else if (node instanceof SqlBasicCall call && call.getKind() == SqlKind.AS) {
                if (call.operandCount() == 2 && call.operand(1) instanceof SqlIdentifier alias && alias.isSimple()) {
                    items.add(new SelectItem(call.operand(0), alias.getSimple()));
                } else {
                    expressions.refuse(node.getParserPosition());
                }
            } else {
                String name = node instanceof SqlIdentifier identifier
                        ? identifier.names.get(identifier.names.size() - 1)
                        : "column_" + (items.size() + 1);
                items.add(new SelectItem(node, name));
            }
        }
        if (items.size() > SqlLimits.MAX_COLUMNS) {
            checking.faults()
                    .add(list.getParserPosition(), "A SELECT has at most " + SqlLimits.MAX_COLUMNS + " columns.");
            return items.subList(0, SqlLimits.MAX_COLUMNS);
        }
        return items;
    }

    private void star(SqlIdentifier star, Scope scope, List<SelectItem> items) {
        SqlParserPos position = star.getParserPosition();
        List<Relation> relations = scope.relations();
        if (star.names.size() > 1) {
            relations = scope.relation(star.names.get(0)).stream().toList();
            if (relations.isEmpty() || star.names.size() > 2) {
                List<String> known =
                        scope.relations().stream().map(Relation::name).toList();
                checking.faults().unknown(position, "table of this FROM", star.names.get(0), known, "");
                return;
            }
        }
        for (Relation relation : relations) {
            for (String column : relation.valueColumns()) {
                items.add(new SelectItem(new ColumnOfStar(relation, column, position), column));
            }
        }
    }

    private List<Column> columns(List<SelectItem> items, Scope scope) {
        List<Column> columns = new ArrayList<>();
        for (SelectItem item : items) {
            SqlParserPos position = item.expression().getParserPosition();
            if (!columns.isEmpty()) {
                writer.words(", ", position);
            }
            Extent extent = expressions.write(item.expression(), scope);
            MadeUpName name = writer.newName();
            writer.words(" AS ", position).name(name, position);
            columns.add(new Column(item.name(), name, extent, FunctionTranslator.containsAggregate(item.expression())));
        }
        if (columns.isEmpty()) {
            // There is a fault already; so that what follows has something to go on with.
            columns.add(new Column("", writer.newName(), Extent.NOTHING, false));
        }
        return columns;
    }

    private static Optional<Set<String>> key(
            SqlSelect select, List<Column> columns, Optional<Set<String>> groupKey, QueryTranslator.Window window) {
        boolean oneRow = select.getGroup() == null
                && !select.isDistinct()
                && columns.stream().anyMatch(Column::aggregates);
        if (oneRow || window.isOneRow()) {
            return Optional.of(Set.of());
        }
        if (groupKey.isPresent()) {
            return groupKey;
        }
        return select.isDistinct()
                ? Optional.of(new HashSet<>(columns.stream().map(Column::name).toList()))
                : Optional.empty();
    }
}
