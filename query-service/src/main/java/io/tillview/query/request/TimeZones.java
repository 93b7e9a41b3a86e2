package io.tillview.query.request;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.joda.time.DateTimeZone;

/**
 * The time zones a question may name. A question's dates become instants by the JDK's rules, its buckets are made by
 * Druid's, which are Joda-Time's, of the version on this class path too. Where the two differ, as they do for a while after a
 * country has changed its clocks, an hour of money would land on the wrong day, so such a zone is refused.
 *
 * <p>Safe for use by many threads.
 */
final class TimeZones {
    /** Data is kept for three years at most. */
    private static final Duration BACK = Duration.ofDays(3 * 366L);

    private static final Duration AHEAD = Duration.ofDays(366);

    private final InstantSource clock;
    private final Map<String, Boolean> agreements = new ConcurrentHashMap<>();

    TimeZones(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether it is an IANA name. */
    static boolean isKnown(String name) {
        return names().contains(name) && !name.startsWith("SystemV/");
    }

    static Set<String> names() {
        return ZoneId.getAvailableZoneIds();
    }

    /** Whether the JDK and Druid mean the same by a known name, in all the time that is kept. Decided once a name. */
    boolean agree(String name) {
        return agreements.computeIfAbsent(name, this::sameOffsets);
    }

    /** Offsets change at transitions only: equal at the beginning and at each side's transitions, they are equal throughout. */
    private boolean sameOffsets(String name) {
        if (!DateTimeZone.getAvailableIDs().contains(name)) {
            return false;
        }
        ZoneRules jdk = ZoneId.of(name).getRules();
        DateTimeZone druid = DateTimeZone.forID(name);
        Instant from = clock.instant().minus(BACK);
        Instant to = clock.instant().plus(AHEAD);
        boolean same = sameAt(from, jdk, druid);
        for (ZoneOffsetTransition next = jdk.nextTransition(from);
                same && next != null && next.getInstant().isBefore(to);
                next = jdk.nextTransition(next.getInstant())) {
            same = sameAt(next.getInstant(), jdk, druid);
        }
        long instant = from.toEpochMilli();
        long next = druid.nextTransition(instant);
        while (same && next != instant && next < to.toEpochMilli()) {
            instant = next;
            same = sameAt(Instant.ofEpochMilli(instant), jdk, druid);
            next = druid.nextTransition(instant);
        }
        return same;
    }

    private static boolean sameAt(Instant instant, ZoneRules jdk, DateTimeZone druid) {
        return jdk.getOffset(instant).getTotalSeconds() * 1000L == druid.getOffset(instant.toEpochMilli());
    }
}
