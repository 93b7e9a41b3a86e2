package io.tillview.query.answering;

import static io.tillview.query.scoping.Questions.NOVEMBER;
import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Grain;
import io.tillview.query.ProblemType;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.answering.JourneyOutcome.NotWorked;
import io.tillview.query.answering.JourneyOutcome.Worked;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.answering.RunOutcome.Streamed;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.IngestionState;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.journeys.EventMatch;
import io.tillview.query.journeys.FunnelQuery;
import io.tillview.query.journeys.FunnelResult;
import io.tillview.query.scoping.ScopedSql;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** What funnels and retention may cost, and what is said of how far they reach. */
class JourneyAnswererTest {
    private static final int MAX_EVENTS = 1_000;
    private static final FunnelQuery QUERY = new FunnelQuery(
            List.of(
                    new EventMatch(Optional.of("page_viewed"), List.of()),
                    new EventMatch(Optional.of("order_placed"), List.of())),
            Duration.ofHours(1),
            NOVEMBER,
            ZoneId.of("UTC"),
            Grain.NONE,
            Optional.empty(),
            1);

    private final List<ScopedSql> asked = new ArrayList<>();

    @Test
    void no_more_are_worked_on_at_once_than_may_be_and_the_next_one_after_is() {
        List<JourneyOutcome<FunnelResult>> inner = new ArrayList<>();
        List<JourneyAnswerer> itself = new ArrayList<>();
        JourneyAnswerer answerer = answerer(new Streaming(10, visitor -> visitor) {
            @Override
            public RunOutcome run(ScopedSql sql) {
                if (inner.isEmpty()) {
                    inner.add(itself.get(0).funnel(QUERY, SHOP, "ann", "another"));
                }
                return super.run(sql);
            }
        });
        itself.add(answerer);

        assertThat(answer(answerer)).isInstanceOf(Worked.class);
        assertThat(inner).singleElement().isInstanceOfSatisfying(NotWorked.class, no -> assertThat(no.problem())
                .isEqualTo(ProblemType.OVERLOADED));
        assertThat(answer(answerer)).isInstanceOf(Worked.class);
    }

    @Test
    void one_visitor_with_too_many_events_is_the_caller_s_to_narrow_down() {
        assertThat(problemOf(answer(answerer(new Streaming(MAX_EVENTS + 1, visitor -> 0L)))))
                .isEqualTo(ProblemType.INVALID_QUERY);
    }

    @Test
    void no_more_rows_are_taken_than_twice_what_may_be_kept() {
        assertThat(problemOf(answer(answerer(new Streaming(2 * MAX_EVENTS, visitor -> visitor * 7_919)))))
                .isEqualTo(ProblemType.INVALID_QUERY);
        assertThat(asked.get(1).maxRows()).isEqualTo(2 * MAX_EVENTS);
        assertThat(asked.get(1).text()).endsWith(" LIMIT 2000");
    }

    @Test
    void more_than_were_counted_are_thinned_out_and_that_is_said() {
        FunnelResult result = result(answer(answerer(new Streaming(MAX_EVENTS + 500, visitor -> visitor * 7_919) {
            @Override
            long counted() {
                return MAX_EVENTS;
            }
        })));

        assertThat(result.sampled().share()).isBetween(0.49, 0.51);
        assertThat((double) result.steps().get(0).visitors()).isBetween(1_300.0, 1_700.0);
        assertThat(result.warnings()).extracting(Warning::code).containsExactly("sampled");
    }

    @Test
    void all_of_it_takes_no_longer_than_a_query_may() {
        JourneyAnswerer answerer = new JourneyAnswerer(
                new Streaming(10, visitor -> visitor), List::of, new Bounds(MAX_EVENTS, 1), Duration.ofNanos(1));

        assertThat(problemOf(answer(answerer))).isEqualTo(ProblemType.TIMED_OUT);
    }

    @Test
    void what_was_lost_while_events_were_read_is_not_claimed_and_what_was_before_the_data_is_said() {
        List<Freshness> known = new ArrayList<>(List.of(reach(NOVEMBER.to())));
        JourneyAnswerer answerer = new JourneyAnswerer(
                new Streaming(10, visitor -> visitor) {
                    @Override
                    public RunOutcome run(ScopedSql sql) {
                        known.set(0, reach(NOVEMBER.from().plusSeconds(9)));
                        return super.run(sql);
                    }
                },
                () -> List.copyOf(known),
                new Bounds(MAX_EVENTS, 1),
                Duration.ofMinutes(1));

        FunnelResult result = result(answer(answerer));

        assertThat(result.meta().dataThrough()).isEqualTo(NOVEMBER.from().plusSeconds(9));
        assertThat(result.warnings()).extracting(Warning::code).containsExactly("before_data");
    }

    private static Freshness reach(Instant through) {
        return new Freshness(
                Datasource.MERCHANT_EVENTS,
                IngestionState.INGESTING,
                Optional.of(through),
                Optional.of(NOVEMBER.from().plusSeconds(5)),
                Optional.empty(),
                OptionalLong.of(0));
    }

    private static JourneyAnswerer answerer(QueryRunner runner) {
        KnownFreshness nothing = List::of;
        return new JourneyAnswerer(runner, nothing, new Bounds(MAX_EVENTS, 1), Duration.ofMinutes(1));
    }

    private static JourneyOutcome<FunnelResult> answer(JourneyAnswerer answerer) {
        return answerer.funnel(QUERY, SHOP, "ann", "an-id");
    }

    private static ProblemType problemOf(JourneyOutcome<FunnelResult> outcome) {
        return ((NotWorked<FunnelResult>) outcome).problem();
    }

    private static FunnelResult result(JourneyOutcome<FunnelResult> outcome) {
        return ((Worked<FunnelResult>) outcome).result();
    }

    /** A configuration. */
    private record Bounds(int maxEvents, int maxConcurrent) implements JourneysConfig {}

    /** Has so many first steps, and says so. */
    private class Streaming implements QueryRunner {
        private final int rows;
        private final LongFunction<Long> visitorOf;

        Streaming(int rows, LongFunction<Long> visitorOf) {
            this.rows = rows;
            this.visitorOf = visitorOf;
        }

        long counted() {
            return Math.min(rows, MAX_EVENTS);
        }

        @Override
        public RunOutcome run(ScopedSql sql) {
            asked.add(sql);
            return new Rows(List.of(List.of(counted(), 0L)));
        }

        @Override
        public RunOutcome stream(ScopedSql sql, Consumer<List<Object>> taker) {
            asked.add(sql);
            for (long row = 0; row < rows; row++) {
                taker.accept(List.of(visitorOf.apply(row), NOVEMBER.from().toEpochMilli() + row, 1L));
            }
            return new Streamed(rows);
        }
    }
}
