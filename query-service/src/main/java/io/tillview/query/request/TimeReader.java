package io.tillview.query.request;

import io.tillview.query.CompareTo;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code grain}, {@code timeZone}, and what a time range comes to. Safe for use by many threads. */
final class TimeReader {
    private static final ZoneId UTC = ZoneId.of("UTC");

    private final InstantSource clock;
    private final TimeZones timeZones;

    /** @param clock what "the last seven days" are counted from */
    TimeReader(InstantSource clock) {
        this.clock = clock;
        this.timeZones = new TimeZones(clock);
    }

    /** {@link Grain#NONE} where none is named. */
    Grain grain(Fields fields, Violations violations) {
        Optional<String> name = fields.text("grain");
        Optional<Grain> grain = name.flatMap(Grain::named);
        if (name.isPresent() && grain.isEmpty()) {
            List<String> known =
                    Arrays.stream(Grain.values()).map(Grain::externalName).toList();
            violations.addUnknown("grain", "grain", name.get(), known);
        }
        return grain.orElse(Grain.NONE);
    }

    /** UTC where none is named. */
    ZoneId zone(Fields fields, Violations violations) {
        Optional<String> name = fields.text("timeZone");
        if (name.isEmpty()) {
            return UTC;
        }
        if (TimeZones.isKnown(name.get())) {
            if (!timeZones.agree(name.get())) {
                violations.add(
                        "timeZone",
                        "'" + name.get()
                                + "' has changed its clocks in a way that not all of this installation knows yet:"
                                + " ask in another zone until it is updated.");
            }
            return ZoneId.of(name.get());
        }
        String nearest = Violations.nearest(name.get(), TimeZones.names())
                .map(n -> " Did you mean '" + n + "'?")
                .orElse("");
        violations.add(
                "timeZone",
                "'" + Violations.shown(name.get()) + "' is not an IANA time zone, for example America/New_York."
                        + nearest);
        return UTC;
    }

    /** What a range comes to; empty, and said, where that is nothing or out of bounds. */
    Optional<Interval> interval(Fields fields, String field, TimeRange range, Grain grain, ZoneId zone) {
        return interval(fields, field, now -> range.resolve(grain, zone, now));
    }

    /** What a time to compare to comes to; as above. */
    Optional<Interval> comparison(Fields fields, CompareTo compareTo, Interval main, Grain grain, ZoneId zone) {
        return interval(fields, "compareTo", now -> compareTo.resolve(main, grain, zone, now));
    }

    private Optional<Interval> interval(Fields fields, String field, Function<Instant, Interval> resolved) {
        try {
            Interval interval = resolved.apply(clock.instant());
            if (interval.isEmpty()) {
                fields.violation(field, "The range is empty: 'from' has to be before 'to', which is not part of it.");
                return Optional.empty();
            }
            if (interval.from().isBefore(TimeRangeReader.EARLIEST)
                    || interval.to().isAfter(TimeRangeReader.LATEST)) {
                fields.violation(field, "The range has to lie between the years 1970 and 2999.");
                return Optional.empty();
            }
            return Optional.of(interval);
        } catch (DateTimeException | ArithmeticException e) {
            fields.violation(field, "The range has to lie between the years 1970 and 2999.");
            return Optional.empty();
        }
    }
}
