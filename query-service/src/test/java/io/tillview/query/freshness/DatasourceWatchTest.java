package io.tillview.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.catalog.Datasource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DatasourceWatchTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final DatasourceWatch watch = new DatasourceWatch(Datasource.MERCHANT_EVENTS);

    @Test
    void nothing_is_known_at_first() {
        assertThat(watch.freshness())
                .isEqualTo(new Freshness(
                        Datasource.MERCHANT_EVENTS, IngestionState.UNKNOWN, Optional.empty(), OptionalLong.empty()));
    }

    @Test
    void a_time_is_reached_when_all_that_the_topic_held_then_is_ingested() {
        heard(0, 10, 4);
        heard(5, 10, 9);
        assertThat(dataThrough()).isEmpty();
        assertThat(watch.freshness().recordsBehind()).hasValue(1);

        heard(5, 10, 10);

        assertThat(dataThrough()).contains(at(4));
        assertThat(watch.freshness().recordsBehind()).hasValue(0);
    }

    @Test
    void asks_again_only_when_the_time_is_new() {
        assertThat(watch.heard(report(0, 10, 10))).isTrue();
        assertThat(watch.heard(report(0, 10, 10))).isFalse();
        assertThat(watch.heard(report(5, 10, 10))).isTrue();
    }

    /** The Overlord read the end, then renewed end and time, then read the time. */
    @Test
    void an_end_older_than_its_time_is_not_taken_for_it() {
        heard(0, 10, 10);
        watch.heard(report(5, 10, 10));
        assertThat(dataThrough()).isEmpty();

        watch.heard(report(5, 12, 10));
        assertThat(dataThrough()).isEmpty();

        watch.heard(report(5, 12, 12));
        assertThat(dataThrough()).contains(at(4));
    }

    @Test
    void stands_still_while_suspended_unhealthy_missing_or_unreachable() {
        caughtUp();

        watch.heard(new SupervisorReport(true, true, Optional.of(at(60)), Map.of(0, 99L), Map.of(0, 99L)));
        assertStands(IngestionState.SUSPENDED);
        watch.heard(new SupervisorReport(false, false, Optional.of(at(60)), Map.of(0, 99L), Map.of(0, 99L)));
        assertStands(IngestionState.UNHEALTHY);
        watch.missing();
        assertStands(IngestionState.MISSING);
        watch.unreachable();
        assertStands(IngestionState.UNREACHABLE);
        watch.heard(new SupervisorReport(false, true, Optional.empty(), Map.of(), Map.of()));
        assertStands(IngestionState.STARTING);
        assertThat(watch.freshness().recordsBehind()).isEmpty();
    }

    @Test
    void stands_still_while_the_topic_s_end_is_not_renewed() {
        caughtUp();

        heard(5, 10, 10);
        heard(5, 10, 10);

        assertThat(dataThrough()).contains(at(4));
    }

    @Test
    void stands_still_while_nobody_reads_a_partition() {
        caughtUp();

        watch.heard(new SupervisorReport(false, true, Optional.of(at(10)), Map.of(0, 11L), Map.of()));
        watch.heard(new SupervisorReport(false, true, Optional.of(at(10)), Map.of(0, 11L), Map.of()));

        assertStands(IngestionState.INGESTING);
        assertThat(watch.freshness().recordsBehind()).isEmpty();
    }

    @Test
    void goes_back_when_a_task_has_lost_what_it_had_read() {
        caughtUp();
        heard(10, 20, 20);
        assertThat(dataThrough()).contains(at(9));

        heard(15, 20, 13);
        assertThat(dataThrough()).contains(at(4));

        heard(20, 20, 20);
        assertThat(dataThrough()).contains(at(19));
    }

    @Test
    void catches_up_step_by_step_after_a_standstill() {
        caughtUp();
        heard(10, 20, 10);
        heard(15, 30, 10);
        heard(20, 40, 10);
        assertThat(dataThrough()).contains(at(4));

        heard(20, 40, 33);
        assertThat(dataThrough()).contains(at(14));
    }

    private void caughtUp() {
        heard(0, 10, 10);
        heard(5, 10, 10);
        assertThat(dataThrough()).contains(at(4));
    }

    private void assertStands(IngestionState state) {
        assertThat(watch.freshness().state()).isEqualTo(state);
        assertThat(dataThrough()).contains(at(4));
    }

    private void heard(int second, long latest, long current) {
        if (watch.heard(report(second, latest, current))) {
            watch.heard(report(second, latest, current));
        }
    }

    private static SupervisorReport report(int second, long latest, long current) {
        return new SupervisorReport(false, true, Optional.of(at(second)), Map.of(0, latest), Map.of(0, current));
    }

    private Optional<Instant> dataThrough() {
        return watch.freshness().dataThrough();
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }
}
