package io.tillview.endtoend;

import io.tillview.endtoend.OracleMeasure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A question in plain SQL, written from the contract alone: group by what is asked for, and nothing else. Times are milliseconds
 * since 1970. Its columns are the time, the dimensions, the currency of the money and how many there are, and the measures.
 */
final class OracleSql {
    private final OracleQuestion question;
    private final List<OracleMeasure> measures;

    OracleSql(OracleQuestion question) {
        this.question = question;
        this.measures = question.measures().stream().map(OracleMeasure::named).toList();
    }

    /** Whether estimates have no part in which rows come first. */
    static boolean isOrderExact(OracleQuestion question) {
        return question.orderBy().stream().map(OracleQuestion.Order::field).noneMatch(OracleSql::isEstimate);
    }

    private static boolean isEstimate(String field) {
        OracleMeasure measure = measureOrNull(field);
        return measure != null && measure.kind().isEstimate();
    }

    private static OracleMeasure measureOrNull(String field) {
        for (OracleMeasure measure : OracleMeasure.values()) {
            if (measure.externalName().equals(field)) {
                return measure;
            }
        }
        return null;
    }

    String text() {
        List<String> columns = new ArrayList<>();
        if (question.hasTime()) {
            columns.add(time() + " AS \"time\"");
        }
        columns.addAll(question.dimensions());
        int keys = columns.size();
        String moneyEvents = OracleMeasure.moneyEvents(measures);
        String filter = " FILTER (" + (moneyEvents.isEmpty() ? "false" : moneyEvents) + ")";
        columns.add("min(currency)" + filter + " AS money_currency");
        columns.add("count(DISTINCT currency)" + filter + " AS money_currencies");
        measures.forEach(measure -> columns.add(measure.sql() + " AS " + measure.externalName()));
        return "SELECT " + String.join(", ", columns)
                + " FROM " + events()
                + (keys == 0
                        ? ""
                        : " GROUP BY "
                                + IntStream.rangeClosed(1, keys)
                                        .mapToObj(Integer::toString)
                                        .collect(Collectors.joining(", ")))
                + (keys == 0 ? "" : order(moneyEvents))
                + (isOrderExact(question) ? " LIMIT " + (question.limit() + 1) : "");
    }

    private String events() {
        String where = " WHERE merchant_id = " + text(question.merchant())
                + " AND occurred_at >= " + question.begins().toEpochMilli()
                + " AND occurred_at < " + question.ends().toEpochMilli()
                + question.filters().stream().map(OracleSql::condition).collect(Collectors.joining());
        String some = "(SELECT * FROM events" + where + ") AS e";
        return isCalendar()
                ? some + " ASOF JOIN (SELECT begins FROM buckets WHERE zone = " + text(question.zone())
                        + " AND grain = " + text(question.grain()) + ") AS b ON e.occurred_at >= b.begins"
                : some;
    }

    private boolean isCalendar() {
        return !List.of("none", "minute", "quarter_hour").contains(question.grain());
    }

    /** Minutes and quarter hours begin at the same instants in every zone there is today. */
    private String time() {
        return switch (question.grain()) {
            case "minute" -> "occurred_at // 60000 * 60000";
            case "quarter_hour" -> "occurred_at // 900000 * 900000";
            default -> "begins";
        };
    }

    /** An event that lacks the dimension is different from every value. */
    private static String condition(OracleQuestion.Filter filter) {
        String values = filter.values().stream().map(OracleSql::text).collect(Collectors.joining(", "));
        return switch (filter.op()) {
            case "eq", "in" -> " AND coalesce(" + filter.dimension() + " IN (" + values + "), false)";
            case "ne", "not_in" -> " AND NOT coalesce(" + filter.dimension() + " IN (" + values + "), false)";
            default -> throw new IllegalArgumentException(filter.op());
        };
    }

    /** By what is asked for, then by time, then by the dimensions. What is missing is lower than everything. */
    private String order(String moneyEvents) {
        List<String> terms = new ArrayList<>();
        for (OracleQuestion.Order order : question.orderBy()) {
            OracleMeasure measure = measureOrNull(order.field());
            String key = measure == null ? column(order.field()) : orderSql(measure, moneyEvents);
            terms.add(key + (order.descending() ? " DESC NULLS LAST" : " ASC NULLS FIRST"));
        }
        if (question.hasTime()) {
            terms.add("\"time\" ASC");
        }
        question.dimensions().forEach(dimension -> terms.add(column(dimension) + " ASC NULLS FIRST"));
        return " ORDER BY " + String.join(", ", terms);
    }

    private static String orderSql(OracleMeasure measure, String moneyEvents) {
        if (measure.kind() == Kind.QUANTILE) {
            // Estimates order nothing exactly; their rows are looked up by their keys.
            return "count(*) * 0";
        }
        return measure.needsOneCurrency()
                ? "CASE WHEN count(DISTINCT currency) FILTER (" + moneyEvents + ") <= 1 THEN " + measure.orderSql()
                        + " END"
                : "(" + measure.orderSql() + ")";
    }

    /**
     * Texts are ordered by their UTF-16 code units, where the last characters of the first plane come after all other planes;
     * DuckDB orders by code points.
     */
    private static String column(String name) {
        return name.equals("time")
                ? quoted(name)
                : "regexp_replace(" + quoted(name) + ", '([\\x{E000}-\\x{FFFF}])', chr(1114111) || '\\1', 'g')";
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
