package io.tillview.ingestion.format;

import io.tillview.events.TextField;
import io.tillview.events.encoding.DecodedEvent;
import java.util.List;

/** An event as a row. */
final class EventRow extends RecordRow {

    private final DecodedEvent event;
    private final Arrival arrival;
    private CompactId visitor;
    private CompactId session;
    private CompactId customer;
    private CompactId order;

    /** @param arrival null for an event that came through no topic */
    EventRow(RowLayout layout, DecodedEvent event, Arrival arrival) {
        super(layout, layout.byArrival() && arrival != null ? arrival.millis() : event.occurredAtMillis());
        this.event = event;
        this.arrival = arrival;
    }

    /** Without the columns that this event has no value in: Druid then spares itself them. */
    @Override
    public List<String> getDimensions() {
        return layout().dimensions(EventColumns.absent(this, layout().sometimes()));
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

    CompactId visitor() {
        visitor = visitor == null ? CompactId.of(event, TextField.VISITOR_ID) : visitor;
        return visitor;
    }

    CompactId session() {
        session = session == null ? CompactId.of(event, TextField.SESSION_ID) : session;
        return session;
    }

    CompactId customer() {
        customer = customer == null ? CompactId.of(event, TextField.CUSTOMER_ID) : customer;
        return customer;
    }

    CompactId order() {
        order = order == null ? CompactId.of(event, TextField.ORDER_ID) : order;
        return order;
    }

    /** Names the event without its customers' data. */
    @Override
    public String toString() {
        return "EventRow[" + event + " from " + arrival + "]";
    }
}
