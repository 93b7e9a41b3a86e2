package io.tillview.ingestion.format;

import io.tillview.events.TextField;
import io.tillview.events.encoding.DecodedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The columns of an event by name.
 *
 * <p>{@code merchant_id}, {@code event_type}, {@code amount_minor}, {@code currency}, {@code quantity}, {@code attributes} and
 * the optional texts are the event's fields. Its id is {@code event_id_high} and {@code event_id_low}; that of a visitor,
 * session, customer or order is {@code visitor_key}, {@code visitor_low}, {@code visitor_id} and so on, as {@link CompactId}
 * says. {@code extra} holds the fields the contract doesn't know; {@code occurred_at} is epoch milliseconds;
 * {@code ordered_minor} is an order's amount, as a double. {@code kafka_partition}, {@code kafka_offset} and
 * {@code arrived_at} tell where and when the event came; null for an import's. {@code replay_of} names the record that it is a
 * replay of, {@code partition:offset}.
 */
final class EventColumns {

    private static final String ORDER = "order_placed";

    /** Columns that only some events have values in. */
    static final List<Set<String>> SOMETIMES = List.of(
            Set.of("amount_minor", "currency"),
            Set.of("quantity"),
            Set.of("customer_key", "customer_low", "customer_id"),
            Set.of("order_key", "order_low", "order_id"),
            Set.of("attributes"),
            Set.of("extra"));

    private static final Map<String, Function<EventRow, Object>> COLUMNS = columns();

    private EventColumns() {}

    /** The column's value; null for a column that doesn't exist, too. */
    static Object value(String column, EventRow row) {
        Function<EventRow, Object> found = COLUMNS.get(column);
        return found == null ? null : found.apply(row);
    }

    private static Map<String, Function<EventRow, Object>> columns() {
        Map<String, Function<EventRow, Object>> columns = new HashMap<>();
        for (TextField field : TextField.values()) {
            columns.put(field.jsonName(), row -> row.event().text(field));
        }
        id(columns, "visitor", EventRow::visitor);
        id(columns, "session", EventRow::session);
        id(columns, "customer", EventRow::customer);
        id(columns, "order", EventRow::order);
        columns.put("event_id_high", row -> row.event().eventIdHigh());
        columns.put("event_id_low", row -> row.event().eventIdLow());
        columns.put("merchant_id", row -> row.event().merchantId());
        columns.put("event_type", row -> row.event().eventType());
        columns.put("occurred_at", row -> row.event().occurredAtMillis());
        columns.put("amount_minor", row -> row.event().hasAmount() ? row.event().amountMinor() : null);
        columns.put("ordered_minor", row -> orderedMinor(row.event()));
        columns.put("currency", row -> row.event().currency());
        columns.put("quantity", row -> row.event().hasQuantity() ? row.event().quantity() : null);
        columns.put("attributes", row -> NestedValues.of(row.event().attributes()));
        columns.put("extra", row -> NestedValues.of(row.event().unknownFields()));
        columns.put(
                RecordRow.KAFKA_PARTITION,
                row -> row.arrival() == null ? null : (long) row.arrival().partition());
        columns.put(
                RecordRow.KAFKA_OFFSET,
                row -> row.arrival() == null ? null : row.arrival().offset());
        columns.put(
                RecordRow.ARRIVED_AT,
                row -> row.arrival() == null ? null : row.arrival().millis());
        columns.put(
                RecordRow.REPLAY_OF,
                row -> row.arrival() == null ? null : row.arrival().replayOf());
        return columns;
    }

    private static void id(
            Map<String, Function<EventRow, Object>> columns, String whose, Function<EventRow, CompactId> id) {
        columns.put(whose + "_key", row -> id.apply(row).key());
        columns.put(whose + "_low", row -> id.apply(row).low());
        columns.put(whose + "_id", row -> id.apply(row).text());
    }

    /** Which groups of {@link #SOMETIMES} have no value in an event, a bit for each. */
    static int absent(DecodedEvent event) {
        return (event.hasAmount() ? 0 : 1)
                | (event.hasQuantity() ? 0 : 1 << 1)
                | (event.has(TextField.CUSTOMER_ID) ? 0 : 1 << 2)
                | (event.has(TextField.ORDER_ID) ? 0 : 1 << 3)
                | (event.attributes().isEmpty() ? 1 << 4 : 0)
                | (event.unknownFields().isEmpty() ? 1 << 5 : 0);
    }

    private static Double orderedMinor(DecodedEvent event) {
        return event.hasAmount() && event.eventType().equals(ORDER) ? (double) event.amountMinor() : null;
    }
}
