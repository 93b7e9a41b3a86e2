package io.tillview.query.merging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tillview.query.Grain;
import io.tillview.query.scoping.PieceColumns;
import io.tillview.query.scoping.Questions;
import io.tillview.query.scoping.SelectedColumn;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PieceEncodingTest {
    private static final List<SelectedColumn> COLUMNS = PieceColumns.ofPiece(
            Questions.by(Questions.per(Questions.of("visitors", "gross_sales"), Grain.DAY, "UTC"), "channel"));
    private static final int HEADER_BYTES = 17;

    private final PieceEncoding encoding = new PieceEncoding(COLUMNS);

    @Test
    void no_rows_are_no_rows() {
        assertThat(encoding.encode(List.of()).flatMap(encoding::decode)).hasValue(List.of());
    }

    @Test
    void a_text_comes_back_with_all_that_is_in_it() {
        List<Object> row = Arrays.asList(1L, "a\u0000\ud800'\ud83d\ude00", null, null, null, 0L);

        assertThat(encoding.encode(List.of(row)).flatMap(encoding::decode)).hasValue(List.of(row));
    }

    @Test
    void few_numbers_take_few_bytes() {
        List<Object> row = Arrays.asList(1_795_305_600_000L, "ads", 5L, 9L, null, 120L);

        assertThat(encoding.encode(List.of(row, row, row, row)).orElseThrow()).hasSizeLessThan(HEADER_BYTES + 80);
    }

    @Test
    void what_was_written_for_other_columns_is_nothing() {
        List<SelectedColumn> others = PieceColumns.ofPiece(
                Questions.by(Questions.per(Questions.of("sessions", "gross_sales"), Grain.DAY, "UTC"), "channel"));
        byte[] bytes = encoding.encode(List.of()).orElseThrow();

        assertThat(new PieceEncoding(others).decode(bytes)).isEmpty();
    }

    @Test
    void more_than_the_bound_is_neither_written_nor_read() {
        List<Object> row = Arrays.asList(1L, "ads", 1L, 1L, new byte[PieceEncoding.MAX_BYTES * 2], 1L);

        assertThat(encoding.encode(List.of(row))).isEmpty();
        assertThat(encoding.decode(new byte[PieceEncoding.MAX_BYTES + 1])).isEmpty();
    }

    @Property(tries = 300)
    void rows_come_back_as_they_were(@ForAll("rows") List<List<Object>> rows) {
        Optional<List<List<Object>>> read = encoding.encode(rows).flatMap(encoding::decode);

        assertThat(read).isPresent();
        assertThat(read.get()).usingRecursiveComparison().isEqualTo(rows);
    }

    @Property(tries = 500)
    void whatever_was_changed_is_nothing(
            @ForAll("rows") List<List<Object>> rows, @ForAll int place, @ForAll byte other, @ForAll boolean cut) {
        byte[] bytes = encoding.encode(rows).orElseThrow();
        int at = Math.floorMod(place, bytes.length);
        byte[] changed = cut ? Arrays.copyOf(bytes, at) : bytes.clone();
        if (!cut) {
            changed[at] = (byte) (changed[at] == other ? other + 1 : other);
        }

        assertThat(encoding.decode(changed)).isEmpty();
    }

    @Property
    void whatever_stands_there_the_reader_ends_and_takes_no_more_than_there_is(@ForAll byte[] bytes) {
        assertThatCode(() -> {
                    PieceReader reader = new PieceReader(ByteBuffer.wrap(bytes));
                    try {
                        while (!reader.isAtEnd()) {
                            reader.nullableBytes();
                            reader.text();
                            reader.nullableNumber();
                            reader.nullableOf(List.of("a"));
                        }
                    } catch (PieceReader.UnreadableException e) {
                        assertThat(e).hasNoCause();
                    }
                })
                .doesNotThrowAnyException();
    }

    @Provide
    static Arbitrary<List<List<Object>>> rows() {
        Arbitrary<Object> longs = Arbitraries.longs().map(value -> (Object) value);
        Arbitrary<Object> texts = Arbitraries.strings().ofMaxLength(8).map(value -> (Object) value);
        Arbitrary<Object> sketches =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(value -> (Object) value);
        return Combinators.combine(
                        longs,
                        texts.injectNull(0.2),
                        sketches.injectNull(0.2),
                        longs.injectNull(0.2),
                        longs.injectNull(0.2),
                        longs)
                .as((a, b, c, d, e, f) -> Arrays.asList(a, b, d, e, c, f))
                .list()
                .ofMaxSize(30);
    }
}
