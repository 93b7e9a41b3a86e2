package io.tillview.command;

import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time from one instant up to another, which isn't part of it.
 *
 * @param from the first instant
 * @param to the end
 */
record TimeInterval(Instant from, Instant to) {

    /** Reads {@code FROM/TO}. */
    static final class Converter implements ITypeConverter<TimeInterval> {
        @Override
        public TimeInterval convert(String text) {
            String[] ends = text.split("/", -1);
            try {
                if (ends.length == 2) {
                    TimeInterval interval = new TimeInterval(Instant.parse(ends[0]), Instant.parse(ends[1]));
                    if (interval.from().isBefore(interval.to())) {
                        return interval;
                    }
                }
            } catch (DateTimeException e) {
                // The one message below says what it has to be.
            }
            throw new TypeConversionException("'" + text
                    + "' isn't two instants, the earlier first, as 2026-11-01T00:00:00Z/2026-11-02T00:00:00Z");
        }
    }
}
