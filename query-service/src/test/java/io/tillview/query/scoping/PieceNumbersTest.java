package io.tillview.query.scoping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PieceNumbersTest {
    private static final long HOUR = 3_600_000;

    @Test
    void pieces_of_one_length_are_a_quotient_though_some_are_missing() {
        PieceNumbers numbers = PieceNumbers.of(List.of(hours(10, 11), hours(11, 12), hours(14, 15)));

        assertThat(numbers.sql()).isEqualTo("(TIMESTAMP_TO_MILLIS(\"__time\") - 36000000) / 3600000");
        assertThat(numbers.placeOf(4)).isEqualTo(OptionalInt.of(2));
        assertThat(numbers.placeOf(3)).isEmpty();
        assertThat(numbers.placeOf(-1)).isEmpty();
    }

    @Test
    void there_is_no_condition_in_it() {
        PieceNumbers numbers = PieceNumbers.of(List.of(hours(10, 11), hours(11, 13), hours(13, 20)));

        assertThat(numbers.sql()).doesNotContain("CASE", "<", "=");
    }

    @Test
    void pieces_that_overlap_or_are_empty_have_no_numbers() {
        assertThatThrownBy(() -> PieceNumbers.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PieceNumbers.of(List.of(hours(1, 3), hours(2, 4))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PieceNumbers.of(List.of(hours(1, 1)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void less_than_a_millisecond_divides_by_nothing_less_than_one() {
        Instant two = Instant.ofEpochMilli(2 * HOUR);

        assertThat(PieceNumbers.of(List.of(hours(1, 2), new Interval(two, two.plusNanos(7))))
                        .sql())
                .doesNotContain("/ 0");
    }

    @Property
    void the_sql_gives_every_instant_the_number_of_its_piece(@ForAll("pieces") List<Interval> pieces) {
        PieceNumbers numbers = PieceNumbers.of(pieces);

        for (int i = 0; i < pieces.size(); i++) {
            long from = pieces.get(i).from().toEpochMilli();
            long to = pieces.get(i).to().toEpochMilli();
            for (long at : new long[] {from, from + (to - from) / 2, to - 1}) {
                assertThat(numbers.placeOf(WholeNumberSql.valueOf(numbers.sql(), at)))
                        .isEqualTo(OptionalInt.of(i));
            }
        }
    }

    /** Days, hours and odd times, with holes. */
    @Provide
    static Arbitrary<List<Interval>> pieces() {
        Arbitrary<Long> lengths = Arbitraries.oneOf(
                Arbitraries.of(HOUR, 24 * HOUR, 23 * HOUR), Arbitraries.longs().between(1, 100 * HOUR));
        Arbitrary<Long> holes = Arbitraries.oneOf(
                Arbitraries.just(0L),
                Arbitraries.of(HOUR, 24 * HOUR),
                Arbitraries.longs().between(1, 100 * HOUR));
        return Combinators.combine(
                        Arbitraries.longs().between(-HOUR, 2_000_000_000_000L),
                        Combinators.combine(lengths, holes)
                                .as((length, hole) -> new long[] {length, hole})
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(100))
                .as((from, all) -> {
                    List<Interval> pieces = new ArrayList<>();
                    long cursor = from;
                    for (long[] one : all) {
                        pieces.add(new Interval(Instant.ofEpochMilli(cursor), Instant.ofEpochMilli(cursor + one[0])));
                        cursor += one[0] + one[1];
                    }
                    return pieces;
                });
    }

    private static Interval hours(long from, long to) {
        return new Interval(Instant.ofEpochMilli(from * HOUR), Instant.ofEpochMilli(to * HOUR));
    }
}
