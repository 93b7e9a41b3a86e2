package io.tillview.query.druid;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.catalog.Measure;
import io.tillview.query.scoping.PieceColumns;
import io.tillview.query.scoping.Questions;
import org.junit.jupiter.api.Test;

class FrameSizeTest {
    @Test
    void rows_without_sketches_come_as_many_at_once_as_are_wanted() {
        assertThat(FrameSize.rows(PieceColumns.ofPiece(Questions.of("events", "net_sales")), 5_000))
                .isEqualTo(5_000);
    }

    @Test
    void rows_with_sketches_come_fewer_at_once() {
        String[] all = Measure.names().toArray(String[]::new);

        assertThat(FrameSize.rows(PieceColumns.ofPiece(Questions.of("visitors")), 5_000))
                .isEqualTo(4_096);
        assertThat(FrameSize.rows(PieceColumns.ofPiece(Questions.of(all)), 5_000))
                .isBetween(200, 400);
        assertThat(FrameSize.rows(PieceColumns.ofPiece(Questions.of(all)), 7)).isEqualTo(7);
    }
}
