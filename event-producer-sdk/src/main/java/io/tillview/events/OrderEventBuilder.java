package io.tillview.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * Collects what else is to be said of an order or a refund. Whose it is, which of the two and its amount are settled and
 * can't be taken away, so there is no order without its amount. Belongs to one thread.
 *
 * @see MerchantEvent#orderPlaced
 * @see MerchantEvent#orderRefunded
 */
public final class OrderEventBuilder implements EventDetails<OrderEventBuilder> {

    private final MerchantEventBuilder event;

    /** Takes over the builder, which nobody else has. */
    OrderEventBuilder(MerchantEventBuilder event, Money amount) {
        this.event = event.amount(requireNonNull(amount, "amount"));
    }

    @Override
    public OrderEventBuilder eventId(String id) {
        event.eventId(id);
        return this;
    }

    @Override
    public OrderEventBuilder occurredAt(Instant instant) {
        event.occurredAt(instant);
        return this;
    }

    @Override
    public OrderEventBuilder occurredAt(String iso) {
        event.occurredAt(iso);
        return this;
    }

    @Override
    public OrderEventBuilder text(TextField field, String value) {
        event.text(field, value);
        return this;
    }

    @Override
    public OrderEventBuilder quantity(long pieces) {
        event.quantity(pieces);
        return this;
    }

    @Override
    public OrderEventBuilder attribute(String name, Object value) {
        event.attribute(name, value);
        return this;
    }

    @Override
    public OrderEventBuilder attributes(Map<String, ?> more) {
        event.attributes(more);
        return this;
    }

    @Override
    public MerchantEvent build() {
        return event.build();
    }
}
