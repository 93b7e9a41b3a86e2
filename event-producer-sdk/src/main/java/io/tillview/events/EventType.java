package io.tillview.events;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * What kind of thing happened: one of the standard types, whose meaning the platform's measures know, or a merchant's own.
 *
 * @param value the name, {@code [a-z][a-z0-9_]{0,63}}
 */
public record EventType(String value) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    public static final EventType PAGE_VIEWED = new EventType("page_viewed");
    public static final EventType PRODUCT_VIEWED = new EventType("product_viewed");
    public static final EventType CART_ITEM_ADDED = new EventType("cart_item_added");
    public static final EventType CHECKOUT_STARTED = new EventType("checkout_started");
    public static final EventType ORDER_PLACED = new EventType("order_placed");
    public static final EventType ORDER_REFUNDED = new EventType("order_refunded");

    /** @throws InvalidEventException if the name doesn't match */
    public EventType {
        requireNonNull(value, "value");
        if (!NAME.matcher(value).matches()) {
            throw new InvalidEventException(
                    EventRule.EVENT_TYPE_PATTERN, "event_type", "it has to match [a-z][a-z0-9_]{0,63}");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
