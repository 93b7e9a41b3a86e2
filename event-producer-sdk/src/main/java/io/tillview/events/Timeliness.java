package io.tillview.events;

import java.time.Duration;

/**
 * How an event's time lies to the moment at which it came: what decides whether it is live, late or none at all, for every
 * reader alike. Half of the one rule; the other half is the contract.
 */
public enum Timeliness {
    /** At most {@link #MAX_BEHIND} before it came, at most {@link #MAX_AHEAD} after. */
    LIVE,
    /** More than {@link #MAX_BEHIND} before it came. */
    LATE,
    /** More than {@link #MAX_AHEAD} after it came, which {@link EventRule#FROM_THE_FUTURE} forbids. */
    FROM_THE_FUTURE;

    /** How far ahead of its arrival an event may be: clocks differ. */
    public static final Duration MAX_AHEAD = Duration.ofHours(1);

    /** How far behind its arrival an event may be and still be live. */
    public static final Duration MAX_BEHIND = Duration.ofHours(6);

    private static final long AHEAD_MILLIS = MAX_AHEAD.toMillis();
    private static final long BEHIND_MILLIS = MAX_BEHIND.toMillis();

    /**
     * Decides.
     *
     * @param occurredAtMillis the event's time, epoch milliseconds
     * @param arrivedAtMillis when it came: a record's timestamp as its broker set it, or the clock of whoever takes the event in
     */
    public static Timeliness of(long occurredAtMillis, long arrivedAtMillis) {
        if (occurredAtMillis > arrivedAtMillis + AHEAD_MILLIS) {
            return FROM_THE_FUTURE;
        }
        return occurredAtMillis < arrivedAtMillis - BEHIND_MILLIS ? LATE : LIVE;
    }

    /** What {@link #FROM_THE_FUTURE} breaks. */
    public static BrokenRule fromTheFuture() {
        return new BrokenRule(
                EventRule.FROM_THE_FUTURE, "occurred_at", "it is more than an hour ahead of when the event came");
    }
}
