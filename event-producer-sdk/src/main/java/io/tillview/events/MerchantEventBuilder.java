package io.tillview.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
public final class MerchantEventBuilder implements EventDetails<MerchantEventBuilder> {

    private static final Pattern MERCHANT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final TextField[] FIELDS = TextField.values();

    private final InstantSource clock;
    private final String[] texts = new String[FIELDS.length];
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

    @Override
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

    @Override
    public MerchantEventBuilder occurredAt(Instant instant) {
        occurredAt = instant;
        occurredAtText = null;
        return this;
    }

    @Override
    public MerchantEventBuilder occurredAt(String iso) {
        occurredAt = null;
        occurredAtText = iso;
        return this;
    }

    @Override
    public MerchantEventBuilder text(TextField field, String value) {
        texts[field.place()] = value;
        return this;
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

    @Override
    public MerchantEventBuilder quantity(long pieces) {
        quantity = pieces;
        return this;
    }

    @Override
    public MerchantEventBuilder attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    @Override
    public MerchantEventBuilder attributes(Map<String, ?> more) {
        attributes.putAll(more);
        return this;
    }

    @Override
    public MerchantEvent build() {
        List<BrokenRule> broken = new ArrayList<>();
        EventId id = eventId == null ? EventId.next(clock) : word(() -> EventId.parse(eventId), broken);
        checkMerchantId(broken);
        EventType type = word(this::type, broken);
        Instant instant = word(this::instant, broken);
        int escapedTexts = 0;
        long textBytes = 0;
        for (TextField field : FIELDS) {
            String text = texts[field.place()];
            if (text != null) {
                long bytes = UnicodeText.jsonBytes(text);
                checkText(field, text, bytes, broken);
                textBytes += bytes;
                escapedTexts |= bytes == text.length() ? 0 : 1 << field.place();
            }
        }
        Money money = money(broken);
        if (quantity != null && quantity < 0) {
            broken.add(new BrokenRule(EventRule.QUANTITY_NEGATIVE, "quantity", "it has to be zero or more"));
        }
        AttributesCopy ownFields = word(() -> new AttributesCopy(attributes), broken);
        if (!broken.isEmpty()) {
            throw new InvalidEventException(broken);
        }
        return new MerchantEvent(
                id,
                merchantId,
                type,
                instant,
                texts.clone(),
                Optional.ofNullable(money),
                quantity == null ? OptionalLong.empty() : OptionalLong.of(quantity),
                ownFields.attributes(),
                new JsonShape(escapedTexts, textBytes, ownFields.bytes(), ownFields.isPlain()));
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

    private static void checkText(TextField field, String value, long bytes, List<BrokenRule> broken) {
        if (field.isId() && value.codePointCount(0, value.length()) > TextField.MAX_ID_LENGTH) {
            broken.add(new BrokenRule(
                    EventRule.ID_LENGTH, field.jsonName(), "it may have " + TextField.MAX_ID_LENGTH + " characters"));
        }
        if (bytes == UnicodeText.MALFORMED) {
            broken.add(
                    new BrokenRule(EventRule.TEXT_NOT_UNICODE, field.jsonName(), "it holds half of a surrogate pair"));
        }
        if (field == TextField.COUNTRY && !IsoCodes.isCountry(value)) {
            broken.add(new BrokenRule(
                    EventRule.COUNTRY_ISO_3166, "country", "it has to be an ISO 3166-1 alpha-2 code such as DE"));
        }
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
