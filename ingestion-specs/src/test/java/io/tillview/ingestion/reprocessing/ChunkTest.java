package io.tillview.ingestion.reprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.ingestion.ReprocessingRefusedException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChunkTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void a_tasks_id_says_what_it_replaces() {
        Chunk day = new Chunk("merchant_events", START, START.plus(Duration.ofDays(1)));

        assertThat(day.task("fix", 2)).isEqualTo("reindex_fix_merchant_events_20261101T00_DAY_2");
    }

    @Test
    void what_is_neither_an_hour_nor_a_day_is_refused() {
        Chunk week = new Chunk("merchant_events", START, START.plus(Duration.ofDays(7)));

        assertThatThrownBy(week::granularity)
                .isInstanceOf(ReprocessingRefusedException.class)
                .hasMessageContaining("would have to be cut or merged");
    }

    @Test
    void a_time_is_open_until_the_last_live_event_can_have_come() {
        Instant lastArrival = ClosedChunks.lastLive(START);

        assertThat(lastArrival).isEqualTo(START.plus(Duration.ofHours(6)));
        assertThat(ClosedChunks.isOpen(lastArrival, lastArrival.plusSeconds(29)))
                .isTrue();
        assertThat(ClosedChunks.isOpen(lastArrival, lastArrival.plusSeconds(30)))
                .isFalse();
    }
}
