package io.tillview.events;

import java.util.Locale;

/** The optional text fields of an event, in the order in which they are written. */
public enum TextField {
    VISITOR_ID,
    SESSION_ID,
    CUSTOMER_ID,
    ORDER_ID,
    PRODUCT_ID,
    CHANNEL,
    CAMPAIGN,
    REFERRER_HOST,
    PAGE_PATH,
    PRODUCT_CATEGORY,
    COUNTRY,
    REGION,
    DEVICE,
    BROWSER,
    OS;

    /** Characters (Unicode code points) that an id may have. */
    public static final int MAX_ID_LENGTH = 128;

    private final String jsonName = name().toLowerCase(Locale.ROOT);

    /** The field's name in JSON and the column's name in Druid, for example {@code visitor_id}. */
    public String jsonName() {
        return jsonName;
    }

    /** Its place in the order, from 0: where an event keeps its value. */
    @SuppressWarnings("EnumOrdinal") // The order is what it stands for, in this process only.
    public int place() {
        return ordinal();
    }

    /** Whether the field is one of the ids, whose length is limited; only the event's size limits the others. */
    public boolean isId() {
        return compareTo(PRODUCT_ID) <= 0;
    }
}
