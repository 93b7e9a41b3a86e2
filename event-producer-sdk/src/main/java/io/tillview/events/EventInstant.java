package io.tillview.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** The one form of time an event has: an instant of the years 0000 to 9999 in UTC, in whole milliseconds. */
final class EventInstant {

    private static final Pattern TEXT = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
            + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z");
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private EventInstant() {}

    /** @throws InvalidEventException if it lies outside the years */
    static Instant of(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw invalid();
        }
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /** @throws InvalidEventException if it is no such instant */
    static Instant parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw invalid();
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            // Right in form, but there is no February 30.
            throw invalid();
        }
    }

    private static InvalidEventException invalid() {
        return new InvalidEventException(
                EventRule.OCCURRED_AT_INSTANT,
                "occurred_at",
                "it has to be an ISO-8601 instant in UTC, years 0000 to 9999, such as 2026-03-01T12:00:00.250Z");
    }
}
