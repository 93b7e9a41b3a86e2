package io.tillview.events;

import java.time.Instant;
import java.util.Map;

/**
 * What an event may say beside whose it is and what happened; everything is optional, and a null leaves a field out. Setters
 * never complain about a value: {@link #build()} checks them all at once. Belongs to one thread.
 *
 * @param <B> the builder itself
 */
public sealed interface EventDetails<B extends EventDetails<B>> permits MerchantEventBuilder, OrderEventBuilder {

    /** The event's id; a new one unless set. */
    default B eventId(EventId id) {
        return eventId(id == null ? null : id.toString());
    }

    /** The id in its text form. */
    B eventId(String id);

    /** When it happened; what is finer than a millisecond is cut off. The moment of building unless set. */
    B occurredAt(Instant instant);

    /** When it happened, as ISO-8601 in UTC with up to three digits of a second, for example {@code 2026-03-01T12:00:00.250Z}. */
    B occurredAt(String iso);

    /** Any of the optional text fields. */
    B text(TextField field, String value);

    default B visitorId(String id) {
        return text(TextField.VISITOR_ID, id);
    }

    default B sessionId(String id) {
        return text(TextField.SESSION_ID, id);
    }

    default B customerId(String id) {
        return text(TextField.CUSTOMER_ID, id);
    }

    default B orderId(String id) {
        return text(TextField.ORDER_ID, id);
    }

    default B productId(String id) {
        return text(TextField.PRODUCT_ID, id);
    }

    default B channel(String channel) {
        return text(TextField.CHANNEL, channel);
    }

    default B campaign(String campaign) {
        return text(TextField.CAMPAIGN, campaign);
    }

    default B referrerHost(String host) {
        return text(TextField.REFERRER_HOST, host);
    }

    default B pagePath(String path) {
        return text(TextField.PAGE_PATH, path);
    }

    default B productCategory(String category) {
        return text(TextField.PRODUCT_CATEGORY, category);
    }

    /** ISO 3166-1 alpha-2 in capitals, for example {@code DE}. */
    default B country(String country) {
        return text(TextField.COUNTRY, country);
    }

    default B region(String region) {
        return text(TextField.REGION, region);
    }

    default B device(String device) {
        return text(TextField.DEVICE, device);
    }

    default B browser(String browser) {
        return text(TextField.BROWSER, browser);
    }

    default B os(String os) {
        return text(TextField.OS, os);
    }

    /** How many pieces; zero or more. */
    B quantity(long pieces);

    /** One field of the merchant's own: text, number, boolean, map, list or null. */
    B attribute(String name, Object value);

    /** Fields of the merchant's own, added to those already there. */
    B attributes(Map<String, ?> more);

    /**
     * The event. A builder may build several: each gets its own id, unless one was given.
     *
     * @throws InvalidEventException naming every rule that is broken
     */
    MerchantEvent build();
}
