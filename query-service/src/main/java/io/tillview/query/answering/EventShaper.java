package io.tillview.query.answering;

import io.tillview.query.catalog.Currencies;
import io.tillview.query.catalog.EventColumn;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.EventPart;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Turns the parts of events, as they are kept, into the values that were published. Keeps no state between rows. */
final class EventShaper {
    /** As events themselves have it. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final List<EventColumn> columns;
    private final List<int[]> places;

    EventShaper(List<String> names, List<SelectedColumn> selected) {
        this.columns = names.stream()
                .map(name -> EventColumn.named(name).orElseThrow())
                .toList();
        this.places = columns.stream()
                .map(column -> column.parts().stream()
                        .mapToInt(part -> selected.indexOf(new EventPart(part)))
                        .toArray())
                .toList();
    }

    List<Object> shape(List<Object> row) {
        List<Object> shaped = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            shaped.add(value(columns.get(i), row, places.get(i)));
        }
        return shaped;
    }

    private static Object value(EventColumn column, List<Object> row, int[] parts) {
        Object first = row.get(parts[0]);
        return switch (column) {
            case OCCURRED_AT -> TIME.format(Instant.ofEpochMilli((Long) first));
            case EVENT_ID -> uuid(first, row.get(parts[1]));
            case VISITOR_ID, SESSION_ID, CUSTOMER_ID, ORDER_ID ->
                first == null ? idOfKey(row.get(parts[1]), row.get(parts[2])) : first;
            case AMOUNT -> amount(first, row.get(parts[1]));
            default -> first;
        };
    }

    /** A key is both halves of a UUID by exclusive or, see {@code docs/decisions/0057}. */
    private static Object idOfKey(Object key, Object low) {
        return key == null || low == null ? null : uuid((Long) key ^ (Long) low, low);
    }

    private static Object uuid(Object high, Object low) {
        return high == null || low == null ? null : new UUID((Long) high, (Long) low).toString();
    }

    private static Object amount(Object minor, Object currency) {
        if (minor == null || currency == null) {
            return null;
        }
        return Currencies.fractionDigits((String) currency)
                .map(digits -> BigDecimal.valueOf((Long) minor, digits).toPlainString())
                .orElse(null);
    }
}
