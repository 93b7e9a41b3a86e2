package io.tillview.ingestion.format;

import io.tillview.events.TextField;
import io.tillview.events.encoding.DecodedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
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

    /** The columns of one text each: all texts that are no visitor's, session's, customer's or order's id. */
    private static final TextField[] PLAIN = Arrays.stream(TextField.values())
            .filter(field -> field.compareTo(TextField.PRODUCT_ID) >= 0)
            .toArray(TextField[]::new);

    /** Columns that an event has all values of or none: a group for each bit of {@link #absent}. */
    private static final List<Set<String>> SOMETIMES = sometimes();

    private static final int FIRST_ID = 6;
    private static final int COLUMNS_OF_AN_ID = 3;
    private static final int FIRST_PLAIN = FIRST_ID + 4 * COLUMNS_OF_AN_ID;
    private static final int IDS = (1 << FIRST_PLAIN) - (1 << FIRST_ID);

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

    private static List<Set<String>> sometimes() {
        List<Set<String>> groups = new ArrayList<>(List.of(
                Set.of("amount_minor", "currency"),
                Set.of("quantity"),
                Set.of("attributes"),
                Set.of("extra"),
                Set.of(RecordRow.REPLAY_OF),
                Set.of(RecordRow.KAFKA_PARTITION, RecordRow.KAFKA_OFFSET, RecordRow.ARRIVED_AT)));
        for (String whose : List.of("visitor", "session", "customer", "order")) {
            groups.add(Set.of(whose + "_key"));
            groups.add(Set.of(whose + "_low"));
            groups.add(Set.of(whose + "_id"));
        }
        Arrays.stream(PLAIN).forEach(field -> groups.add(Set.of(field.jsonName())));
        return List.copyOf(groups);
    }

    /** The groups that have any of the columns, a bit for each, as {@link #absent} takes them. */
    static int sometimes(Collection<String> columns) {
        int groups = 0;
        for (int group = 0; group < SOMETIMES.size(); group++) {
            groups |= Collections.disjoint(SOMETIMES.get(group), columns) ? 0 : 1 << group;
        }
        return groups;
    }

    /**
     * Which groups have no value in a row, a bit for each.
     *
     * @param among the groups that are asked about
     */
    static int absent(EventRow row, int among) {
        DecodedEvent event = row.event();
        int absent = (event.hasAmount() ? 0 : 1)
                | (event.hasQuantity() ? 0 : 1 << 1)
                | (event.attributes().isEmpty() ? 1 << 2 : 0)
                | (event.unknownFields().isEmpty() ? 1 << 3 : 0)
                | (row.arrival() == null || row.arrival().replayOf() == null ? 1 << 4 : 0)
                | (row.arrival() == null ? 1 << 5 : 0);
        if ((among & IDS) != 0) {
            absent |= (absent(row.visitor()) << FIRST_ID)
                    | (absent(row.session()) << (FIRST_ID + COLUMNS_OF_AN_ID))
                    | (absent(row.customer()) << (FIRST_ID + 2 * COLUMNS_OF_AN_ID))
                    | (absent(row.order()) << (FIRST_ID + 3 * COLUMNS_OF_AN_ID));
        }
        for (int i = 0; i < PLAIN.length; i++) {
            absent |= event.has(PLAIN[i]) ? 0 : 1 << (FIRST_PLAIN + i);
        }
        return absent & among;
    }

    /** Whether a column is in one of the groups that are left out. */
    static boolean isAbsent(String column, int absent) {
        for (int group = 0; group < SOMETIMES.size(); group++) {
            if ((absent & (1 << group)) != 0 && SOMETIMES.get(group).contains(column)) {
                return true;
            }
        }
        return false;
    }

    private static int absent(CompactId id) {
        return (id.key() == null ? 1 : 0) | (id.low() == null ? 1 << 1 : 0) | (id.text() == null ? 1 << 2 : 0);
    }

    private static Double orderedMinor(DecodedEvent event) {
        return event.hasAmount() && event.eventType().equals(ORDER) ? (double) event.amountMinor() : null;
    }
}
