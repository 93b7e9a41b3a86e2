package io.tillview.query.catalog;

/** A datasource in Druid that answers questions, the cheapest first. Which of them answer whom, {@link Audience} says. */
public enum Datasource {
    /** The rollup of all merchants together, without telling them apart: for admins only. */
    PLATFORM_METRICS("platform_metrics", "\"events\""),
    /** The rollup: quarter hours, few dimensions, few rows. */
    MERCHANT_METRICS("merchant_metrics", "\"events\""),
    /** Every event as it happened. */
    MERCHANT_EVENTS("merchant_events", null);

    /** The name that the column of merchants has in every one of them that has it. */
    public static final String MERCHANT_COLUMN = "merchant_id";

    private final String table;
    private final String countColumn;

    Datasource(String table, String countColumn) {
        this.table = table;
        this.countColumn = countColumn;
    }

    /** Its name in Druid. */
    public String table() {
        return table;
    }

    /** Whether it keeps only the quarter hour of an event, and few dimensions. */
    boolean isRollup() {
        return countColumn != null;
    }

    /** Whether its rows say whose they are. */
    boolean tellsMerchantsApart() {
        return this != PLATFORM_METRICS;
    }

    /** How many events there are, as an SQL aggregate without FILTER. */
    String countOfEvents() {
        return isRollup() ? "SUM(" + countColumn + ")" : "COUNT(*)";
    }

    /**
     * How many different ids there are, as an SQL aggregate without FILTER: from sketches in a rollup, else from the ids' keys, which
     * differ as the ids do.
     */
    String distinct(String what, int log2Registers) {
        return isRollup()
                ? "APPROX_COUNT_DISTINCT_DS_HLL(\"" + distinctColumn(what) + "\")"
                : "APPROX_COUNT_DISTINCT_DS_HLL(\"" + distinctColumn(what) + "\", " + log2Registers + ")";
    }

    /** The sketch that {@link #distinct} is read from, as an SQL aggregate without FILTER. */
    String distinctSketch(String what, int log2Registers) {
        return "DS_HLL(\"" + distinctColumn(what) + "\", " + log2Registers + ")";
    }

    /** A quantile of the amounts of orders, as an SQL aggregate without FILTER. */
    String quantile(String fraction, int k) {
        return "APPROX_QUANTILE_DS(\"" + quantileColumn() + "\", " + fraction + ", " + k + ")";
    }

    /** The sketch that {@link #quantile} is read from, as an SQL aggregate without FILTER. */
    String quantilesSketch(int k) {
        return "DS_QUANTILES_SKETCH(\"" + quantileColumn() + "\", " + k + ")";
    }

    private String distinctColumn(String what) {
        return what + (isRollup() ? "s" : "_key");
    }

    private String quantileColumn() {
        return isRollup() ? "order_value" : "amount_minor";
    }
}
