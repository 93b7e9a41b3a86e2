package io.tillview.query.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JourneyEventsTest {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final int VISITORS = 4_000;
    private static final int SEEDS = 400;

    @Property(tries = 500)
    void hands_on_every_visitor_s_events_in_order(@ForAll List<Long> visitors, @ForAll Random random) {
        JourneyEvents events = new JourneyEvents(FROM, 3, VisitorSample.ALL, 1_000);
        TreeMap<Long, List<String>> expected = new TreeMap<>();
        List<Seen> seen = new ArrayList<>();
        visitors.forEach(
                visitor -> seen.add(new Seen(visitor, random.nextInt(5), 1 + random.nextInt(7), random.nextInt(3))));
        seen.forEach(
                event -> events.add(event.visitor(), FROM.toEpochMilli() + event.at(), event.set(), event.group()));
        seen.stream().sorted(Seen.ORDER).forEach(event -> expected.computeIfAbsent(
                        event.visitor(), v -> new ArrayList<>())
                .add(text(FROM.toEpochMilli() + event.at(), event.set(), event.group())));

        List<List<String>> handedOn = new ArrayList<>();
        events.forEachVisitor(new Keeping(handedOn));

        assertThat(handedOn).containsExactlyElementsOf(expected.values());
    }

    @Example
    void a_sample_is_right_on_average_and_as_far_off_as_it_says() {
        double sum = 0;
        int within = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            JourneyEvents events = new JourneyEvents(FROM, 2, VisitorSample.holding(3 * VISITORS, 2_000), 2_000);
            for (int i = 0; i < VISITORS; i++) {
                long key = random.nextLong();
                for (int n = random.nextInt(5); n >= 0; n--) {
                    events.add(key, FROM.toEpochMilli() + n, 1, 0);
                }
            }
            FunnelFold fold = new FunnelFold(query(), () -> {});
            VisitorSample sample = events.sample();
            events.forEachVisitor(fold);

            long visitors = fold.total().visitors(0);
            double error = (double) sample.scaled(visitors) / VISITORS - 1;
            sum += error;
            within += Math.abs(error) <= sample.relativeError(visitors).orElseThrow() ? 1 : 0;
        }

        // One seed's standard error is some 0.04, the mean's a twentieth of that.
        assertThat(sum / SEEDS).isCloseTo(0, within(0.008));
        assertThat((double) within / SEEDS).isBetween(0.92, 0.99);
    }

    @Example
    void what_does_not_fit_costs_half_of_the_visitors_and_none_of_theirs() {
        JourneyEvents events = new JourneyEvents(FROM, 2, VisitorSample.ALL, 1_000);
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            long key = random.nextLong();
            events.add(key, FROM.toEpochMilli(), 1, 0);
            events.add(key, FROM.toEpochMilli() + 1, 2, 0);
        }
        int size = events.size();
        FunnelFold fold = new FunnelFold(query(), () -> {});

        VisitorSample sample = events.sample();
        events.forEachVisitor(fold);

        assertThat(size).isLessThanOrEqualTo(1_000);
        assertThat(sample.share()).isBetween(0.06, 0.13);
        assertThat(fold.total().visitors(1)).isEqualTo(fold.total().visitors(0)).isEqualTo(size / 2);
    }

    @Example
    void one_visitor_with_more_events_than_may_be_kept_is_too_many() {
        JourneyEvents events = new JourneyEvents(FROM, 2, VisitorSample.ALL, 1_000);
        for (int i = 0; i < 1_000; i++) {
            events.add(0, FROM.toEpochMilli(), 1, 0);
        }

        assertThatThrownBy(() -> events.add(0, FROM.toEpochMilli(), 1, 0)).isInstanceOf(TooManyEventsException.class);
    }

    @Example
    void times_far_from_the_beginning_and_the_highest_group_stay_what_they_are() {
        long late = FROM.plus(FunnelQuery.MAX_INTERVAL).toEpochMilli() - 1;
        JourneyEvents events = new JourneyEvents(FROM, FunnelQuery.MAX_STEPS, VisitorSample.ALL, 1_000);
        events.add(Long.MIN_VALUE, late, 1_023, JourneyEvents.MAX_GROUP);
        List<List<String>> handedOn = new ArrayList<>();

        events.forEachVisitor(new Keeping(handedOn));

        assertThat(handedOn).containsExactly(List.of(text(late, 1_023, JourneyEvents.MAX_GROUP)));
    }

    private static FunnelQuery query() {
        return new FunnelQuery(
                List.of(EventMatch.ANY, EventMatch.ANY),
                Duration.ofHours(1),
                new Interval(FROM, FROM.plusSeconds(60)),
                ZoneId.of("UTC"),
                Grain.NONE,
                Optional.empty(),
                1);
    }

    private static String text(long millis, int set, int group) {
        return millis + " " + set + " " + group;
    }

    /** Keeps what it is handed. */
    private record Keeping(List<List<String>> visitors) implements VisitorFold {
        @Override
        public void begin() {
            visitors.add(new ArrayList<>());
        }

        @Override
        public void event(long millis, int steps, int group) {
            visitors.get(visitors.size() - 1).add(text(millis, steps, group));
        }

        @Override
        public void end() {
            assertThat(visitors.get(visitors.size() - 1)).isNotEmpty();
        }
    }
}
