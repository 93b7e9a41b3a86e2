package io.tillview.query.catalog;

import io.tillview.query.catalog.EventColumn.Part.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be told of a single event, by the names of the event's own JSON. What is ours (where in Kafka it stood, what was
 * corrected) and whose it is are not among them.
 *
 * <p>An id is kept as numbers where it is a UUID, see {@code docs/decisions/0057}; it is put together again from the parts that
 * are selected here, which costs Druid less than having it do so.
 */
public enum EventColumn {
    /** The event's id. */
    EVENT_ID,
    /** What happened. */
    EVENT_TYPE,
    /** When. */
    OCCURRED_AT,
    /** Whose visit. */
    VISITOR_ID,
    /** Which visit. */
    SESSION_ID,
    /** Which customer. */
    CUSTOMER_ID,
    /** Which order. */
    ORDER_ID,
    /** Which product. */
    PRODUCT_ID,
    /** Money as decimal text; needs its currency beside it. */
    AMOUNT,
    /** Money in minor units of the currency. */
    AMOUNT_MINOR,
    /** The currency of the amount, ISO 4217. */
    CURRENCY,
    /** How many. */
    QUANTITY,
    /** The way the visitor came. */
    CHANNEL,
    /** The campaign that brought the visitor. */
    CAMPAIGN,
    /** The host that referred the visitor. */
    REFERRER_HOST,
    /** The path of the page. */
    PAGE_PATH,
    /** The product's category. */
    PRODUCT_CATEGORY,
    /** The visitor's country. */
    COUNTRY,
    /** The visitor's region. */
    REGION,
    /** The visitor's kind of device. */
    DEVICE,
    /** The visitor's browser. */
    BROWSER,
    /** The visitor's operating system. */
    OS,
    /** The merchant's own attributes, as JSON. */
    ATTRIBUTES;

    /** Its name in a request and in a file. */
    public String externalName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is selected for it, in this order. */
    public List<Part> parts() {
        return switch (this) {
            case EVENT_ID -> List.of(part("event_id_high", Type.NUMBER), part("event_id_low", Type.NUMBER));
            case OCCURRED_AT -> List.of(part("__time", Type.TIME));
            case VISITOR_ID -> idOf("visitor");
            case SESSION_ID -> idOf("session");
            case CUSTOMER_ID -> idOf("customer");
            case ORDER_ID -> idOf("order");
            case AMOUNT -> List.of(part("amount_minor", Type.NUMBER), part("currency", Type.TEXT));
            case AMOUNT_MINOR, QUANTITY -> List.of(part(externalName(), Type.NUMBER));
            case ATTRIBUTES -> List.of(new Part("attributes", "TO_JSON_STRING(\"attributes\")", Type.TEXT));
            default -> List.of(part(externalName(), Type.TEXT));
        };
    }

    /** The column of this name in a request. */
    public static Optional<EventColumn> named(String externalName) {
        return Arrays.stream(values())
                .filter(column -> column.externalName().equals(externalName))
                .findFirst();
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(EventColumn::externalName).toList();
    }

    private static Part part(String column, Type type) {
        return new Part(column, "\"" + column + "\"", type);
    }

    private static List<Part> idOf(String whose) {
        return List.of(
                part(whose + "_id", Type.TEXT), part(whose + "_key", Type.NUMBER), part(whose + "_low", Type.NUMBER));
    }

    /**
     * One column of the datasource.
     *
     * @param column its name
     * @param sql its value in SQL
     * @param type what Druid gives for it
     */
    public record Part(String column, String sql, Type type) {
        /** What values are. */
        public enum Type {
            /** Milliseconds since 1970. */
            TIME,
            /** Text. */
            TEXT,
            /** A whole number. */
            NUMBER
        }
    }
}
