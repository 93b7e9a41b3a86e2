package io.tillview.events;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The identity of one event: a UUID of version 7 (RFC 9562, section 5.7: 48 bits of Unix milliseconds, then 74 random bits).
 *
 * <p>It is made once, when the event is created, and stays the same through every retry: it is how repeated events are found.
 *
 * @param value a UUID of version 7
 */
public record EventId(UUID value) {

    private static final Pattern TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    /** A generator a thread, seeded by the operating system's randomness: no lock, and no seed made from the time of day. */
    private static final ThreadLocal<SplittableRandom> RANDOM =
            ThreadLocal.withInitial(() -> new SplittableRandom(new SecureRandom().nextLong()));

    /** @throws InvalidEventException if the value is not of version 7 */
    public EventId {
        requireNonNull(value, "value");
        if (value.version() != 7 || value.variant() != 2) {
            throw invalid();
        }
    }

    /** A new id, by the system's clock. */
    public static EventId next() {
        return next(InstantSource.system());
    }

    /** A new id whose first 48 bits are the clock's milliseconds. */
    public static EventId next(InstantSource clock) {
        SplittableRandom random = RANDOM.get();
        long high = (clock.millis() << 16) | 0x7000L | (random.nextLong() >>> 52);
        long low = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
        return new EventId(new UUID(high, low));
    }

    /**
     * Reads the text form, 36 characters in lower case.
     *
     * @throws InvalidEventException if it is anything else
     */
    public static EventId parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw invalid();
        }
        return new EventId(UUID.fromString(text));
    }

    /** The text form, 36 characters in lower case. */
    @Override
    public String toString() {
        return value.toString();
    }

    private static InvalidEventException invalid() {
        return new InvalidEventException(
                EventRule.EVENT_ID_UUID_V7, "event_id", "it has to be a UUID of version 7 in lower case");
    }
}
