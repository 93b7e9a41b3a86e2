package io.tillview.endtoend;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The days that go wrong, each the latest of its kind that lies far enough back to be imported and that Druid still keeps. */
final class HardDays {
    static final String LEAP_DAY = "leap day";

    /** Of these, the detail keeps a year. */
    static final Duration KEPT = Duration.ofDays(360);
    /** The last days may have chunks of an hour, from other tests. */
    private static final Duration TOO_NEW = Duration.ofDays(3);

    private final Instant now;

    HardDays(Instant now) {
        this.now = now;
    }

    /**
     * A boundary, with what is known of it without a calendar.
     *
     * @param name for people
     * @param zone an IANA zone
     * @param at the instant around which events lie
     * @param day how long the local day is that the instant lies in
     */
    record HardDay(String name, String zone, Instant at, Duration day) {
        @Override
        public String toString() {
            return name + " (" + zone + ", " + at + ")";
        }
    }

    /** All there are now; one that was too recent or too long ago isn't among them. */
    List<HardDay> all() {
        List<HardDay> days = new ArrayList<>();
        change(days, "summer time begins", "America/New_York", true, Duration.ofHours(23));
        change(days, "summer time ends", "America/New_York", false, Duration.ofHours(25));
        change(
                days,
                "the clock goes half an hour forward",
                "Australia/Lord_Howe",
                true,
                Duration.ofMinutes(23 * 60 + 30));
        change(
                days,
                "the clock goes half an hour back",
                "Australia/Lord_Howe",
                false,
                Duration.ofMinutes(24 * 60 + 30));
        change(days, "a day without midnight", "America/Havana", true, Duration.ofHours(23));
        change(days, "a day with two midnights", "America/Havana", false, Duration.ofHours(25));
        change(days, "a day with two midnights in another zone", "Atlantic/Azores", false, Duration.ofHours(25));
        change(days, "the clock changes at a quarter to", "Pacific/Chatham", false, Duration.ofHours(25));
        midnight(days, "midnight at a quarter past", "Asia/Kathmandu", today().minusDays(9));
        midnight(days, "midnight fourteen hours early", "Pacific/Kiritimati", today().minusDays(11));
        midnight(
                days,
                "midnight between two months",
                "Asia/Kathmandu",
                today().minusDays(4).withDayOfMonth(1));
        for (String zone : List.of("UTC", "America/New_York", "Pacific/Kiritimati")) {
            midnight(days, "New Year", zone, today().withDayOfYear(1));
        }
        return days.stream()
                .filter(day -> day.at().isBefore(now.minus(TOO_NEW)) && day.at().isAfter(now.minus(KEPT)))
                .toList();
    }

    /** The last leap day, if the rollup keeps it, which it does for three years; the detail doesn't. */
    List<HardDay> leapDay() {
        return IntStream.rangeClosed(0, 4)
                .map(back -> today().getYear() - back)
                .filter(year -> Year.of(year).isLeap())
                .mapToObj(year -> LocalDate.of(year, 2, 29))
                .filter(day -> day.isAfter(today().minusYears(3).plusDays(7)))
                .filter(day -> day.isBefore(today().minusDays(7)))
                .limit(1)
                .map(day -> new HardDay(
                        LEAP_DAY, "UTC", day.atStartOfDay(ZoneOffset.UTC).toInstant(), Duration.ofDays(1)))
                .toList();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private void change(List<HardDay> days, String name, String zone, boolean forward, Duration length) {
        ZoneRules rules = ZoneId.of(zone).getRules();
        ZoneOffsetTransition change = rules.previousTransition(now.minus(TOO_NEW));
        while (change.isGap() != forward) {
            change = rules.previousTransition(change.getInstant());
        }
        days.add(new HardDay(name, zone, change.getInstant(), length));
    }

    private static void midnight(List<HardDay> days, String name, String zone, LocalDate day) {
        Instant midnight = day.atStartOfDay(ZoneId.of(zone)).toInstant();
        days.add(new HardDay(name, zone, midnight, Duration.ofDays(1)));
    }
}
