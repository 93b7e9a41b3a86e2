package io.tillview.query.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.journeys.RetentionResult.Cohort;
import io.tillview.query.journeys.RetentionResult.Overall;
import io.tillview.query.journeys.RetentionResult.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RetentionTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Instant FROM = Instant.parse("2026-10-30T04:00:00Z");
    private static final Interval RANGE = new Interval(FROM, Instant.parse("2026-11-06T05:00:00Z"));
    private static final long HOUR = 3_600_000;

    @Property(tries = 2_000)
    void counts_what_a_walk_through_each_visitor_s_days_comes_to(@ForAll("events") List<Seen> events) {
        Map<Long, long[]> counted = folded(query(Grain.DAY, 5), events);

        assertThat(text(counted)).isEqualTo(text(expected(events, 5)));
    }

    @Example
    void a_day_of_25_hours_is_one_day() {
        List<Seen> events = List.of(
                // The first of November, 00:30 and 23:30 in New York: the clocks go back between.
                seen(1, "2026-11-01T04:30:00Z", 3), seen(1, "2026-11-02T04:30:00Z", 3),
                // The same, and half an hour past the midnight after.
                seen(2, "2026-11-01T04:30:00Z", 3), seen(2, "2026-11-02T05:30:00Z", 3));

        Map<Long, long[]> counted = folded(query(Grain.DAY, 2), events);

        assertThat(text(counted)).containsExactly("2026-11-01 [2, 1, 1, 0]");
    }

    @Example
    void weeks_begin_on_monday_and_months_on_the_first() {
        CalendarPeriods weeks = new CalendarPeriods(Grain.WEEK, ZONE);
        CalendarPeriods months = new CalendarPeriods(Grain.MONTH, ZONE);
        Instant sunday = Instant.parse("2026-11-02T04:59:59Z");

        assertThat(weeks.beginningOf(weeks.periodOf(sunday))).isEqualTo("2026-10-26T04:00:00Z");
        assertThat(weeks.beginningOf(weeks.periodOf(sunday.plusSeconds(1)))).isEqualTo("2026-11-02T05:00:00Z");
        assertThat(months.beginningOf(months.periodOf(sunday))).isEqualTo("2026-11-01T04:00:00Z");
        assertThat(months.beginningOf(months.periodOf(sunday) + 2)).isEqualTo("2027-01-01T05:00:00Z");
    }

    @Example
    void what_is_not_over_yet_is_said_and_does_not_count_overall() {
        List<Seen> events = List.of(
                seen(1, "2026-11-03T12:00:00Z", 3),
                seen(2, "2026-11-04T12:00:00Z", 3),
                seen(2, "2026-11-05T12:00:00Z", 3));
        RetentionQuery query = query(Grain.DAY, 7);

        RetentionTable table = new RetentionTable(
                query, folded(query, events), VisitorSample.ALL, Instant.parse("2026-11-05T20:00:00Z"));

        assertThat(table.cohorts())
                .containsExactly(
                        new Cohort(
                                "2026-11-03T00:00:00-05:00",
                                1,
                                null,
                                List.of(
                                        new Period(0, 0, 0, true),
                                        new Period(1, 0, 0, true),
                                        new Period(2, 0, 0, false))),
                        new Cohort(
                                "2026-11-04T00:00:00-05:00",
                                1,
                                null,
                                List.of(new Period(0, 0, 0, true), new Period(1, 1, 1, false))));
        assertThat(table.overall().subList(0, 3))
                .containsExactly(new Overall(0, 2, 0, 0.0), new Overall(1, 1, 0, 0.0), new Overall(2, 0, 0, null));
    }

    @Provide
    Arbitrary<List<Seen>> events() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 3),
                        Arbitraries.longs().between(0, 160),
                        Arbitraries.integers().between(1, 3))
                .as((visitor, hour, set) -> new Seen(visitor, hour * HOUR, set, 0))
                .list()
                .ofMaxSize(12);
    }

    private static Seen seen(long visitor, String instant, int set) {
        return new Seen(visitor, Instant.parse(instant).toEpochMilli() - FROM.toEpochMilli(), set, 0);
    }

    private static RetentionQuery query(Grain grain, int periods) {
        return new RetentionQuery(EventMatch.ANY, EventMatch.ANY, RANGE, ZONE, grain, periods);
    }

    private static Map<Long, long[]> folded(RetentionQuery query, List<Seen> seen) {
        JourneyEvents events = new JourneyEvents(FROM, 2, VisitorSample.ALL, 1_000);
        seen.forEach(event -> events.add(event.visitor(), FROM.toEpochMilli() + event.at(), event.set(), 0));
        RetentionFold fold = new RetentionFold(query, () -> {});
        events.forEachVisitor(fold);
        return fold.cohorts();
    }

    private static Map<Long, long[]> expected(List<Seen> events, int periods) {
        Map<Long, long[]> cohorts = new TreeMap<>();
        for (long visitor = 1; visitor <= 3; visitor++) {
            List<Seen> own = new ArrayList<>();
            for (Seen event : events.stream().sorted(Seen.ORDER).toList()) {
                if (event.visitor() == visitor) {
                    own.add(event);
                }
            }
            int first = 0;
            while (first < own.size() && (own.get(first).set() & 1) == 0) {
                first++;
            }
            if (first == own.size()) {
                continue;
            }
            LocalDate cohort = day(own.get(first));
            long[] counts = cohorts.computeIfAbsent(cohort.toEpochDay(), c -> new long[periods + 2]);
            counts[0]++;
            for (int period = 0; period <= periods; period++) {
                LocalDate day = cohort.plusDays(period);
                counts[period + 1] += own.subList(first + 1, own.size()).stream()
                                .anyMatch(event ->
                                        (event.set() & 2) == 2 && day(event).equals(day))
                        ? 1
                        : 0;
            }
        }
        return cohorts;
    }

    private static LocalDate day(Seen event) {
        return FROM.plus(event.at(), ChronoUnit.MILLIS).atZone(ZONE).toLocalDate();
    }

    private static List<String> text(Map<Long, long[]> cohorts) {
        List<String> lines = new ArrayList<>();
        cohorts.forEach((day, counts) -> lines.add(LocalDate.ofEpochDay(day) + " " + Arrays.toString(counts)));
        return lines;
    }
}
