package io.tillview.ingestion.format;

import io.tillview.events.TextField;
import io.tillview.events.encoding.DecodedEvent;
import java.util.EnumMap;
import java.util.Map;

/** An event as a row. */
final class EventRow extends RecordRow {

    private final DecodedEvent event;
    private final Arrival arrival;
    private final Map<TextField, CompactId> ids = new EnumMap<>(TextField.class);

    /** @param arrival null for an event that came through no topic */
    EventRow(RowLayout layout, DecodedEvent event, Arrival arrival) {
        super(layout, layout.byArrival() && arrival != null ? arrival.millis() : event.occurredAtMillis());
        this.event = event;
        this.arrival = arrival;
    }

    @Override
    public Object getRaw(String column) {
        return EventColumns.value(column, this);
    }

    DecodedEvent event() {
        return event;
    }

    Arrival arrival() {
        return arrival;
    }

    /** An id in its parts, each worked out once; {@link CompactId#NONE} where the event lacks it. */
    CompactId id(TextField field) {
        return ids.computeIfAbsent(field, one -> CompactId.of(event.text(one)));
    }

    /** Names the event without its customers' data. */
    @Override
    public String toString() {
        return "EventRow[" + event + " from " + arrival + "]";
    }
}
