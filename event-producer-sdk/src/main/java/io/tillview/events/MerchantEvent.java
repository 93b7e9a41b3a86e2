package io.tillview.events;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that happened in a merchant's shop: immutable, and valid since it was built.
 *
 * <pre>{@code
 * MerchantEvent event = MerchantEvent.orderPlaced("m-0042", Money.of(4995, "EUR"))
 *         .orderId("o-7781")
 *         .channel("web")
 *         .attribute("coupon", "SPRING")
 *         .build();
 * }</pre>
 *
 * <p>Two events are equal when every field is. Safe for use by several threads.
 */
public final class MerchantEvent {

    /** The version of the event contract that this class speaks. */
    public static final int SCHEMA_VERSION = 1;

    /** Bytes that {@link #attributes()} may take as compact JSON. */
    public static final int MAX_ATTRIBUTES_BYTES = AttributesCopy.MAX_BYTES;

    /** Bytes that a whole event may take as JSON. */
    public static final int MAX_ENCODED_BYTES = 32 * 1024;

    private final EventId eventId;
    private final String merchantId;
    private final EventType eventType;
    private final Instant occurredAt;
    private final String[] texts;
    private final Optional<Money> amount;
    private final OptionalLong quantity;
    private final Map<String, Object> attributes;
    private final JsonShape shape;

    /** Takes over what the builder has checked and copied. */
    MerchantEvent(
            EventId eventId,
            String merchantId,
            EventType eventType,
            Instant occurredAt,
            String[] texts,
            Optional<Money> amount,
            OptionalLong quantity,
            Map<String, Object> attributes,
            JsonShape shape) {
        this.eventId = eventId;
        this.merchantId = merchantId;
        this.eventType = eventType;
        this.occurredAt = occurredAt;
        this.texts = texts;
        this.amount = amount;
        this.quantity = quantity;
        this.attributes = attributes;
        this.shape = shape;
    }

    /** A builder that gives the event a new id and, unless told otherwise, the present moment. */
    public static MerchantEventBuilder builder() {
        return new MerchantEventBuilder(InstantSource.system());
    }

    /** The same, by another clock. */
    public static MerchantEventBuilder builder(InstantSource clock) {
        return new MerchantEventBuilder(clock);
    }

    /** A page was looked at. */
    public static MerchantEventBuilder pageViewed(String merchantId) {
        return of(merchantId, EventType.PAGE_VIEWED);
    }

    /** A product was looked at. */
    public static MerchantEventBuilder productViewed(String merchantId, String productId) {
        return of(merchantId, EventType.PRODUCT_VIEWED).productId(productId);
    }

    /** A product was put into a cart, so many pieces of it. */
    public static MerchantEventBuilder cartItemAdded(String merchantId, String productId, long quantity) {
        return of(merchantId, EventType.CART_ITEM_ADDED).productId(productId).quantity(quantity);
    }

    /** A checkout was begun. */
    public static MerchantEventBuilder checkoutStarted(String merchantId) {
        return of(merchantId, EventType.CHECKOUT_STARTED);
    }

    /**
     * An order was placed.
     *
     * @param amount what it is worth
     * @throws NullPointerException if there is no amount
     */
    public static OrderEventBuilder orderPlaced(String merchantId, Money amount) {
        return new OrderEventBuilder(of(merchantId, EventType.ORDER_PLACED), amount);
    }

    /**
     * Money of an order went back.
     *
     * @param amount how much of it, zero or more
     * @throws NullPointerException if there is no amount
     */
    public static OrderEventBuilder orderRefunded(String merchantId, Money amount) {
        return new OrderEventBuilder(of(merchantId, EventType.ORDER_REFUNDED), amount);
    }

    /** Something of the merchant's own kind, named {@code [a-z][a-z0-9_]{0,63}}. */
    public static MerchantEventBuilder custom(String merchantId, String eventType) {
        return builder().merchantId(merchantId).eventType(eventType);
    }

    private static MerchantEventBuilder of(String merchantId, EventType type) {
        return builder().merchantId(merchantId).eventType(type);
    }

    /** Made once, when the event was created. */
    public EventId eventId() {
        return eventId;
    }

    /** Whose event it is; also the key of its Kafka record. Matches {@code [A-Za-z0-9_-]{1,64}}. */
    public String merchantId() {
        return merchantId;
    }

    public EventType eventType() {
        return eventType;
    }

    /** When it happened, in whole milliseconds. */
    public Instant occurredAt() {
        return occurredAt;
    }

    /** Any of the optional text fields. */
    public Optional<String> text(TextField field) {
        return Optional.ofNullable(textOrNull(field));
    }

    /** The same without an object around it, for those who read every field of many events; null if the field has no value. */
    public String textOrNull(TextField field) {
        return texts[field.place()];
    }

    public Optional<String> visitorId() {
        return text(TextField.VISITOR_ID);
    }

    public Optional<String> sessionId() {
        return text(TextField.SESSION_ID);
    }

    public Optional<String> customerId() {
        return text(TextField.CUSTOMER_ID);
    }

    public Optional<String> orderId() {
        return text(TextField.ORDER_ID);
    }

    public Optional<String> productId() {
        return text(TextField.PRODUCT_ID);
    }

    public Optional<String> channel() {
        return text(TextField.CHANNEL);
    }

    public Optional<String> campaign() {
        return text(TextField.CAMPAIGN);
    }

    public Optional<String> referrerHost() {
        return text(TextField.REFERRER_HOST);
    }

    public Optional<String> pagePath() {
        return text(TextField.PAGE_PATH);
    }

    public Optional<String> productCategory() {
        return text(TextField.PRODUCT_CATEGORY);
    }

    /** ISO 3166-1 alpha-2. */
    public Optional<String> country() {
        return text(TextField.COUNTRY);
    }

    public Optional<String> region() {
        return text(TextField.REGION);
    }

    public Optional<String> device() {
        return text(TextField.DEVICE);
    }

    public Optional<String> browser() {
        return text(TextField.BROWSER);
    }

    public Optional<String> os() {
        return text(TextField.OS);
    }

    /** What it was worth; for {@code order_refunded}, what went back. Never negative. */
    public Optional<Money> amount() {
        return amount;
    }

    /** How many pieces; zero or more. */
    public OptionalLong quantity() {
        return quantity;
    }

    /**
     * The merchant's own fields, empty if there are none: unmodifiable nested maps and lists of {@code String},
     * {@code Boolean}, {@code Long}, {@code BigInteger} (beyond a long), {@code BigDecimal} (with a fraction or an exponent), null.
     */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** What is known of the event's JSON. */
    public JsonShape jsonShape() {
        return shape;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MerchantEvent that
                && eventId.equals(that.eventId)
                && merchantId.equals(that.merchantId)
                && eventType.equals(that.eventType)
                && occurredAt.equals(that.occurredAt)
                && Arrays.equals(texts, that.texts)
                && amount.equals(that.amount)
                && quantity.equals(that.quantity)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(eventId, merchantId);
    }

    /** Names the event without its customers' data. */
    @Override
    public String toString() {
        return "MerchantEvent[" + eventId + " " + eventType + " of " + merchantId + " at " + occurredAt + "]";
    }
}
