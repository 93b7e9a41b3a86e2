package io.tillview.endtoend;

import io.tillview.events.MerchantEvent;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws ranges of time. */
final class OracleRanges {
    private final OracleDice dice;
    private final Instant today;
    private final Map<String, List<Instant>> occurred;

    /**
     * @param events what ranges may begin or end with
     * @param today the beginning of today in UTC
     */
    OracleRanges(OracleDice dice, List<MerchantEvent> events, Instant today) {
        this.dice = dice;
        this.today = today;
        this.occurred = events.stream()
                .collect(Collectors.groupingBy(
                        MerchantEvent::merchantId, Collectors.mapping(MerchantEvent::occurredAt, Collectors.toList())));
    }

    /** From and to: days, quarter hours, any milliseconds, or the very instants of events; with something in it, or nothing. */
    String[] draw(String merchant) {
        int days = 1 + dice.below(dice.oneIn(3) ? 80 : 12);
        Instant some = today.minus(Duration.ofDays(dice.below(OracleEvents.DAYS + 5)));
        List<Instant> theirs = occurred.getOrDefault(merchant, List.of(some));
        Instant from = dice.oneIn(3) ? some : dice.pick(theirs);
        return switch (dice.below(5)) {
            case 0, 1 ->
                dice.oneIn(8)
                        ? months(from, 1 + dice.below(2))
                        : dice.oneIn(8) ? weeks(from, 1 + dice.below(5)) : days(from, days);
            case 2 -> {
                Instant quarter = Instant.ofEpochSecond(from.getEpochSecond() / 900 * 900);
                yield texts(quarter, quarter.plus(Duration.ofMinutes(15L * (1 + dice.below(400)))));
            }
            case 3 ->
                texts(from, from.plusMillis(1 + dice.below(Duration.ofDays(days).toMillis())));
            default -> {
                Instant other = dice.pick(theirs);
                boolean before = from.isBefore(other);
                Instant end = before ? other : from;
                // An event at the end of a range isn't part of it; one at its beginning is.
                yield texts(before ? from : other, from.equals(other) ? end.plusMillis(1) : end);
            }
        };
    }

    private static String[] texts(Instant from, Instant to) {
        return new String[] {from.toString().replace("Z", "+00:00"), to.toString()};
    }

    private String[] days(Instant from, int days) {
        LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC).minusDays(dice.below(2));
        return new String[] {day.toString(), day.plusDays(days).toString()};
    }

    private static String[] months(Instant from, int months) {
        LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC).withDayOfMonth(1);
        return new String[] {first.toString(), first.plusMonths(months).toString()};
    }

    private static String[] weeks(Instant from, int weeks) {
        LocalDate monday = LocalDate.ofInstant(from, ZoneOffset.UTC).with(DayOfWeek.MONDAY);
        return new String[] {monday.toString(), monday.plusWeeks(weeks).toString()};
    }

    /** Whole days, and now and then whole weeks, of the time a year after some events. */
    String[] aYearAfter() {
        LocalDate day = LocalDate.ofInstant(today, ZoneOffset.UTC)
                .minusDays(OracleEvents.YEARLY_DAYS_AGO + 1L - dice.below(OracleEvents.YEARLY_DAYS));
        return dice.oneIn(3)
                ? weeks(day.atStartOfDay().toInstant(ZoneOffset.UTC), 1)
                : days(day.atStartOfDay().toInstant(ZoneOffset.UTC), 1 + dice.below(OracleEvents.YEARLY_DAYS));
    }
}
