package io.tillview.query.journeys;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import java.time.Duration;
import java.time.ZoneId;

/**
 * A question for the visitors that came back.
 *
 * <p>A visitor belongs to one cohort: that of the day, week or month in which its first entering event within the interval lies. (Whether
 * it had entered before the interval isn't looked at.) It came back in period <i>p</i> if it has a returning event in the <i>p</i>-th
 * day, week or month of the calendar after that one. In period 0, the cohort's own, that has to be another event than the first one and
 * not before it, in the order that {@linkplain io.tillview.query.journeys the package} defines.
 *
 * @param entering which events make a visitor part of a cohort
 * @param returning which events are a return
 * @param interval which events count; not empty, at most {@link FunnelQuery#MAX_INTERVAL} long
 * @param zone where days begin
 * @param grain {@link Grain#DAY}, {@link Grain#WEEK} or {@link Grain#MONTH}
 * @param periods the last period that is asked for, 0 to {@value #MAX_PERIODS}
 */
public record RetentionQuery(
        EventMatch entering, EventMatch returning, Interval interval, ZoneId zone, Grain grain, int periods) {
    /** The last period where none is named. */
    public static final int DEFAULT_PERIODS = 7;

    /** The last period that can be asked for. */
    public static final int MAX_PERIODS = 60;

    /**
     * Checks.
     *
     * @throws NullPointerException if anything is null
     * @throws IllegalArgumentException if something is out of bounds, or the grain is another
     */
    public RetentionQuery {
        requireNonNull(entering, "entering");
        requireNonNull(returning, "returning");
        requireNonNull(interval, "interval");
        requireNonNull(zone, "zone");
        if (grain != Grain.DAY && grain != Grain.WEEK && grain != Grain.MONTH) {
            throw new IllegalArgumentException("Cohorts are of a day, a week or a month.");
        }
        if (interval.isEmpty()
                || Duration.between(interval.from(), interval.to()).compareTo(FunnelQuery.MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException(
                    "The interval is not empty and at most " + FunnelQuery.MAX_INTERVAL + " long.");
        }
        if (periods < 0 || periods > MAX_PERIODS) {
            throw new IllegalArgumentException("Periods are 0 to " + MAX_PERIODS + ".");
        }
    }
}
