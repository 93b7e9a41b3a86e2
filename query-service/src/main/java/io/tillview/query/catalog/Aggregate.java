package io.tillview.query.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One whole number that Druid adds up over the events of a row. Never null: nothing to add is 0.
 *
 * <p>Events count as what their {@code event_type} says.
 */
public enum Aggregate {
    /** All events. */
    ALL_EVENTS(Kind.COUNT, null),
    /** Pages viewed. */
    PAGES_VIEWED(Kind.COUNT, "page_viewed"),
    /** Products viewed. */
    PRODUCTS_VIEWED(Kind.COUNT, "product_viewed"),
    /** Items put into a cart. */
    CART_ITEMS_ADDED(Kind.COUNT, "cart_item_added"),
    /** Checkouts begun. */
    CHECKOUTS_STARTED(Kind.COUNT, "checkout_started"),
    /** Orders. */
    ORDERS_PLACED(Kind.COUNT, "order_placed"),
    /** Pieces ordered. */
    UNITS_ORDERED(Kind.QUANTITY, "order_placed"),
    /** Money of orders, in minor units. */
    ORDERED_MINOR(Kind.AMOUNT, "order_placed"),
    /** Money given back, in minor units. */
    REFUNDED_MINOR(Kind.AMOUNT, "order_refunded");

    private final Kind kind;
    private final String eventType;

    Aggregate(Kind kind, String eventType) {
        this.kind = kind;
        this.eventType = eventType;
    }

    /** Whether it is an amount of money in minor units, which means nothing without its currency. */
    public boolean isMoney() {
        return kind == Kind.AMOUNT;
    }

    /** The event types it is taken over; empty for all. */
    public List<String> eventTypes() {
        return Optional.ofNullable(eventType).stream().toList();
    }

    /** The name of its column in SQL. */
    public String alias() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its SQL, of type BIGINT. */
    public String sql(Datasource datasource) {
        String aggregate =
                switch (kind) {
                    case COUNT -> datasource.countOfEvents();
                    case QUANTITY -> "SUM(\"quantity\")";
                    case AMOUNT -> "SUM(\"amount_minor\")";
                };
        return "COALESCE(" + aggregate + filter(eventTypes()) + ", 0)";
    }

    /**
     * The FILTER clause, with a blank before it, that keeps only events of some types.
     *
     * @param eventTypes names from this class; none for no clause at all
     */
    public static String filter(List<String> eventTypes) {
        if (eventTypes.isEmpty()) {
            return "";
        }
        return eventTypes.stream()
                .map(type -> "\"event_type\" = '" + type + "'")
                .collect(Collectors.joining(" OR ", " FILTER (WHERE ", ")"));
    }

    private enum Kind {
        COUNT,
        QUANTITY,
        AMOUNT
    }
}
