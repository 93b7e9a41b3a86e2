package io.tillview.query.scoping;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement that answers several questions, and what of it answers which. Immutable.
 */
public final class JointSql {
    private final ScopedSql sql;
    private final List<Part> parts;
    private final boolean several;

    /** @param several whether each row says first which grouping set it is of */
    JointSql(ScopedSql sql, List<Part> parts, boolean several) {
        this.sql = requireNonNull(sql, "sql");
        this.parts = List.copyOf(parts);
        this.several = several;
    }

    /**
     * One question's share.
     *
     * @param set the number of its grouping set
     * @param positions at which position of a row each of its columns stands
     * @param columns what they are
     */
    record Part(long set, List<Integer> positions, List<SelectedColumn> columns) {
        Part {
            positions = List.copyOf(positions);
            columns = List.copyOf(columns);
        }

        private List<Object> of(List<Object> row) {
            List<Object> own = new ArrayList<>(positions.size());
            positions.forEach(position -> own.add(row.get(position)));
            return own;
        }
    }

    /** The statement. */
    public ScopedSql sql() {
        return sql;
    }

    /** What stands where in the rows of a question, by its place among those that are asked. */
    public List<SelectedColumn> columns(int question) {
        return parts.get(question).columns();
    }

    /**
     * How many rows of the datasource were read: no grouping of them, by however many keys, has more groups.
     *
     * @param rows all rows that the statement gave
     */
    public long read(List<List<Object>> rows) {
        long set = parts.get(0).set();
        return rows.stream()
                .filter(row -> !several || (Long) row.get(0) == set)
                .mapToLong(row -> (Long) row.get(row.size() - 1))
                .sum();
    }

    /**
     * Takes the statement's rows apart.
     *
     * @param rows all of them
     * @return each question's, in the order in which questions were given
     * @throws IllegalArgumentException if a row is of none
     */
    public List<List<List<Object>>> apart(List<List<Object>> rows) {
        Map<Long, List<List<Object>>> bySet = new HashMap<>();
        parts.forEach(part -> bySet.put(part.set(), new ArrayList<>()));
        for (List<Object> row : rows) {
            List<List<Object>> set = bySet.get(several ? (Long) row.get(0) : 0L);
            if (set == null) {
                throw new IllegalArgumentException("A row is of no question that was asked.");
            }
            set.add(row);
        }
        return parts.stream()
                .map(part -> bySet.get(part.set()).stream().map(part::of).toList())
                .toList();
    }
}
