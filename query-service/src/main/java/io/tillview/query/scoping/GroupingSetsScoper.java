package io.tillview.query.scoping;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.tillview.query.Filter;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Audience;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.SelectedColumn.Kind;
import io.tillview.query.scoping.SelectedColumn.PieceNumber;
import io.tillview.query.scoping.SelectedColumn.RowValue;
import io.tillview.tenancy.MerchantScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Turns several questions about the same rows into one statement: each is a grouping set of its own, those of the same keys share one.
 *
 * <p>Columns are the same where their SQL is the same, whatever a question calls them: what one question asks for can't come to mean
 * something else because of another. Keeps no state; safe for use by many threads.
 */
public final class GroupingSetsScoper {
    /** The most questions of one statement. */
    public static final int MAX_QUESTIONS = 50;

    private static final String SET = "grouping_set";
    private static final String ROWS = "rows_of_group";

    /**
     * How questions are asked.
     *
     * @param pieces which pieces of time: in order, none overlapping another, none empty; at least one
     * @param mergeable whether each piece on its own in the form of {@link PieceColumns#ofPiece}, with its {@link PieceNumbers} before it
     *     where there is more than one; else all of them at once in the form of {@link PieceColumns#ofAnswer}
     * @param filters what the rows have in common
     * @param datasource one that can answer all of the questions
     */
    public record SharedRows(List<Interval> pieces, boolean mergeable, List<Filter> filters, Datasource datasource) {
        /**
         * Copies the lists.
         *
         * @throws NullPointerException if anything is null
         */
        public SharedRows {
            pieces = List.copyOf(pieces);
            filters = List.copyOf(filters);
            requireNonNull(datasource, "datasource");
        }

        private boolean numbered() {
            return mergeable && pieces.size() > 1;
        }
    }

    /**
     * The SQL. Rows come in no order, and none are dropped; where there are no events at all there may be none, for a question
     * that always has one row, too.
     *
     * @param queries questions with the same filters, whose names are all in the catalog; their order, limit and {@code having} play no
     *     part
     * @param common how they are asked
     * @param maxRows how many rows at most, of all questions together; so many mean that there may be more
     * @param scope whose rows; from the decision that allowed it
     * @param subject who asks
     * @return SQL that reads rows of this scope in this time only
     * @throws java.util.NoSuchElementException if a name is not in the catalog
     * @throws IllegalArgumentException if the filters are not the same, there is no question, or there are too many questions or pieces,
     *     a filter's value is not well-formed Unicode, or the datasource doesn't answer this scope
     */
    public JointSql scope(
            List<MerchantQuery> queries, SharedRows common, int maxRows, MerchantScope scope, String subject) {
        if (!Audience.of(scope).reads(common.datasource())) {
            throw new IllegalArgumentException(
                    "The rows of " + common.datasource().table() + " don't say whose they are.");
        }
        if (queries.isEmpty() || queries.size() > MAX_QUESTIONS) {
            throw new IllegalArgumentException("1 to " + MAX_QUESTIONS + " questions can be asked at once.");
        }
        if (common.pieces().size() > PiecesScoper.MAX_PIECES) {
            throw new IllegalArgumentException(
                    "At most " + PiecesScoper.MAX_PIECES + " pieces can be asked for at once.");
        }
        if (queries.stream().anyMatch(query -> !query.filters().equals(common.filters()))) {
            throw new IllegalArgumentException("Questions that are asked together have the same filters.");
        }
        PieceNumbers pieces = PieceNumbers.of(common.pieces());
        PieceTimes times = PieceTimes.of(pieces);
        List<Texts> texts = queries.stream()
                .map(query -> texts(
                        query, common, new ScopedColumns(query, times.whole(), common.datasource(), false), pieces))
                .toList();
        // Keys come first: what is rolled up in a set is NULL there.
        List<String> keys =
                texts.stream().flatMap(one -> one.keys().stream()).distinct().toList();
        Map<String, Kind> selected = new LinkedHashMap<>();
        texts.forEach(one -> one.keys().forEach(key -> selected.put(key, one.kind(key))));
        texts.forEach(one -> one.columns().forEach(selected::putIfAbsent));
        List<String> order = new ArrayList<>(selected.keySet());
        Set<Set<String>> sets = new LinkedHashSet<>();
        texts.forEach(one -> sets.add(one.keys()));
        boolean several = sets.size() > 1;
        List<SelectedColumn> columns = new ArrayList<>();
        if (several) {
            columns.add(new RowValue(SET, Kind.WHOLE_NUMBER));
        }
        for (int i = 0; i < order.size(); i++) {
            columns.add(new RowValue("c" + i, selected.get(order.get(i))));
        }
        columns.add(new RowValue(ROWS, Kind.WHOLE_NUMBER));
        String select = Stream.concat(
                        several
                                ? Stream.of("GROUPING(" + String.join(", ", keys) + ") AS \"" + SET + "\"")
                                : Stream.of(),
                        IntStream.range(0, order.size()).mapToObj(i -> order.get(i) + " AS \"c" + i + "\""))
                .collect(joining(", "));
        String text = "SELECT " + select + ", COUNT(*) AS \"" + ROWS + "\" FROM \""
                + common.datasource().table() + "\""
                + " WHERE " + MerchantPredicate.and(scope) + times.condition()
                + common.filters().stream()
                        .map(filter -> " AND " + FilterSql.condition(filter))
                        .collect(joining())
                + groupBy(sets)
                + " LIMIT " + maxRows;
        ScopedSql sql = new ScopedSql(scope, subject, common.datasource(), text, columns, maxRows);
        int first = several ? 1 : 0;
        List<JointSql.Part> parts = texts.stream()
                .map(one -> new JointSql.Part(
                        several ? setNumber(keys, one.keys()) : 0,
                        one.columns().keySet().stream()
                                .map(column -> first + order.indexOf(column))
                                .toList(),
                        one.selected()))
                .toList();
        return new JointSql(sql, parts, several);
    }

    private static String groupBy(Set<Set<String>> sets) {
        if (sets.size() == 1) {
            Set<String> only = sets.iterator().next();
            return only.isEmpty() ? "" : " GROUP BY " + String.join(", ", only);
        }
        return sets.stream()
                .map(set -> "(" + String.join(", ", set) + ")")
                .collect(joining(", ", " GROUP BY GROUPING SETS (", ")"));
    }

    /** What Druid's GROUPING gives in a set: a bit for each key, the first the highest, 1 where it is rolled up. */
    private static long setNumber(List<String> keys, Set<String> set) {
        long number = 0;
        for (String key : keys) {
            number = number << 1 | (set.contains(key) ? 0 : 1);
        }
        return number;
    }

    private static Texts texts(MerchantQuery query, SharedRows common, ScopedColumns columns, PieceNumbers pieces) {
        List<SelectedColumn> selected = Stream.concat(
                        common.numbered() ? Stream.of(new PieceNumber()) : Stream.of(),
                        (common.mergeable() ? PieceColumns.ofPiece(query) : PieceColumns.ofAnswer(query)).stream())
                .toList();
        Map<String, Kind> texts = new LinkedHashMap<>();
        for (SelectedColumn column : selected) {
            texts.put(column instanceof PieceNumber ? pieces.sql() : columns.sql(column), column.kind());
        }
        int keys = PieceColumns.keys(query) + (common.numbered() ? 1 : 0);
        return new Texts(
                texts, new LinkedHashSet<>(texts.keySet().stream().limit(keys).toList()), selected);
    }

    /**
     * A question's columns as SQL.
     *
     * @param columns what each is, in the order of {@code selected}; no two are the same
     * @param keys those that it is grouped by
     * @param selected what they are to the question
     */
    private record Texts(Map<String, Kind> columns, Set<String> keys, List<SelectedColumn> selected) {
        Kind kind(String column) {
            return columns.get(column);
        }
    }
}
