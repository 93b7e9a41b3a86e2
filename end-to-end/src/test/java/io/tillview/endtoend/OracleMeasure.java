package io.tillview.endtoend;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every measure of the contract as plain SQL over plain events. */
enum OracleMeasure {
    EVENTS(Kind.COUNT, "count(*)"),
    PAGE_VIEWS(Kind.COUNT, "count(*) FILTER (event_type = 'page_viewed')"),
    PRODUCT_VIEWS(Kind.COUNT, "count(*) FILTER (event_type = 'product_viewed')"),
    CART_ADDITIONS(Kind.COUNT, "count(*) FILTER (event_type = 'cart_item_added')"),
    CHECKOUTS(Kind.COUNT, "count(*) FILTER (event_type = 'checkout_started')"),
    ORDERS(Kind.COUNT, Sql.ORDERS),
    UNITS_SOLD(Kind.COUNT, "coalesce(sum(quantity) FILTER (event_type = 'order_placed'), 0)"),
    GROSS_SALES(Kind.MONEY, Sql.GROSS, Money.ORDERS),
    REFUNDS(Kind.MONEY, Sql.REFUNDS, Money.REFUNDS),
    NET_SALES(Kind.MONEY, Sql.GROSS + " - " + Sql.REFUNDS, Money.BOTH),
    /** Half up, in whole numbers: the floor of (2 a + b) / 2 b. */
    AVERAGE_ORDER_VALUE(
            Kind.MONEY,
            "CASE WHEN " + Sql.ORDERS + " > 0 THEN (2 * " + Sql.GROSS + " + " + Sql.ORDERS + ") // (2 * " + Sql.ORDERS
                    + ") END",
            Money.ORDERS),
    ORDER_VALUE_P50(Kind.QUANTILE, Sql.AMOUNTS, Money.ORDERS),
    ORDER_VALUE_P95(Kind.QUANTILE, Sql.AMOUNTS, Money.ORDERS),
    VISITORS(Kind.DISTINCT, "count(DISTINCT visitor_id)"),
    SESSIONS(Kind.DISTINCT, Sql.SESSIONS),
    CUSTOMERS(Kind.DISTINCT, "count(DISTINCT customer_id)"),
    CONVERSION_RATE(Kind.ESTIMATED_RATIO, Sql.SESSIONS_WITH_ORDER + " / nullif(" + Sql.SESSIONS + ", 0)"),
    CART_ABANDONMENT_RATE(
            Kind.ESTIMATED_REMAINDER,
            "1 - " + Sql.SESSIONS_WITH_ORDER + " / nullif(" + Sql.SESSIONS_WITH_CART + ", 0)"),
    EVENTS_PER_SESSION(Kind.ESTIMATED_RATIO, "count(*) / nullif(" + Sql.SESSIONS + ", 0)"),
    REFUND_RATE(
            Kind.RATIO,
            "CAST(" + Sql.REFUNDS + " AS DOUBLE) / CAST(nullif(" + Sql.GROSS + ", 0) AS DOUBLE)",
            Money.BOTH);

    /** What an answer about a measure may be like. */
    enum Kind {
        COUNT,
        MONEY,
        RATIO,
        DISTINCT,
        ESTIMATED_RATIO,
        ESTIMATED_REMAINDER,
        /** Money; the oracle has all amounts in their order. */
        QUANTILE;

        boolean isEstimate() {
            return this != COUNT && this != MONEY && this != RATIO;
        }
    }

    private final Kind kind;
    private final String sql;
    private final Money money;

    OracleMeasure(Kind kind, String sql) {
        this(kind, sql, Money.NONE);
    }

    OracleMeasure(Kind kind, String sql, Money money) {
        this.kind = kind;
        this.sql = sql;
        this.money = money;
    }

    static OracleMeasure named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String externalName() {
        return name().toLowerCase(Locale.ROOT);
    }

    Kind kind() {
        return kind;
    }

    /** Money in minor units; a quantile as the list of all amounts; not yet held to one currency. */
    String sql() {
        return sql;
    }

    /** What rows are ordered by: the value before it is rounded. */
    String orderSql() {
        return this == AVERAGE_ORDER_VALUE
                ? "CAST(" + Sql.GROSS + " AS DOUBLE) / CAST(nullif(" + Sql.ORDERS + ", 0) AS DOUBLE)"
                : sql;
    }

    boolean needsOneCurrency() {
        return money != Money.NONE;
    }

    double share() {
        return this == ORDER_VALUE_P50 ? 0.5 : 0.95;
    }

    /** The bound that the contract states, where it states one. */
    double relativeError() {
        return kind == Kind.DISTINCT || this == EVENTS_PER_SESSION ? 0.032 : 0.045;
    }

    /** SQL that tells events whose money some of the measures add up; empty where none adds up any. */
    static String moneyEvents(List<OracleMeasure> measures) {
        return Stream.of(Money.ORDERS, Money.REFUNDS)
                .filter(events ->
                        measures.stream().map(measure -> measure.money).anyMatch(m -> m == events || m == Money.BOTH))
                .map(events -> events == Money.ORDERS ? Sql.PLACED : Sql.REFUNDED)
                .collect(Collectors.joining(" OR "));
    }

    /** Of which events it adds up money. */
    private enum Money {
        NONE,
        ORDERS,
        REFUNDS,
        BOTH
    }

    /** Pieces of SQL that several measures share. */
    private static final class Sql {
        static final String PLACED = "event_type = 'order_placed'";
        static final String REFUNDED = "event_type = 'order_refunded'";
        static final String ORDERS = "count(*) FILTER (" + PLACED + ")";
        static final String GROSS = "coalesce(sum(amount_minor) FILTER (" + PLACED + "), 0)";
        static final String REFUNDS = "coalesce(sum(amount_minor) FILTER (" + REFUNDED + "), 0)";
        static final String AMOUNTS =
                "list_sort(list(amount_minor) FILTER (" + PLACED + " AND amount_minor IS NOT NULL))";
        static final String SESSIONS = "count(DISTINCT session_id)";
        static final String SESSIONS_WITH_ORDER = "count(DISTINCT session_id) FILTER (" + PLACED + ")";
        static final String SESSIONS_WITH_CART = "count(DISTINCT session_id) FILTER (event_type = 'cart_item_added')";
    }
}
