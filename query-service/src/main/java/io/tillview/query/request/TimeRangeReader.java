package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.query.TimeRange;
import io.tillview.query.TimeRange.Between;
import io.tillview.query.TimeRange.Boundary;
import io.tillview.query.TimeRange.Day;
import io.tillview.query.TimeRange.Last;
import io.tillview.query.TimeRange.Moment;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Optional;

/** Reads {@code timeRange}: {@code {from, to}} or {@code {last, complete}}. */
final class TimeRangeReader {
    static final Instant EARLIEST = Instant.EPOCH;
    static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

    private static final List<String> FIELDS = List.of("from", "to", "last", "complete");

    private final Violations violations;

    TimeRangeReader(Violations violations) {
        this.violations = violations;
    }

    Optional<TimeRange> read(Fields query) {
        query.missing("timeRange", "for example {\"last\": \"P7D\"}.");
        return query.node("timeRange").flatMap(node -> read(node, "timeRange"));
    }

    Optional<TimeRange> read(JsonNode node, String path) {
        return Fields.of(node, path, FIELDS, violations)
                .flatMap(fields -> fields.has("last") ? last(fields) : between(fields));
    }

    private static Optional<TimeRange> between(Fields fields) {
        fields.missing("from", "the first day or instant, or 'last' instead of both.");
        fields.missing("to", "the first day or instant after the range.");
        if (fields.has("complete")) {
            fields.violation("complete", "This belongs to 'last'.");
        }
        Optional<Boundary> from = boundary(fields, "from");
        Optional<Boundary> to = boundary(fields, "to");
        return from.isPresent() && to.isPresent() ? Optional.of(new Between(from.get(), to.get())) : Optional.empty();
    }

    private static Optional<Boundary> boundary(Fields fields, String field) {
        return fields.text(field).flatMap(text -> {
            try {
                if (!text.contains("T")) {
                    return Optional.of(new Day(LocalDate.parse(text)));
                }
                Instant instant = OffsetDateTime.parse(text).toInstant();
                if (!instant.truncatedTo(ChronoUnit.MILLIS).equals(instant)) {
                    fields.violation(field, "Instants are exact to the millisecond, not further.");
                    return Optional.empty();
                }
                return Optional.of(new Moment(instant));
            } catch (DateTimeException e) {
                fields.violation(
                        field,
                        "'" + Violations.shown(text)
                                + "' is neither a date like 2026-11-01 nor an instant like 2026-11-01T00:00:00Z.");
                return Optional.empty();
            }
        });
    }

    private static Optional<TimeRange> last(Fields fields) {
        if (fields.has("from") || fields.has("to")) {
            fields.violation("", "Either 'last', or 'from' and 'to'.");
        }
        boolean complete = fields.bool("complete").orElse(false);
        return fields.text("last").flatMap(text -> amount(fields, text)).map(amount -> new Last(amount, complete));
    }

    private static Optional<TemporalAmount> amount(Fields fields, String text) {
        try {
            if (text.contains("T")) {
                Duration duration = Duration.parse(text);
                if (duration.compareTo(Duration.ZERO) > 0
                        && duration.truncatedTo(ChronoUnit.MILLIS).equals(duration)) {
                    return Optional.of(duration);
                }
            } else {
                Period period = Period.parse(text);
                if (!period.isNegative() && !period.isZero()) {
                    return Optional.of(period);
                }
            }
        } catch (DateTimeException e) {
            // Said below, in the same words as for a length that isn't one.
        }
        fields.violation(
                "last",
                "'" + Violations.shown(text) + "' is not a length of time like P7D, P3M or PT12H, longer than none.");
        return Optional.empty();
    }
}
