package io.tillview.query.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Which joins are possible: those that give no more rows than their left side has. Druid puts a join's rows together on the
 * Broker, where nothing ends it, and many rows with many rows make a number of them that no limit would be reached in time for.
 */
final class JoinConditions {
    private static final String ADVICE =
            " Give the right side one row for each value: (SELECT visitor_key, COUNT(*) AS n FROM events GROUP BY visitor_key).";

    private final Checking checking;
    private final ExpressionTranslator expressions;
    private int joins;

    JoinConditions(Checking checking, ExpressionTranslator expressions) {
        this.checking = checking;
        this.expressions = expressions;
    }

    void countJoin(SqlParserPos position) {
        joins++;
        if (joins > SqlLimits.MAX_JOINS) {
            checking.faults().add(position, "A query has at most " + SqlLimits.MAX_JOINS + " joins.");
            throw new Checking.TooLargeException();
        }
    }

    void requireOneRow(Relation right, SqlParserPos position) {
        if (right.key().filter(Set::isEmpty).isEmpty()) {
            checking.faults()
                    .add(
                            position,
                            "A join without ON is possible with a query of one row only, like (SELECT COUNT(*) AS n FROM"
                                    + " events).");
        }
    }

    /** Writes an ON, and sees that no row on the left meets more than one on the right. */
    void write(SqlNode condition, List<Relation> left, Relation right) {
        List<Relation> both = new ArrayList<>(left);
        both.add(right);
        Scope scope = Scope.of(both, WithQueries.NONE);
        Set<String> equated = new HashSet<>();
        List<SqlNode> conjuncts = new ArrayList<>();
        flatten(condition, conjuncts);
        for (SqlNode conjunct : conjuncts) {
            Optional<String> column = equated(conjunct, scope, right);
            if (column.isEmpty()) {
                checking.faults()
                        .add(
                                conjunct.getParserPosition(),
                                "ON takes equalities of a column on the left with one on the right,"
                                        + " joined by AND; other conditions belong in WHERE.");
            }
            column.ifPresent(equated::add);
        }
        expressions.write(condition, scope);
        if (right.key().filter(equated::containsAll).isEmpty()) {
            checking.faults()
                    .add(condition.getParserPosition(), "A row on the left could meet many on the right." + ADVICE);
        }
    }

    private static void flatten(SqlNode condition, List<SqlNode> conjuncts) {
        SqlNode rest = condition;
        List<SqlNode> found = new ArrayList<>();
        while (rest instanceof SqlCall call && call.getKind() == SqlKind.AND) {
            found.add(0, call.operand(1));
            rest = call.operand(0);
        }
        conjuncts.add(rest);
        conjuncts.addAll(found);
    }

    /** The column of the right side that is equal to one of the left. */
    private static Optional<String> equated(SqlNode conjunct, Scope scope, Relation right) {
        if (!(conjunct instanceof SqlCall call) || call.getKind() != SqlKind.EQUALS) {
            return Optional.empty();
        }
        Optional<Named> first = named(call.operand(0), scope);
        Optional<Named> second = named(call.operand(1), scope);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        boolean firstIsRight = first.get().relation() == right;
        boolean secondIsRight = second.get().relation() == right;
        if (firstIsRight == secondIsRight) {
            return Optional.empty();
        }
        return Optional.of((firstIsRight ? first : second).get().column());
    }

    private record Named(Relation relation, String column) {}

    private static Optional<Named> named(SqlNode node, Scope scope) {
        if (!(node instanceof SqlIdentifier identifier) || identifier.isStar() || identifier.names.size() > 2) {
            return Optional.empty();
        }
        String column = identifier.names.get(identifier.names.size() - 1);
        List<Relation> candidates = identifier.names.size() == 2
                ? scope.relation(identifier.names.get(0)).stream().toList()
                : scope.having(column);
        return candidates.size() == 1 && candidates.get(0).columns().containsKey(column)
                ? Optional.of(new Named(candidates.get(0), column))
                : Optional.empty();
    }
}
