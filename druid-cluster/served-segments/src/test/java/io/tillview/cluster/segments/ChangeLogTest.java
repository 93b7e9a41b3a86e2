package io.tillview.cluster.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.segments.ChangeLog.Changes;
import java.util.List;
import java.util.Map;
import org.joda.time.Interval;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
    private final ChangeLog log = new ChangeLog("one", 3);

    @Test
    void tells_what_changed_since_a_position() {
        log.changed("a", hours(0, 1));
        log.changed("b", hours(5, 6));
        log.changed("a", hours(2, 3));

        assertThat(log.since("one", 1))
                .isEqualTo(new Changes(3, false, Map.of("b", List.of(hours(5, 6)), "a", List.of(hours(2, 3)))));
        assertThat(log.since("one", 3)).isEqualTo(new Changes(3, false, Map.of()));
    }

    @Test
    void takes_stretches_that_touch_together() {
        log.changed("a", hours(4, 5));
        log.changed("a", hours(0, 2));
        log.changed("a", hours(1, 3));

        assertThat(log.since("one", 0).stretches()).containsExactly(Map.entry("a", List.of(hours(0, 3), hours(4, 5))));
    }

    @Test
    void a_stretch_within_another_adds_nothing() {
        log.changed("a", hours(0, 9));
        log.changed("a", hours(1, 3));

        assertThat(log.since("one", 0).stretches()).containsExactly(Map.entry("a", List.of(hours(0, 9))));
    }

    @Test
    void a_stretch_that_changes_again_takes_no_more_room() {
        for (int i = 0; i < 100; i++) {
            log.changed("a", hours(0, 1));
            log.changed("a", hours(2, 3));
        }

        assertThat(log.since("one", 0).whole()).isFalse();
        assertThat(log.since("one", 199).stretches()).containsExactly(Map.entry("a", List.of(hours(2, 3))));
        assertThat(log.since("one", 199).position()).isEqualTo(200);
    }

    @Test
    void tells_everything_to_who_asks_for_more_than_it_remembers() {
        for (int hour = 0; hour < 8; hour += 2) {
            log.changed("a", hours(hour, hour + 1));
        }

        assertThat(log.since("one", 0)).isEqualTo(new Changes(4, true, Map.of("a", List.of(hours(0, 7)))));
        assertThat(log.since("one", 1).whole()).isFalse();
    }

    @Test
    void tells_everything_to_who_knows_another_epoch_or_the_future() {
        log.changed("a", hours(0, 1));
        log.changed("a", hours(5, 6));

        Changes everything = new Changes(2, true, Map.of("a", List.of(hours(0, 6))));
        assertThat(log.since("none", 0)).isEqualTo(everything);
        assertThat(log.since("another", 2)).isEqualTo(everything);
        assertThat(log.since("one", 3)).isEqualTo(everything);
    }

    @Test
    void tells_everything_where_very_much_changed() {
        ChangeLog large = new ChangeLog("one", ChangeLog.STRETCHES);
        for (int hour = 0; hour < 2_000; hour += 2) {
            large.changed("a", hours(hour, hour + 1));
        }

        assertThat(large.since("one", 0).whole()).isTrue();
        assertThat(large.since("one", 900).whole()).isFalse();
    }

    private static Interval hours(int from, int to) {
        return BrokerModel.hours(from, to);
    }
}
