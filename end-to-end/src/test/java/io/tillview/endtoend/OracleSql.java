package io.tillview.endtoend;

import io.tillview.endtoend.OracleMeasure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A question in plain SQL, written from the contract alone: group by what is asked for, and nothing else. Times are milliseconds
 * since 1970. Its columns are the time, the dimensions, the currency of the money and how many there are, and the measures.
 */
final class OracleSql {
    private static final String TIME = OracleConditions.quoted("time");

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
        boolean keyless = keys().isEmpty();
        return "WITH " + rows() + ", known AS NOT MATERIALIZED (SELECT *, " + currencyOfAll()
                + " AS currency_of_all FROM filled)"
                + " SELECT * FROM known"
                + having()
                + (keyless ? "" : order())
                + (isOrderExact(question) ? " LIMIT " + (question.limit() + 1) : "");
    }

    /** How many combinations of the dimensions' values there are. */
    String countOfSeries() {
        return "WITH " + rows() + " SELECT count(*) FROM series";
    }

    /** Every row there is before any is dropped. What isn't said to be otherwise DuckDB writes down with all its columns. */
    private String rows() {
        String columns = String.join(", ", columns());
        String groups = IntStream.rangeClosed(1, keys().size())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return "every AS NOT MATERIALIZED (" + events() + ")"
                + ", chosen AS NOT MATERIALIZED (" + chosen() + ")"
                + ", answered AS " + (question.extras().fillGaps() ? "" : "NOT MATERIALIZED ") + "(SELECT "
                + list(keys(), columns) + " FROM chosen"
                + (groups.isEmpty() ? "" : " GROUP BY " + groups) + ")"
                + ", series AS (SELECT DISTINCT " + list(dimensions(), "1 AS one") + " FROM "
                + (dimensions().isEmpty() ? "(SELECT 1)" : "chosen") + ")"
                + ", filled AS NOT MATERIALIZED (SELECT * FROM answered" + gaps(columns) + ")";
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>();
        String moneyEvents = OracleMeasure.moneyEvents(measures);
        String filter = " FILTER (" + (moneyEvents.isEmpty() ? "false" : moneyEvents) + ")";
        columns.add("min(currency)" + filter + " AS money_currency");
        columns.add("count(DISTINCT currency)" + filter + " AS money_currencies");
        measures.forEach(measure -> columns.add(measure.sql() + " AS " + measure.externalName()));
        for (OracleQuestion.Order order : question.orderBy()) {
            OracleMeasure measure = measureOrNull(order.field());
            if (measure != null) {
                columns.add(orderSql(measure, moneyEvents) + " AS " + orderColumn(measure));
            }
        }
        return columns;
    }

    private List<String> keys() {
        return Stream.concat(question.hasTime() ? Stream.of(TIME) : Stream.of(), dimensions().stream())
                .toList();
    }

    private List<String> dimensions() {
        return question.dimensions().stream().map(OracleConditions::quoted).toList();
    }

    private static String list(List<String> some, String last) {
        return some.isEmpty() ? last : String.join(", ", some) + ", " + last;
    }

    /** The series that lead over the whole range, by the first measure of the order, else by the first of all, the highest first. */
    private String chosen() {
        if (question.extras().limitPerTime() == 0) {
            return "SELECT * FROM every";
        }
        OracleQuestion.Order by = leading(question);
        OracleMeasure measure = OracleMeasure.named(by.field());
        String leading = "SELECT " + String.join(", ", dimensions()) + " FROM every GROUP BY "
                + String.join(", ", dimensions())
                + " ORDER BY " + orderSql(measure, OracleMeasure.moneyEvents(List.of(measure))) + direction(by)
                + question.dimensions().stream()
                        .map(name -> ", " + column(name) + " ASC NULLS FIRST")
                        .collect(Collectors.joining())
                + " LIMIT " + question.extras().limitPerTime();
        return "SELECT * FROM every WHERE EXISTS (SELECT 1 FROM (" + leading + ") AS l WHERE " + same("l", "every")
                + ")";
    }

    /** What series are chosen by where there is a limit per time. */
    static OracleQuestion.Order leading(OracleQuestion question) {
        return question.orderBy().stream()
                .filter(order -> measureOrNull(order.field()) != null)
                .findFirst()
                .orElseGet(() -> new OracleQuestion.Order(question.measures().get(0), true));
    }

    /** For each bucket and each series without events there, what there is to say about none. */
    private String gaps(String columns) {
        if (!question.extras().fillGaps()) {
            return "";
        }
        String begins = OracleBuckets.of(question).stream()
                .map(begin -> Long.toString(begin.toEpochMilli()))
                .collect(Collectors.joining(", ", "unnest([", "]::BIGINT[])"));
        String keys = list(
                List.of("b." + TIME),
                dimensions().stream().map(name -> "s." + name + ", ").collect(Collectors.joining()) + "nothing.*");
        return " UNION ALL SELECT " + keys + " FROM (SELECT " + begins + " AS " + TIME + ") AS b, series AS s, (SELECT "
                + columns
                + " FROM chosen WHERE false) AS nothing WHERE NOT EXISTS (SELECT 1 FROM answered AS a WHERE a."
                + TIME + " = b." + TIME + (dimensions().isEmpty() ? "" : " AND " + same("a", "s")) + ")";
    }

    private String same(String one, String other) {
        return dimensions().stream()
                .map(name -> one + "." + name + " IS NOT DISTINCT FROM " + other + "." + name)
                .collect(Collectors.joining(" AND "));
    }

    /** Where all rows have to be looked at to choose some, zero has the digits of what the others are in. */
    private String currencyOfAll() {
        if (!question.extras().fillGaps() && !question.choosesByFractions()) {
            return "NULL";
        }
        String one = "(CASE WHEN money_currencies = 1 THEN money_currency END) OVER ()";
        return "CASE WHEN min" + one + " = max" + one + " THEN min" + one + " END";
    }

    private String events() {
        String where = " WHERE merchant_id = " + OracleConditions.text(question.merchant())
                + " AND occurred_at >= " + question.begins().toEpochMilli()
                + " AND occurred_at < " + question.ends().toEpochMilli()
                + question.filters().stream()
                        .map(filter -> " AND " + OracleConditions.condition(filter))
                        .collect(Collectors.joining());
        String some = "(SELECT * FROM events" + where + ") AS e";
        String columns = "SELECT *" + (question.hasTime() ? ", " + time() + " AS " + TIME : "") + " FROM ";
        return isCalendar()
                ? columns + some + " ASOF JOIN (SELECT begins FROM buckets WHERE zone = "
                        + OracleConditions.text(question.zone()) + " AND grain = "
                        + OracleConditions.text(question.grain()) + ") AS b ON e.occurred_at >= b.begins"
                : columns + some;
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

    private String having() {
        return question.having().isEmpty()
                ? ""
                : question.having().stream()
                        .map(one -> one.measure()
                                + OracleConditions.sign(one.op())
                                + one.exactValue().toPlainString())
                        .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    /** By what is asked for, then by time, then by the dimensions. What is missing is lower than everything. */
    private String order() {
        List<String> terms = new ArrayList<>();
        for (OracleQuestion.Order order : question.orderBy()) {
            OracleMeasure measure = measureOrNull(order.field());
            terms.add((measure == null ? column(order.field()) : orderColumn(measure)) + direction(order));
        }
        if (question.hasTime()) {
            terms.add(TIME + " ASC");
        }
        question.dimensions().forEach(dimension -> terms.add(column(dimension) + " ASC NULLS FIRST"));
        return " ORDER BY " + String.join(", ", terms);
    }

    private static String direction(OracleQuestion.Order order) {
        return order.descending() ? " DESC NULLS LAST" : " ASC NULLS FIRST";
    }

    private static String orderColumn(OracleMeasure measure) {
        return "order_by_" + measure.externalName();
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

    private static String column(String name) {
        return name.equals("time")
                ? OracleConditions.quoted(name)
                : OracleConditions.inUtf16(OracleConditions.quoted(name));
    }
}
