package io.tillview.query.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The fold in one pass, against all attempts written out. */
class FunnelFoldTest {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final int WINDOW = 12;

    @Property(tries = 3_000)
    void counts_what_all_attempts_written_out_come_to(
            @ForAll("events") List<Seen> events, @ForAll @IntRange(min = 2, max = 4) int steps) {
        List<Seen> within = within(events, steps);

        FunnelFold fold = folded(query(steps, Grain.NONE), within);

        assertThat(figures(fold.total(), steps)).isEqualTo(expected(within, within, steps));
    }

    @Property(tries = 2_000)
    void each_row_is_the_funnel_of_the_attempts_that_begin_in_it(
            @ForAll("events") List<Seen> events, @ForAll @IntRange(min = 2, max = 3) int steps) {
        List<Seen> within = within(events, steps);

        FunnelFold fold = folded(query(steps, Grain.NONE), within);

        Map<Long, List<Seen>> byGroup = within.stream()
                .filter(event -> (event.set() & 1) == 1 && event.group() != 0)
                .collect(Collectors.groupingBy(event -> (long) event.group()));
        assertThat(fold.rows().keySet()).isEqualTo(byGroup.keySet());
        byGroup.forEach((group, first) ->
                assertThat(figures(fold.rows().get(group), steps)).isEqualTo(expected(within, first, steps)));
    }

    @Property(tries = 300)
    void by_time_each_bucket_is_the_funnel_of_the_attempts_that_begin_in_it(@ForAll("events") List<Seen> events) {
        List<Seen> within = within(events, 2).stream()
                .map(event -> new Seen(event.visitor(), event.at() * 3 * 3_600_000L, event.set(), 0))
                .toList();

        FunnelFold fold = folded(
                new FunnelQuery(
                        List.of(EventMatch.ANY, EventMatch.ANY),
                        Duration.ofHours(30),
                        new Interval(FROM, FROM.plus(Duration.ofDays(9))),
                        ZONE,
                        Grain.DAY,
                        Optional.empty(),
                        1),
                within);

        Map<Long, List<Seen>> byDay = within.stream()
                .filter(event -> (event.set() & 1) == 1)
                .collect(Collectors.groupingBy(event -> FROM.plusMillis(event.at())
                        .atZone(ZONE)
                        .toLocalDate()
                        .atStartOfDay(ZONE)
                        .toInstant()
                        .toEpochMilli()));
        assertThat(fold.rows().keySet()).isEqualTo(byDay.keySet());
        byDay.forEach((day, first) -> assertThat(figures(fold.rows().get(day), 2))
                .isEqualTo(expected(within, first, 2, Duration.ofHours(30).toMillis())));
    }

    @Property(tries = 300)
    void depends_on_no_order_in_which_events_come(@ForAll("events") List<Seen> events, @ForAll Random random) {
        List<Seen> within = within(events, 3);
        List<Seen> shuffled = new ArrayList<>(within);
        Collections.shuffle(shuffled, random);

        FunnelFold one = folded(query(3, Grain.NONE), within);
        FunnelFold other = folded(query(3, Grain.NONE), shuffled);

        assertThat(figures(other.total(), 3)).isEqualTo(figures(one.total(), 3));
        one.rows().forEach((group, tally) -> assertThat(figures(other.rows().get(group), 3))
                .isEqualTo(figures(tally, 3)));
    }

    @Example
    void the_attempt_that_counts_is_there_first_and_of_those_began_last() {
        List<Seen> events = List.of(
                new Seen(1, 0, 1, 0),
                new Seen(1, 4, 1, 0),
                new Seen(1, 6, 2, 0),
                new Seen(1, 7, 1, 0),
                new Seen(1, 8, 2, 0));

        FunnelFold fold = folded(query(2, Grain.NONE), events);

        assertThat(fold.total().medianSeconds(1)).hasValue(0.002);
    }

    @Example
    void a_step_just_within_the_window_counts_and_one_a_millisecond_later_does_not() {
        FunnelFold fold = folded(
                query(2, Grain.NONE),
                List.of(
                        new Seen(1, 0, 1, 0),
                        new Seen(1, WINDOW, 2, 0),
                        new Seen(2, 0, 1, 0),
                        new Seen(2, WINDOW + 1, 2, 0)));

        assertThat(fold.total().visitors(0)).isEqualTo(2);
        assertThat(fold.total().visitors(1)).isEqualTo(1);
    }

    @Example
    void one_event_is_one_step_even_if_it_matches_two_and_two_of_one_millisecond_are_two() {
        FunnelFold fold = folded(
                query(2, Grain.NONE),
                List.of(
                        new Seen(1, 0, 3, 0),
                        new Seen(2, 0, 3, 0),
                        new Seen(2, 0, 3, 0),
                        new Seen(3, 5, 2, 0),
                        new Seen(3, 5, 1, 0)));

        assertThat(fold.total().visitors(0)).isEqualTo(3);
        assertThat(fold.total().visitors(1)).isEqualTo(2);
    }

    @Provide
    Arbitrary<List<Seen>> events() {
        return Combinators.combine(
                        Arbitraries.longs().between(-2, 2),
                        Arbitraries.longs().between(0, 40),
                        Arbitraries.integers().between(1, 15),
                        Arbitraries.integers().between(0, 2))
                .as(Seen::new)
                .list()
                .ofMaxSize(14);
    }

    private static List<Seen> within(List<Seen> events, int steps) {
        return events.stream()
                .map(event -> new Seen(event.visitor(), event.at(), event.set() & ((1 << steps) - 1), event.group()))
                .filter(event -> event.set() != 0)
                .toList();
    }

    private static FunnelQuery query(int steps, Grain grain) {
        return new FunnelQuery(
                Collections.nCopies(steps, EventMatch.ANY),
                Duration.ofMillis(WINDOW),
                new Interval(FROM, FROM.plusSeconds(1)),
                ZONE,
                grain,
                Optional.empty(),
                1);
    }

    private static FunnelFold folded(FunnelQuery query, List<Seen> seen) {
        JourneyEvents events = new JourneyEvents(FROM, query.steps().size(), VisitorSample.ALL, 1_000);
        seen.forEach(
                event -> events.add(event.visitor(), FROM.toEpochMilli() + event.at(), event.set(), event.group()));
        FunnelFold fold = new FunnelFold(query, () -> {});
        events.forEachVisitor(fold);
        return fold;
    }

    private static List<Object> figures(FunnelTally tally, int steps) {
        List<Object> figures = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            figures.add(tally.visitors(step));
            if (step > 0) {
                figures.add(tally.medianSeconds(step));
            }
        }
        return figures;
    }

    private static List<Object> expected(List<Seen> events, List<Seen> beginnings, int steps) {
        return expected(events, beginnings, steps, WINDOW);
    }

    /** Every attempt of every visitor from every beginning, one after the other. */
    private static List<Object> expected(List<Seen> events, List<Seen> beginnings, int steps, long window) {
        FunnelTally tally = new FunnelTally(steps);
        events.stream().map(Seen::visitor).distinct().forEach(visitor -> {
            List<Seen> own = events.stream()
                    .filter(event -> event.visitor() == visitor)
                    .sorted(Seen.ORDER)
                    .toList();
            List<int[]> attempts = IntStream.range(0, own.size())
                    .filter(i -> (own.get(i).set() & 1) == 1 && beginnings.contains(own.get(i)))
                    .mapToObj(i -> attempt(own, i, steps, window))
                    .toList();
            attempts.stream()
                    .max((a, b) -> compare(own, a, b))
                    .ifPresent(best -> tally.add(asAttempts(own, best, steps)));
        });
        return figures(tally, steps);
    }

    /** Furthest, then there first, then begun last, then the first of those that began in one millisecond. */
    private static int compare(List<Seen> own, int[] a, int[] b) {
        if (a.length != b.length) {
            return Integer.compare(a.length, b.length);
        }
        int last = a.length - 1;
        if (a[last] != b[last] && last > 0) {
            return Integer.compare(b[last], a[last]);
        }
        long begunA = own.get(a[0]).at();
        long begunB = own.get(b[0]).at();
        return begunA != begunB ? Long.compare(begunA, begunB) : Integer.compare(b[0], a[0]);
    }

    private static int[] attempt(List<Seen> own, int beginning, int steps, long window) {
        List<Integer> places = new ArrayList<>(List.of(beginning));
        for (int i = beginning + 1; i < own.size() && places.size() < steps; i++) {
            boolean next = (own.get(i).set() >> places.size() & 1) == 1;
            if (next && own.get(i).at() - own.get(beginning).at() <= window) {
                places.add(i);
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What the tally takes, made so that nothing is left to choose. */
    private static Attempts asAttempts(List<Seen> own, int[] places, int steps) {
        Attempts attempts = new Attempts(steps, Long.MAX_VALUE);
        for (int step = 0; step < places.length; step++) {
            attempts.event(own.get(places[step]).at(), 1 << step);
        }
        return attempts;
    }
}
