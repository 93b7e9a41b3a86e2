package io.tillview.query.catalog;

import io.tillview.query.QueryResult;
import io.tillview.query.catalog.Formula.Difference;
import io.tillview.query.catalog.Formula.Plain;
import io.tillview.query.catalog.Formula.Quotient;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be counted or summed. All of them are exact. */
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
    /** Refunds by gross sales. */
    REFUND_RATE(
            QueryResult.Type.RATIO,
            new Quotient(Aggregate.REFUNDED_MINOR, Aggregate.ORDERED_MINOR),
            "refunds / gross_sales; null without sales.");

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
        return name().toLowerCase(Locale.ROOT);
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
            default -> this == UNITS_SOLD ? "pieces" : "events";
        };
    }

    /** Whether it needs sums of money, so that it has no value over several currencies. */
    public boolean needsOneCurrency() {
        return formula.aggregates().stream().anyMatch(Aggregate::isMoney);
    }

    /** The measure of this name in a request. */
    public static Optional<Measure> named(String externalName) {
        return Arrays.stream(values())
                .filter(measure -> measure.externalName().equals(externalName))
                .findFirst();
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Measure::externalName).toList();
    }
}
