package io.tillview.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Collects an event's fields and checks them all at once in {@link #build()}; setters never complain about a value.
 *
 * <p>Required: {@code merchantId} and {@code eventType}. The id is new and the time is the moment of building, unless given.
 * A null leaves a field out. A builder belongs to one thread and may build several events: each gets its own id, unless one was given.
 */
public final class MerchantEventBuilder {

    private static final Pattern MERCHANT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final InstantSource clock;
    private final EnumMap<TextField, String> texts = new EnumMap<>(TextField.class);
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private String eventId;
    private String merchantId;
    private String eventType;
    private Instant occurredAt;
    private String occurredAtText;
    private Long amountMinor;
    private String currency;
    private Long quantity;

    MerchantEventBuilder(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    public MerchantEventBuilder eventId(EventId id) {
        return eventId(id == null ? null : id.toString());
    }

    /** The id in its text form. */
    public MerchantEventBuilder eventId(String id) {
        eventId = id;
        return this;
    }

    public MerchantEventBuilder merchantId(String id) {
        merchantId = id;
        return this;
    }

    public MerchantEventBuilder eventType(EventType type) {
        return eventType(type == null ? null : type.value());
    }

    /** The type by its name: a standard one or the merchant's own. */
    public MerchantEventBuilder eventType(String type) {
        eventType = type;
        return this;
    }

    /** When it happened; what is finer than a millisecond is cut off. */
    public MerchantEventBuilder occurredAt(Instant instant) {
        occurredAt = instant;
        occurredAtText = null;
        return this;
    }

    /** When it happened, as ISO-8601 in UTC with up to three digits of a second, for example {@code 2026-03-01T12:00:00.250Z}. */
    public MerchantEventBuilder occurredAt(String iso) {
        occurredAt = null;
        occurredAtText = iso;
        return this;
    }

    /** Any of the optional text fields. */
    public MerchantEventBuilder text(TextField field, String value) {
        if (value == null) {
            texts.remove(field);
        } else {
            texts.put(field, value);
        }
        return this;
    }

    public MerchantEventBuilder visitorId(String id) {
        return text(TextField.VISITOR_ID, id);
    }

    public MerchantEventBuilder sessionId(String id) {
        return text(TextField.SESSION_ID, id);
    }

    public MerchantEventBuilder customerId(String id) {
        return text(TextField.CUSTOMER_ID, id);
    }

    public MerchantEventBuilder orderId(String id) {
        return text(TextField.ORDER_ID, id);
    }

    public MerchantEventBuilder productId(String id) {
        return text(TextField.PRODUCT_ID, id);
    }

    public MerchantEventBuilder channel(String channel) {
        return text(TextField.CHANNEL, channel);
    }

    public MerchantEventBuilder campaign(String campaign) {
        return text(TextField.CAMPAIGN, campaign);
    }

    public MerchantEventBuilder referrerHost(String host) {
        return text(TextField.REFERRER_HOST, host);
    }

    public MerchantEventBuilder pagePath(String path) {
        return text(TextField.PAGE_PATH, path);
    }

    public MerchantEventBuilder productCategory(String category) {
        return text(TextField.PRODUCT_CATEGORY, category);
    }

    /** ISO 3166-1 alpha-2 in capitals, for example {@code DE}. */
    public MerchantEventBuilder country(String country) {
        return text(TextField.COUNTRY, country);
    }

    public MerchantEventBuilder region(String region) {
        return text(TextField.REGION, region);
    }

    public MerchantEventBuilder device(String device) {
        return text(TextField.DEVICE, device);
    }

    public MerchantEventBuilder browser(String browser) {
        return text(TextField.BROWSER, browser);
    }

    public MerchantEventBuilder os(String os) {
        return text(TextField.OS, os);
    }

    public MerchantEventBuilder amount(Money money) {
        amountMinor = money == null ? null : money.minorUnits();
        currency = money == null ? null : money.currency();
        return this;
    }

    /** The amount alone, in minor units of {@link #currency(String)}; zero or more. */
    public MerchantEventBuilder amountMinor(long minorUnits) {
        amountMinor = minorUnits;
        return this;
    }

    /** The currency alone, of {@link #amountMinor(long)}. */
    public MerchantEventBuilder currency(String code) {
        currency = code;
        return this;
    }

    /** How many pieces; zero or more. */
    public MerchantEventBuilder quantity(long pieces) {
        quantity = pieces;
        return this;
    }

    /** One field of the merchant's own: text, number, boolean, map, list or null. */
    public MerchantEventBuilder attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    /** Fields of the merchant's own, added to those already there. */
    public MerchantEventBuilder attributes(Map<String, ?> more) {
        attributes.putAll(more);
        return this;
    }

    /**
     * The event.
     *
     * @throws InvalidEventException naming every rule that is broken
     */
    public MerchantEvent build() {
        List<BrokenRule> broken = new ArrayList<>();
        EventId id = eventId == null ? EventId.next(clock) : word(() -> EventId.parse(eventId), broken);
        checkMerchantId(broken);
        EventType type = word(this::type, broken);
        Instant instant = word(this::instant, broken);
        checkTexts(broken);
        Money money = money(broken);
        if (quantity != null && quantity < 0) {
            broken.add(new BrokenRule(EventRule.QUANTITY_NEGATIVE, "quantity", "it has to be zero or more"));
        }
        Map<String, Object> ownFields = word(() -> AttributesCopy.of(attributes), broken);
        if (!broken.isEmpty()) {
            throw new InvalidEventException(broken);
        }
        return new MerchantEvent(
                id,
                merchantId,
                type,
                instant,
                new EnumMap<>(texts),
                Optional.ofNullable(money),
                quantity == null ? OptionalLong.empty() : OptionalLong.of(quantity),
                ownFields);
    }

    private void checkMerchantId(List<BrokenRule> broken) {
        if (merchantId == null) {
            broken.add(new BrokenRule(EventRule.REQUIRED, "merchant_id", "it is required"));
        } else if (!MERCHANT_ID.matcher(merchantId).matches()) {
            broken.add(new BrokenRule(
                    EventRule.MERCHANT_ID_PATTERN, "merchant_id", "it has to match [A-Za-z0-9_-]{1,64}"));
        }
    }

    private Instant instant() {
        if (occurredAtText != null) {
            return EventInstant.parse(occurredAtText);
        }
        return EventInstant.of(occurredAt == null ? clock.instant() : occurredAt);
    }

    private void checkTexts(List<BrokenRule> broken) {
        texts.forEach((field, value) -> {
            if (field.isId() && value.codePointCount(0, value.length()) > TextField.MAX_ID_LENGTH) {
                broken.add(new BrokenRule(
                        EventRule.ID_LENGTH,
                        field.jsonName(),
                        "it may have " + TextField.MAX_ID_LENGTH + " characters"));
            }
            if (!UnicodeText.isWellFormed(value)) {
                broken.add(new BrokenRule(
                        EventRule.TEXT_NOT_UNICODE, field.jsonName(), "it holds half of a surrogate pair"));
            }
            if (field == TextField.COUNTRY && !IsoCodes.isCountry(value)) {
                broken.add(new BrokenRule(
                        EventRule.COUNTRY_ISO_3166, "country", "it has to be an ISO 3166-1 alpha-2 code such as DE"));
            }
        });
    }

    private Money money(List<BrokenRule> broken) {
        if (amountMinor == null && currency == null) {
            return null;
        }
        if (amountMinor == null) {
            broken.add(new BrokenRule(
                    EventRule.CURRENCY_WITHOUT_AMOUNT, "currency", "it comes only together with amount_minor"));
        }
        if (currency == null) {
            broken.add(new BrokenRule(
                    EventRule.AMOUNT_WITHOUT_CURRENCY, "amount_minor", "it comes only together with currency"));
        }
        long minorUnits = amountMinor == null ? 0 : amountMinor;
        // The stand-in only lets the half that is there be checked as well.
        String code = currency == null ? "XXX" : currency;
        return word(() -> new Money(minorUnits, code), broken);
    }

    private EventType type() {
        if (eventType == null) {
            throw new InvalidEventException(EventRule.REQUIRED, "event_type", "it is required");
        }
        return new EventType(eventType);
    }

    private static <T> T word(Supplier<T> made, List<BrokenRule> broken) {
        try {
            return made.get();
        } catch (InvalidEventException e) {
            broken.addAll(e.rules());
            return null;
        }
    }
}
