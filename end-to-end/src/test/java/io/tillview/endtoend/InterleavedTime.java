package io.tillview.endtoend;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The days of a run.
 *
 * @param today the first instant of the day that live events are of
 * @param earlierHour an hour of it that is over, whose events are still taken as live
 */
record InterleavedTime(Instant today, Instant earlierHour) {
    /** So many closed days, which end so long before today that nothing live is late enough for them. */
    static final int CLOSED_DAYS = 3;

    private static final Duration DAY = Duration.ofDays(1);
    private static final int FIRST_DAYS_AGO = 5;
    /** No live event is longer ago; a run that begins right after midnight counts them as the day's before. */
    private static final Duration LIVE = Duration.ofHours(3);

    static InterleavedTime of(Instant now) {
        return new InterleavedTime(
                now.minus(LIVE).truncatedTo(ChronoUnit.DAYS),
                now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2)));
    }

    Instant day(int number) {
        return today.minus(DAY.multipliedBy(FIRST_DAYS_AGO - number));
    }

    Instant firstDay() {
        return day(0);
    }

    Instant closedEnd() {
        return day(CLOSED_DAYS);
    }

    /** Beyond tomorrow's end: a run may go on through midnight. */
    Instant end() {
        return today.plus(DAY.multipliedBy(2));
    }
}
