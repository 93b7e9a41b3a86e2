package io.tillview.query.journeys;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A question for the visitors that went through some steps in order.
 *
 * <p>An <em>attempt</em> is a sequence of different events of one visitor, in the order that {@linkplain io.tillview.query.journeys the
 * package} defines: the first matches the first step, the second the second step and so on, whatever lies between them, none later than
 * the window after the first, all within the interval. A visitor reaches a step if one of its attempts does. What happens after the
 * interval's end doesn't count, even if the window goes on.
 *
 * <p>Times between steps are those of one attempt a visitor: of those that reach its furthest step, the one that is there first; of
 * several that end with that event, the one that began last; and from its beginning, each step is the first event that can be it.
 *
 * <p>Broken down, each row is the whole funnel of the attempts that begin in it: with a first event in that bucket of time, or with that
 * value of the dimension. Later steps may lie elsewhere. A visitor may be in several rows; the whole is no sum of rows.
 *
 * @param steps in order, {@value #MIN_STEPS} to {@value #MAX_STEPS}
 * @param window how long after the first step's event the others may be, to the millisecond, inclusive
 * @param interval which events count; not empty, at most {@link #MAX_INTERVAL} long
 * @param zone where days begin
 * @param grain how rows are cut by time; {@link Grain#NONE} for not at all
 * @param dimension what rows are cut by instead; not together with a grain
 * @param limit the most values of the dimension that are answered, 1 to {@value #MAX_LIMIT}: those with the most visitors at the first
 *     step
 */
public record FunnelQuery(
        List<EventMatch> steps,
        Duration window,
        Interval interval,
        ZoneId zone,
        Grain grain,
        Optional<String> dimension,
        int limit) {
    /** The fewest steps. */
    public static final int MIN_STEPS = 2;

    /** The most steps. */
    public static final int MAX_STEPS = 10;

    /** The longest window. */
    public static final Duration MAX_WINDOW = Duration.ofDays(366);

    /** The longest time that one question is about. */
    public static final Duration MAX_INTERVAL = Duration.ofDays(20 * 366L);

    /** The limit where none is named. */
    public static final int DEFAULT_LIMIT = 100;

    /** The most values of a dimension. */
    public static final int MAX_LIMIT = 1_000;

    /**
     * Copies the steps.
     *
     * @throws NullPointerException if anything is null
     * @throws IllegalArgumentException if something is out of bounds, or there are a grain and a dimension
     */
    public FunnelQuery {
        steps = List.copyOf(steps);
        requireNonNull(window, "window");
        requireNonNull(interval, "interval");
        requireNonNull(zone, "zone");
        requireNonNull(grain, "grain");
        requireNonNull(dimension, "dimension");
        if (steps.size() < MIN_STEPS || steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException("A funnel has " + MIN_STEPS + " to " + MAX_STEPS + " steps.");
        }
        if (window.isZero() || window.isNegative() || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException("The window is longer than none and at most " + MAX_WINDOW + ".");
        }
        if (interval.isEmpty()
                || Duration.between(interval.from(), interval.to()).compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException("The interval is not empty and at most " + MAX_INTERVAL + " long.");
        }
        if (grain != Grain.NONE && dimension.isPresent()) {
            throw new IllegalArgumentException("A funnel is broken down by time or by a dimension.");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("The limit is 1 to " + MAX_LIMIT + ".");
        }
    }
}
