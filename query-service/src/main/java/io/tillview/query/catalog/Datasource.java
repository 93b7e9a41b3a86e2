package io.tillview.query.catalog;

/** A datasource in Druid that answers merchants. */
public enum Datasource {
    /** The rollup: quarter hours, few dimensions, few rows. */
    MERCHANT_METRICS("merchant_metrics", "\"events\""),
    /** Every event as it happened. */
    MERCHANT_EVENTS("merchant_events", null);

    /** The name that the column of merchants has in every one of them. */
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

    /** How many events there are, as an SQL aggregate without FILTER. */
    String countOfEvents() {
        return countColumn == null ? "COUNT(*)" : "SUM(" + countColumn + ")";
    }

    /**
     * How many different ids there are, as an SQL aggregate without FILTER: from sketches in the rollup, else from the ids' keys, which
     * differ as the ids do.
     */
    String distinct(String what, int log2Registers) {
        return this == MERCHANT_METRICS
                ? "APPROX_COUNT_DISTINCT_DS_HLL(\"" + what + "s\")"
                : "APPROX_COUNT_DISTINCT_DS_HLL(\"" + what + "_key\", " + log2Registers + ")";
    }

    /** A quantile of the amounts of orders, as an SQL aggregate without FILTER. */
    String quantile(String fraction, int k) {
        String column = this == MERCHANT_METRICS ? "order_value" : "amount_minor";
        return "APPROX_QUANTILE_DS(\"" + column + "\", " + fraction + ", " + k + ")";
    }
}
