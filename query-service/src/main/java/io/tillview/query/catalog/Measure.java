package io.tillview.query.catalog;

import io.tillview.query.QueryResult;
import io.tillview.query.catalog.Formula.Difference;
import io.tillview.query.catalog.Formula.Plain;
import io.tillview.query.catalog.Formula.Quotient;
import io.tillview.query.catalog.Formula.Remainder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be asked for. */
public enum Measure {
    /** All events. */
    EVENTS(QueryResult.Type.LONG, new Plain(Aggregate.ALL_EVENTS), "Events of every type."),
    /** Pages viewed. */
    PAGE_VIEWS(QueryResult.Type.LONG, new Plain(Aggregate.PAGES_VIEWED), "Pages viewed (page_viewed)."),
    /** Products viewed. */
    PRODUCT_VIEWS(QueryResult.Type.LONG, new Plain(Aggregate.PRODUCTS_VIEWED), "Products viewed (product_viewed)."),
    /** Items put into a cart. */
    CART_ADDITIONS(
            QueryResult.Type.LONG, new Plain(Aggregate.CART_ITEMS_ADDED), "Items put into a cart (cart_item_added)."),
    /** Checkouts begun. */
    CHECKOUTS(QueryResult.Type.LONG, new Plain(Aggregate.CHECKOUTS_STARTED), "Checkouts begun (checkout_started)."),
    /** Orders. */
    ORDERS(QueryResult.Type.LONG, new Plain(Aggregate.ORDERS_PLACED), "Orders (order_placed)."),
    /** Pieces ordered. */
    UNITS_SOLD(QueryResult.Type.LONG, new Plain(Aggregate.UNITS_ORDERED), "Pieces in orders: the sum of quantity."),
    /** Money of orders. */
    GROSS_SALES(QueryResult.Type.MONEY, new Plain(Aggregate.ORDERED_MINOR), "Money of orders."),
    /** Money given back. */
    REFUNDS(QueryResult.Type.MONEY, new Plain(Aggregate.REFUNDED_MINOR), "Money given back (order_refunded)."),
    /** Gross sales minus refunds. */
    NET_SALES(
            QueryResult.Type.MONEY,
            new Difference(Aggregate.ORDERED_MINOR, Aggregate.REFUNDED_MINOR),
            "gross_sales minus refunds; negative where more was given back."),
    /** Gross sales by orders. */
    AVERAGE_ORDER_VALUE(
            QueryResult.Type.MONEY,
            new Quotient(Aggregate.ORDERED_MINOR, Aggregate.ORDERS_PLACED),
            "gross_sales / orders, rounded half up to the minor unit; null without orders."),
    /** The median order. */
    ORDER_VALUE_P50(QueryResult.Type.MONEY, new Plain(Aggregate.ORDER_MINOR_P50), "The median of the orders' amounts."),
    /** The order that only one in twenty exceeds. */
    ORDER_VALUE_P95(
            QueryResult.Type.MONEY,
            new Plain(Aggregate.ORDER_MINOR_P95),
            "The amount that 95 of 100 orders do not exceed."),
    /** Different visitors. */
    VISITORS(QueryResult.Type.LONG, new Plain(Aggregate.DISTINCT_VISITORS), "Different visitors (visitor_id)."),
    /** Different sessions. */
    SESSIONS(QueryResult.Type.LONG, new Plain(Aggregate.DISTINCT_SESSIONS), "Different sessions (session_id)."),
    /** Different customers. */
    CUSTOMERS(QueryResult.Type.LONG, new Plain(Aggregate.DISTINCT_CUSTOMERS), "Different customers (customer_id)."),
    /** Sessions with an order by sessions. */
    CONVERSION_RATE(
            QueryResult.Type.RATIO,
            new Quotient(Aggregate.SESSIONS_WITH_ORDER, Aggregate.DISTINCT_SESSIONS),
            "Sessions with an order / sessions; null without sessions."),
    /** Sessions whose cart came to nothing by sessions with a cart. */
    CART_ABANDONMENT_RATE(
            QueryResult.Type.RATIO,
            new Remainder(Aggregate.SESSIONS_WITH_ORDER, Aggregate.SESSIONS_WITH_CART),
            "1 - sessions with an order / sessions with an item put into the cart, never below 0; null without carts."),
    /** Events by sessions. */
    EVENTS_PER_SESSION(
            QueryResult.Type.RATIO,
            new Quotient(Aggregate.ALL_EVENTS, Aggregate.DISTINCT_SESSIONS),
            "events / sessions; null without sessions."),
    /** Refunds by gross sales. */
    REFUND_RATE(
            QueryResult.Type.RATIO,
            new Quotient(Aggregate.REFUNDED_MINOR, Aggregate.ORDERED_MINOR),
            "refunds / gross_sales; null without sales.");

    private static final Map<String, Measure> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Measure::externalName, Function.identity()));

    private final String externalName = name().toLowerCase(Locale.ROOT);
    private final QueryResult.Type type;
    private final Formula formula;
    private final String description;

    Measure(QueryResult.Type type, Formula formula, String description) {
        this.type = type;
        this.formula = formula;
        this.description = description;
    }

    /** Its name in a request. */
    public String externalName() {
        return externalName;
    }

    /** What its values are. */
    public QueryResult.Type type() {
        return type;
    }

    /** How it comes out of aggregates. */
    public Formula formula() {
        return formula;
    }

    /** One sentence for people. */
    public String description() {
        return description;
    }

    /** What one of it is: {@code events}, {@code pieces}, {@code currency} or {@code ratio}. */
    public String unit() {
        return switch (type) {
            case MONEY -> "currency";
            case RATIO -> "ratio";
            default -> unitOfNumber();
        };
    }

    private String unitOfNumber() {
        return switch (this) {
            case UNITS_SOLD -> "pieces";
            case VISITORS, SESSIONS, CUSTOMERS -> externalName();
            default -> "events";
        };
    }

    /** Whether its values are estimates. */
    public boolean isApproximate() {
        return formula.aggregates().stream().anyMatch(part -> part.isDistinct() || part.isQuantile());
    }

    /**
     * How far its values may be off as a share of the true ones, in 95 of 100 cases; of a quotient of two estimates, the
     * root of the sum of their squares. Empty where it is exact or no such bound holds.
     */
    public OptionalDouble relativeError() {
        long estimates =
                formula.aggregates().stream().filter(Aggregate::isDistinct).count();
        return estimates == 0 || formula instanceof Remainder
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Math.round(Aggregate.DISTINCT_RELATIVE_ERROR * Math.sqrt((double) estimates) * 1000) / 1000.0);
    }

    /** How far a quantile may be off, as a share of all values, in 99 of 100 cases; empty for all else. */
    public OptionalDouble rankError() {
        return formula.aggregates().stream().anyMatch(Aggregate::isQuantile)
                ? OptionalDouble.of(Aggregate.QUANTILE_RANK_ERROR)
                : OptionalDouble.empty();
    }

    /** Whether it needs sums of money, so that it has no value over several currencies. */
    public boolean needsOneCurrency() {
        return formula.aggregates().stream().anyMatch(Aggregate::isMoney);
    }

    /** The measure of this name in a request. */
    public static Optional<Measure> named(String externalName) {
        return Optional.ofNullable(BY_NAME.get(externalName));
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Measure::externalName).toList();
    }
}
