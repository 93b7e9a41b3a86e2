package io.tillview.query.sql;

import io.tillview.query.sql.SqlColumn.Kind;
import java.util.List;

/** The columns of the tables. To offer another, add it here and in {@code docs/sql.md}. */
final class TableColumns {
    static final List<SqlColumn> OF_EVENTS = List.of(
            SqlColumn.time("__time"),
            SqlColumn.text("event_type", 64),
            SqlColumn.text("channel", 128),
            SqlColumn.text("campaign", 128),
            SqlColumn.text("referrer_host", 128),
            SqlColumn.text("page_path", 256),
            SqlColumn.text("product_id", 128),
            SqlColumn.text("product_category", 128),
            SqlColumn.text("country", 8),
            SqlColumn.text("region", 64),
            SqlColumn.text("device", 64),
            SqlColumn.text("browser", 64),
            SqlColumn.text("os", 64),
            SqlColumn.text("currency", 8),
            SqlColumn.number("amount_minor"),
            SqlColumn.number("quantity"),
            SqlColumn.number("visitor_key"),
            SqlColumn.number("session_key"),
            SqlColumn.number("customer_key"),
            SqlColumn.number("order_key"),
            SqlColumn.id("visitor_id", IdTexts.VISITOR),
            SqlColumn.id("session_id", IdTexts.SESSION),
            SqlColumn.id("customer_id", IdTexts.CUSTOMER),
            SqlColumn.id("order_id", IdTexts.ORDER),
            SqlColumn.id("event_id", IdTexts.EVENT),
            SqlColumn.json("attributes"));

    static final List<SqlColumn> OF_METRICS = List.of(
            SqlColumn.time("__time"),
            SqlColumn.text("event_type", 64),
            SqlColumn.text("channel", 128),
            SqlColumn.text("country", 8),
            SqlColumn.text("device", 64),
            SqlColumn.text("currency", 8),
            SqlColumn.number("events"),
            SqlColumn.number("amount_minor"),
            SqlColumn.number("quantity"),
            SqlColumn.sketch("visitors", Kind.DISTINCT_SKETCH),
            SqlColumn.sketch("sessions", Kind.DISTINCT_SKETCH),
            SqlColumn.sketch("customers", Kind.DISTINCT_SKETCH),
            SqlColumn.sketch("order_value", Kind.QUANTILE_SKETCH));

    private TableColumns() {}
}
