package io.tillview.query.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * One number that Druid works out over the events of a row. Sums and counts are never null: nothing to add is 0.
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
    REFUNDED_MINOR(Kind.AMOUNT, "order_refunded"),
    /** Different visitors, an estimate. */
    DISTINCT_VISITORS(Kind.DISTINCT, null, "visitor"),
    /** Different sessions, an estimate. */
    DISTINCT_SESSIONS(Kind.DISTINCT, null, "session"),
    /** Different customers, an estimate. */
    DISTINCT_CUSTOMERS(Kind.DISTINCT, null, "customer"),
    /** Different sessions that ordered, an estimate. */
    SESSIONS_WITH_ORDER(Kind.DISTINCT, "order_placed", "session"),
    /** Different sessions that put something into a cart, an estimate. */
    SESSIONS_WITH_CART(Kind.DISTINCT, "cart_item_added", "session"),
    /** The median of the orders' amounts in minor units, an estimate; null without any. */
    ORDER_MINOR_P50(Kind.QUANTILE, "order_placed", "0.5"),
    /** The 95th percentile of the orders' amounts in minor units, an estimate; null without any. */
    ORDER_MINOR_P95(Kind.QUANTILE, "order_placed", "0.95");

    /**
     * Two standard errors of a HyperLogLog sketch with 2^12 registers, 2 * 1.04 / sqrt(4096): the estimate is off by
     * more in 5 of 100 cases.
     */
    public static final double DISTINCT_RELATIVE_ERROR = 0.032;

    /** The normalized rank error of a quantiles sketch with k 128, as the DataSketches library states it, at 99 %. */
    public static final double QUANTILE_RANK_ERROR = 0.018;

    /** The base-2 logarithm of a HyperLogLog sketch's registers. */
    public static final int HLL_LOG2_REGISTERS = 12;

    private static final int QUANTILES_K = 128;

    private final String alias = name().toLowerCase(Locale.ROOT);
    private final Kind kind;
    private final String eventType;
    private final String detail;

    Aggregate(Kind kind, String eventType) {
        this(kind, eventType, null);
    }

    /** The detail is whose ids are counted, or which share of the values lies below the quantile. */
    Aggregate(Kind kind, String eventType, String detail) {
        this.kind = kind;
        this.eventType = eventType;
        this.detail = detail;
    }

    /** Whether it is an amount of money in minor units, which means nothing without its currency. */
    public boolean isMoney() {
        return kind == Kind.AMOUNT || kind == Kind.QUANTILE;
    }

    /** Whether it counts different ids. */
    public boolean isDistinct() {
        return kind == Kind.DISTINCT;
    }

    /** Whether it is a quantile: a number with a fraction, or null. */
    public boolean isQuantile() {
        return kind == Kind.QUANTILE;
    }

    /** How its values over several parts of some rows become the value over all of them. */
    public Merging merging() {
        return kind.merging;
    }

    /** Which share of the values lies at or below it, of a quantile; empty for all else. */
    public OptionalDouble quantileFraction() {
        return isQuantile() ? OptionalDouble.of(Double.parseDouble(detail)) : OptionalDouble.empty();
    }

    /**
     * The first aggregate that is read from the same sketch: all quantiles of the same values are.
     *
     * @return itself if there is no other, or it needs no sketch
     */
    public Aggregate sketched() {
        return isQuantile() ? ORDER_MINOR_P50 : this;
    }

    /** The event types it is taken over; empty for all. */
    public List<String> eventTypes() {
        return Optional.ofNullable(eventType).stream().toList();
    }

    /** The name of its column in SQL. */
    public String alias() {
        return alias;
    }

    /** Its SQL, of type BIGINT; of type DOUBLE for a quantile. */
    public String sql(Datasource datasource) {
        if (kind == Kind.QUANTILE) {
            return datasource.quantile(detail, QUANTILES_K) + filter(eventTypes());
        }
        String aggregate =
                switch (kind) {
                    case COUNT -> datasource.countOfEvents();
                    case QUANTITY -> "SUM(\"quantity\")";
                    case AMOUNT -> "SUM(\"amount_minor\")";
                    case DISTINCT -> datasource.distinct(detail, HLL_LOG2_REGISTERS);
                    case QUANTILE -> throw new IllegalStateException("A quantile may be null.");
                };
        return "COALESCE(" + aggregate + filter(eventTypes()) + ", 0)";
    }

    /**
     * SQL for the sketch it is read from, which can be merged with others: NULL, or an empty one, where nothing was sketched.
     *
     * @throws IllegalArgumentException if it needs none
     */
    public String sketchSql(Datasource datasource) {
        String sketch =
                switch (merging()) {
                    case DISTINCT -> datasource.distinctSketch(detail, HLL_LOG2_REGISTERS);
                    case QUANTILES -> datasource.quantilesSketch(QUANTILES_K);
                    case SUM -> throw new IllegalArgumentException(this + " needs no sketch.");
                };
        return sketch + filter(eventTypes());
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

    /** How values over parts become the value over the whole. Every kind of aggregate has to say it, or can't be one. */
    public enum Merging {
        /** They are added up. */
        SUM,
        /** HyperLogLog sketches are united. */
        DISTINCT,
        /** Quantiles sketches are put together. */
        QUANTILES
    }

    private enum Kind {
        COUNT(Merging.SUM),
        QUANTITY(Merging.SUM),
        AMOUNT(Merging.SUM),
        DISTINCT(Merging.DISTINCT),
        QUANTILE(Merging.QUANTILES);

        private final Merging merging;

        Kind(Merging merging) {
            this.merging = merging;
        }
    }
}
