package io.tillview.query;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** The time that an answer is held against. */
public sealed interface CompareTo {

    /**
     * The instants meant.
     *
     * @param range the question's own time
     * @param grain how time is cut
     * @param zone where days begin
     * @param now the present
     * @return half-open; may be empty or turned round for a range of its own that is
     */
    Interval resolve(Interval range, Grain grain, ZoneId zone, Instant now);

    /** A time that follows from the question's. */
    enum Previous implements CompareTo {
        /** What came just before: as many months, else as many days, else as much time. */
        PREVIOUS_PERIOD,
        /** A year before; 52 weeks before, for whole ISO weeks at the grain {@code week}. */
        PREVIOUS_YEAR;

        @Override
        public Interval resolve(Interval range, Grain grain, ZoneId zone, Instant now) {
            CalendarRange calendar = new CalendarRange(range, zone);
            return this == PREVIOUS_PERIOD ? calendar.periodBefore() : calendar.yearBefore(grain);
        }

        /** Its name in a request. */
        public String externalName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of this name in a request. */
        public static Optional<Previous> named(String externalName) {
            for (Previous previous : values()) {
                if (previous.externalName().equals(externalName)) {
                    return Optional.of(previous);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Any other time.
     *
     * @param timeRange which
     */
    record OwnRange(TimeRange timeRange) implements CompareTo {
        /** @throws NullPointerException if {@code timeRange} is null */
        public OwnRange {
            requireNonNull(timeRange, "timeRange");
        }

        @Override
        public Interval resolve(Interval range, Grain grain, ZoneId zone, Instant now) {
            return timeRange.resolve(grain, zone, now);
        }
    }
}
