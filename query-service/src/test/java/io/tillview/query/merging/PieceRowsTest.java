package io.tillview.query.merging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.PieceNumbers;
import io.tillview.query.scoping.PiecesScoper;
import io.tillview.query.scoping.Questions;
import io.tillview.query.scoping.SelectedColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PieceRowsTest {
    private static final MerchantQuery BY_CHANNEL = Questions.by(Questions.of("events"), "channel");

    @Test
    void rows_go_to_the_piece_they_are_of() {
        PieceNumbers pieces = PieceNumbers.of(List.of(day(1), day(2), day(4)));

        List<List<List<Object>>> byPiece = PieceRows.byPiece(
                pieces, columns(pieces), List.of(row(3L, "ads", 1L), row(0L, null, 2L), row(3L, "mail", 3L)));

        assertThat(byPiece)
                .containsExactly(List.of(row(null, 2L)), List.of(), List.of(row("ads", 1L), row("mail", 3L)));
    }

    @Test
    void rows_of_a_single_piece_have_no_number() {
        PieceNumbers pieces = PieceNumbers.of(List.of(day(1)));

        assertThat(PieceRows.byPiece(pieces, columns(pieces), List.of(row("ads", 1L))))
                .containsExactly(List.of(row("ads", 1L)));
    }

    @Test
    void a_row_of_no_piece_is_not_lost_in_silence() {
        PieceNumbers pieces = PieceNumbers.of(List.of(day(1), day(3)));
        List<SelectedColumn> columns = columns(pieces);

        assertThatThrownBy(() -> PieceRows.byPiece(pieces, columns, List.of(row(1L, "ads", 1L))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PieceRows.byPiece(pieces, columns.subList(1, 3), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_rows_take_in_memory_grows_with_what_they_hold() {
        long none = PieceRows.bytesInMemory(List.of());
        long small = PieceRows.bytesInMemory(List.of(row("ads", 1L, null)));
        long large = PieceRows.bytesInMemory(List.of(row("ads", 1L, new byte[2_048])));

        assertThat(none).isPositive();
        assertThat(small).isGreaterThan(none + 100);
        assertThat(large).isBetween(small + 2_048, small + 2_100);
    }

    private static List<SelectedColumn> columns(PieceNumbers pieces) {
        return new PiecesScoper()
                .scope(BY_CHANNEL, pieces, Datasource.MERCHANT_METRICS, Optional.empty(), 10, Questions.SHOP, "ann")
                .columns();
    }

    private static Interval day(int day) {
        Instant from = Instant.parse("2026-11-01T00:00:00Z").plus(Duration.ofDays(day));
        return new Interval(from, from.plus(Duration.ofDays(1)));
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }
}
