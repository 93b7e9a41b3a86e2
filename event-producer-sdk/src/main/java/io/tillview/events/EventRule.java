package io.tillview.events;

import java.util.Locale;

/**
 * The rules of the event contract, each with the id by which logs, counters and rejected records name it.
 *
 * <p>The JSON Schema {@code event.schema.json} is the source of those that a schema can state; a test holds the two together.
 */
public enum EventRule {
    /** The record is not one JSON object in UTF-8. */
    NOT_JSON,
    /** A field has another JSON type than the contract gives it; {@code null} is no value, a field without one is left out. */
    WRONG_TYPE,
    /** A field, or a key within one, stands there twice: readers would differ in which of the two counts. */
    DUPLICATE_FIELD,
    /** A required field is absent. */
    REQUIRED,
    /** {@code event_id} is a UUID of version 7 in its lower-case text form. */
    EVENT_ID_UUID_V7,
    /** {@code merchant_id} matches {@code [A-Za-z0-9_-]{1,64}}. */
    MERCHANT_ID_PATTERN,
    /** {@code event_type} matches {@code [a-z][a-z0-9_]{0,63}}. */
    EVENT_TYPE_PATTERN,
    /** {@code occurred_at} is an ISO-8601 instant in UTC, years 0000 to 9999, no finer than a millisecond. */
    OCCURRED_AT_INSTANT,
    /** An id such as {@code visitor_id} has at most 128 characters (Unicode code points). */
    ID_LENGTH,
    /** Text is Unicode: no half of a surrogate pair, which UTF-8 cannot carry. */
    TEXT_NOT_UNICODE,
    /** {@code amount_minor} is not negative: an {@code order_refunded} says that money went back, its amount says how much. */
    AMOUNT_NEGATIVE,
    /** {@code amount_minor} comes with its {@code currency}. */
    AMOUNT_WITHOUT_CURRENCY,
    /** {@code currency} comes with its {@code amount_minor}. */
    CURRENCY_WITHOUT_AMOUNT,
    /** {@code currency} is a code that ISO 4217 lists or has listed. */
    CURRENCY_ISO_4217,
    /** {@code quantity} is not negative. */
    QUANTITY_NEGATIVE,
    /** {@code country} is an ISO 3166-1 alpha-2 code in capitals. */
    COUNTRY_ISO_3166,
    /** {@code attributes} holds JSON values only: objects, arrays, text, finite numbers of up to 100 digits, booleans, null. */
    ATTRIBUTES_VALUE,
    /** {@code attributes} nests at most 64 levels deep. */
    ATTRIBUTES_DEPTH,
    /** {@code attributes} takes at most 8,192 bytes as JSON. */
    ATTRIBUTES_TOO_LARGE,
    /** A field that the contract doesn't know nests at most 64 levels deep, and its numbers have up to 100 digits. */
    EXTRA_FIELD,
    /** {@code schema_version} is 1. */
    SCHEMA_VERSION_UNKNOWN,
    /** The whole event takes at most 32,768 bytes as JSON. */
    EVENT_TOO_LARGE,
    /** {@code occurred_at} is at most one hour ahead of the clock of whoever takes the event in. */
    FROM_THE_FUTURE;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** The rule's stable name in lower case, for example {@code merchant_id_pattern}. */
    public String id() {
        return id;
    }
}
