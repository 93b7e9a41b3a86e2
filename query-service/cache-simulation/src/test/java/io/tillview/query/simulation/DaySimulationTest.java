package io.tillview.query.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaySimulationTest {
    private static final Scenario TWO_HOURS = new Scenario(
            1,
            Instant.parse("2026-11-25T00:00:00Z"),
            Duration.ofHours(2),
            50,
            1,
            1_000,
            Duration.ofMinutes(30),
            Duration.ofMinutes(60),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            1 << 24);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualClock clock = new VirtualClock(TWO_HOURS.begin());
    private final HourTimeline closed = LiveIngestion.before(TWO_HOURS);

    @Test
    void every_piece_was_kept_or_asked_for_by_whoever_answers() {
        List<Answerer> answerers = List.of(
                new CachingReplica(clock, closed, TWO_HOURS.bytes(), SECOND),
                new CachingReplica(clock, closed, TWO_HOURS.bytes(), Duration.ofMinutes(1)),
                new TimeToLive(clock, Duration.ofMinutes(1)));
        DaySimulation day = new DaySimulation(clock, closed, LiveIngestion.of(TWO_HOURS), answerers);

        day.run(Sessions.of(TWO_HOURS), TWO_HOURS.end());

        assertThat(day.questions()).isGreaterThan(500);
        assertThat(day.merchants()).isBetween(5, 50);
        assertThat(day.shares()).hasSize(3).allSatisfy(share -> {
            assertThat(share.kept() + share.asked()).isEqualTo(share.pieces());
            assertThat(share.pieces()).isEqualTo(day.shares().get(0).pieces());
            assertThat(share.asked()).isPositive();
            assertThat(share.kept()).isPositive();
        });
        assertThat(day.shares().get(1).asked())
                .isLessThanOrEqualTo(day.shares().get(0).asked());
    }

    @Test
    void nothing_is_asked_for_again_where_everything_is_closed() {
        CachingReplica replica = new CachingReplica(clock, closed, TWO_HOURS.bytes(), Duration.ZERO);
        Share first = asked(replica, closed);

        Share again = asked(replica, closed);

        assertThat(first.ofKept()).isLessThan(0.5);
        assertThat(again.pieces()).isEqualTo(first.pieces());
        assertThat(again.ofKept()).isEqualTo(1);
    }

    @Test
    void everything_is_asked_for_again_where_everything_is_open_and_nothing_may_be_old() {
        HourTimeline open = closed.with(new SegmentChange(
                TWO_HOURS.begin(),
                new Interval(
                        TWO_HOURS.begin().minus(Duration.ofDays(62)),
                        TWO_HOURS.begin().plus(Duration.ofDays(1))),
                true));
        CachingReplica replica = new CachingReplica(clock, open, TWO_HOURS.bytes(), Duration.ZERO);
        asked(replica, open);

        Share again = asked(replica, open);

        assertThat(again.pieces()).isPositive();
        assertThat(again.ofKept()).isZero();
    }

    @Test
    void only_what_changed_is_asked_for_again() {
        CachingReplica replica = new CachingReplica(clock, closed, TWO_HOURS.bytes(), Duration.ZERO);
        asked(replica, closed);
        Instant hour = TWO_HOURS.begin().minus(Duration.ofDays(3));
        HourTimeline merged = closed.with(
                new SegmentChange(TWO_HOURS.begin(), new Interval(hour, hour.plus(Duration.ofHours(1))), false));
        replica.served(merged);

        Share again = asked(replica, merged);

        // That day, in each of the three panels that show it.
        assertThat(again.asked()).isEqualTo(3);
    }

    @Test
    void a_time_to_live_ends() {
        TimeToLive peer = new TimeToLive(clock, Duration.ofMinutes(1));

        Share first = asked(peer, closed);
        Share within = asked(peer, closed);
        clock.moveTo(clock.now().plus(Duration.ofMinutes(2)));
        Share after = asked(peer, closed);

        assertThat(first.kept()).isZero();
        assertThat(within.asked()).isZero();
        assertThat(after.kept()).isZero();
    }

    /** One dashboard's panels, a second after whatever came before. */
    private Share asked(Answerer answerer, HourTimeline timeline) {
        clock.moveTo(clock.now().plus(SECOND));
        Share share = new Share();
        for (PanelQuestion question : new Dashboards(timeline).refreshed(3, BERLIN, clock.now())) {
            share.add(question.pieces().size(), answerer.askedFor(question));
        }
        return share;
    }
}
