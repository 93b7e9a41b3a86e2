package io.tillview.query.scoping;

import static java.util.stream.Collectors.joining;

import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.Dimension;
import io.tillview.query.journeys.EventMatch;
import io.tillview.query.journeys.VisitorSample;
import io.tillview.query.scoping.SelectedColumn.Kind;
import io.tillview.query.scoping.SelectedColumn.RowValue;
import io.tillview.tenancy.OneMerchant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Turns what events are meant into SQL for one merchant that gives those events, one row each.
 *
 * <p>Rows come in no order: Druid would have to hold them all to sort them, and can't by time where a chunk is laid out by merchant.
 * {@code visitor_key} tells visitors apart, as it does for distinct counts. Keeps no state; safe for use by many threads.
 */
public final class EventRowsScoper {
    private static final Datasource SOURCE = Datasource.MERCHANT_EVENTS;
    private static final String AND = " AND ";
    private static final String HAS_VISITOR = "\"visitor_key\" IS NOT NULL";
    private static final int HLL_LOG2_REGISTERS = 12;

    private final List<EventMatch> matches;
    private final Interval interval;
    private final OneMerchant scope;
    private final String subject;

    /**
     * @param matches which events are meant: those of any of these
     * @param interval when they are
     * @param scope whose rows; from the decision that allowed it
     * @param subject who asks
     */
    public EventRowsScoper(List<EventMatch> matches, Interval interval, OneMerchant scope, String subject) {
        this.matches = List.copyOf(matches);
        this.interval = interval;
        this.scope = scope;
        this.subject = subject;
    }

    /** How many events there are: one row with those that have a visitor, and those that have none. */
    public ScopedSql sizes() {
        String text = "SELECT COUNT(*) FILTER (WHERE " + HAS_VISITOR + ") AS \"with_visitor\", COUNT(*) FILTER (WHERE"
                + " \"visitor_key\" IS NULL) AS \"without_visitor\"" + from(matches);
        return sql(
                text,
                List.of(
                        new RowValue("with_visitor", Kind.WHOLE_NUMBER),
                        new RowValue("without_visitor", Kind.WHOLE_NUMBER)),
                1);
    }

    /**
     * The values of a dimension that the first match's events have, those of the most visitors first, by an estimate.
     *
     * @param dimension its name in the catalog
     * @param maxRows how many values
     */
    public ScopedSql values(String dimension, int maxRows) {
        String column = column(dimension);
        String text = "SELECT " + column + " AS \"value\", APPROX_COUNT_DISTINCT_DS_HLL(\"visitor_key\", "
                + HLL_LOG2_REGISTERS + ") AS \"visitors\"" + from(matches.subList(0, 1)) + AND + HAS_VISITOR
                + " GROUP BY " + column + " ORDER BY \"visitors\" DESC LIMIT " + maxRows;
        return sql(
                text, List.of(new RowValue("value", Kind.TEXT), new RowValue("visitors", Kind.WHOLE_NUMBER)), maxRows);
    }

    /**
     * The events of a sample of visitors: visitor, time, which of the matches they are of (the lowest bit being the first), and the value of
     * the dimension if there is one.
     *
     * @param sample which visitors
     * @param dimension its name in the catalog
     * @param maxRows the most rows that come; so many mean that there may be more
     */
    public ScopedSql rows(VisitorSample sample, Optional<String> dimension, int maxRows) {
        List<SelectedColumn> columns = new ArrayList<>(List.of(
                new RowValue("visitor", Kind.WHOLE_NUMBER),
                new RowValue("at", Kind.TIME),
                new RowValue("matched", Kind.WHOLE_NUMBER)));
        String matched = IntStream.range(0, matches.size())
                .mapToObj(i -> condition(matches.get(i))
                        .map(condition -> "CASE WHEN " + condition + " THEN " + (1 << i) + " ELSE 0 END")
                        .orElse(Integer.toString(1 << i)))
                .collect(joining(" + "));
        String value = "";
        if (dimension.isPresent()) {
            columns.add(new RowValue("value", Kind.TEXT));
            value = ", " + column(dimension.get()) + " AS \"value\"";
        }
        String sampled = sample.isAll()
                ? ""
                : AND + "ABS(MOD(\"visitor_key\", " + VisitorSample.MODULUS + ")) < " + sample.kept();
        String text = "SELECT \"visitor_key\" AS \"visitor\", \"__time\" AS \"at\", " + matched + " AS \"matched\""
                + value + from(matches) + AND + HAS_VISITOR + sampled + " LIMIT " + maxRows;
        return sql(text, columns, maxRows);
    }

    private String from(List<EventMatch> any) {
        return " FROM \"" + SOURCE.table() + "\""
                + " WHERE \"" + Datasource.MERCHANT_COLUMN + "\" = "
                + Literals.text(scope.merchant().value())
                + " AND \"__time\" >= " + Literals.instant(interval.from())
                + " AND \"__time\" < " + Literals.instant(interval.to())
                + typesOf(any)
                + oneOf(any);
    }

    /** Chunks are laid out by merchant and type of event, so this lets Druid skip segments. */
    private static String typesOf(List<EventMatch> any) {
        if (any.stream().anyMatch(match -> match.eventType().isEmpty())) {
            return "";
        }
        return any.stream()
                .map(match -> Literals.text(match.eventType().orElseThrow()))
                .distinct()
                .collect(joining(", ", AND + "\"event_type\" IN (", ")"));
    }

    private static String oneOf(List<EventMatch> any) {
        boolean typesSayAll = any.stream().allMatch(match -> match.filters().isEmpty());
        List<Optional<String>> conditions =
                any.stream().map(EventRowsScoper::condition).toList();
        if (typesSayAll || conditions.stream().anyMatch(Optional::isEmpty)) {
            return "";
        }
        return conditions.stream()
                .map(condition -> "(" + condition.orElseThrow() + ")")
                .distinct()
                .collect(joining(" OR ", AND + "(", ")"));
    }

    /** Empty if every event is meant. */
    private static Optional<String> condition(EventMatch match) {
        String all = match.eventType()
                        .map(type -> AND + "\"event_type\" = " + Literals.text(type))
                        .orElse("")
                + match.filters().stream()
                        .map(filter -> " AND " + FilterSql.condition(filter))
                        .collect(joining());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.substring(AND.length()));
    }

    private static String column(String dimension) {
        return Dimension.named(dimension).orElseThrow().sql();
    }

    private ScopedSql sql(String text, List<SelectedColumn> columns, int maxRows) {
        return new ScopedSql(scope, subject, SOURCE, text, columns, maxRows);
    }
}
