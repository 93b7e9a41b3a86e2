package io.tillview.query.merging;

import static io.tillview.query.merging.RandomPieces.amounts;
import static io.tillview.query.merging.RandomPieces.ids;
import static io.tillview.query.merging.RandomPieces.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tillview.query.Grain;
import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Aggregate;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.Measure;
import io.tillview.query.scoping.PieceColumns;
import io.tillview.query.scoping.Portion;
import io.tillview.query.scoping.QueryScoper;
import io.tillview.query.scoping.Questions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.quantiles.DoublesSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowMergerTest {
    private static final String[] ALL = Measure.names().toArray(String[]::new);

    @Test
    void rows_of_the_same_keys_become_one() {
        MerchantQuery query = Questions.by(Questions.per(Questions.of("events"), Grain.DAY, "UTC"), "channel");

        List<List<Object>> merged = new RowMerger(query)
                .merge(List.of(
                        List.of(row(1L, "ads", 2L), row(1L, null, 3L)),
                        List.of(),
                        List.of(row(1L, null, 4L), row(2L, "ads", 5L))));

        assertThat(merged).containsExactly(row(1L, "ads", 2L), row(1L, null, 7L), row(2L, "ads", 5L));
    }

    @Test
    void a_row_holds_the_lowest_and_the_highest_currency_of_all_that_have_one() {
        MerchantQuery query = Questions.by(Questions.of("gross_sales"), "channel");

        List<List<Object>> merged = new RowMerger(query)
                .merge(List.of(
                        List.of(row("ads", 5L, 9L, 100L), row("mail", null, null, 0L)),
                        List.of(row("ads", 1L, 5L, 20L), row("mail", null, null, 0L)),
                        List.of(row("ads", null, null, 0L))));

        assertThat(merged).containsExactly(row("ads", 1L, 9L, 120L), row("mail", null, null, 0L));
    }

    @Test
    void without_rows_there_is_one_for_a_question_without_keys_and_none_for_others() {
        List<List<Object>> one = new RowMerger(Questions.of("orders", "visitors", "gross_sales", "order_value_p95"))
                .merge(List.of(List.of(), List.of()));
        List<List<Object>> none =
                new RowMerger(Questions.by(Questions.of("orders"), "channel")).merge(List.of(List.of()));

        assertThat(one).containsExactly(row(null, null, 0L, 0L, 0L, null));
        assertThat(none).isEmpty();
    }

    @Test
    void empty_sketches_and_none_are_nothing() {
        MerchantQuery query = Questions.by(Questions.of("visitors", "order_value_p50"), "currency");

        List<List<Object>> merged = new RowMerger(query)
                .merge(List.of(
                        List.of(row("EUR", ids(List.of()), amounts(List.of()))), List.of(row("EUR", null, null))));

        assertThat(merged).containsExactly(row("EUR", 0L, null));
    }

    @Test
    void one_sketch_gives_the_very_number_that_is_read_from_it() {
        MerchantQuery query = Questions.by(Questions.of("visitors", "order_value_p50", "order_value_p95"), "currency");
        Random random = new Random(5);
        byte[] visitors = ids(numbers(random, 50_000, 1_000_000));
        byte[] orders = amounts(numbers(random, 50_000, 1_000_000));

        List<List<Object>> merged = new RowMerger(query)
                .merge(List.of(
                        List.of(row("EUR", visitors, orders)),
                        List.of(row("EUR", ids(List.of()), amounts(List.of())))));

        DoublesSketch sketch = DoublesSketch.heapify(Memory.wrap(orders));
        assertThat(merged)
                .containsExactly(row(
                        "EUR",
                        Math.round(HllSketch.heapify(visitors).getEstimate()),
                        sketch.getQuantile(0.5),
                        sketch.getQuantile(0.95)));
    }

    @Test
    void a_sum_that_is_too_large_is_no_wrong_sum() {
        MerchantQuery query = Questions.of("events");

        assertThatThrownBy(() -> new RowMerger(query).merge(List.of(List.of(row(Long.MAX_VALUE)), List.of(row(1L)))))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void rows_have_the_columns_of_the_question_itself() {
        MerchantQuery query = Questions.by(Questions.per(Questions.of(ALL), Grain.DAY, "UTC"), "channel", "device");

        assertThat(PieceColumns.ofAnswer(query))
                .isEqualTo(new QueryScoper()
                        .scope(
                                query,
                                Questions.NOVEMBER,
                                Datasource.MERCHANT_METRICS,
                                Portion.any(7),
                                Questions.SHOP,
                                "ann")
                        .columns());
    }

    @ParameterizedTest
    @EnumSource(Aggregate.class)
    void every_aggregate_is_read_from_what_its_sketch_is_named_for(Aggregate aggregate) {
        for (Datasource datasource : Datasource.values()) {
            if (aggregate.merging() != Aggregate.Merging.SUM) {
                assertThat(aggregate.sketched().sketchSql(datasource)).isEqualTo(aggregate.sketchSql(datasource));
            }
        }
        assertThat(aggregate.quantileFraction().isPresent()).isEqualTo(aggregate.isQuantile());
    }

    @Property(tries = 60)
    void however_events_are_put_into_pieces_the_answer_is_the_same(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int pieces) {
        MerchantQuery query = Questions.by(Questions.of("events", "visitors", "order_value_p50"), "currency");
        Random random = new Random(seed);
        // So few that sketches hold every one.
        List<Long> values = numbers(random, random.nextInt(255), 1_000);

        List<List<Object>> merged = new RowMerger(query).merge(inPieces(values, pieces, random));

        List<Long> sorted = values.stream().sorted().toList();
        assertThat(merged)
                .containsExactlyElementsOf(
                        values.isEmpty()
                                ? List.of()
                                : List.of(row(
                                        "EUR",
                                        (long) values.size(),
                                        values.stream().distinct().count(),
                                        (double) (long) sorted.get((int) Math.ceil(0.5 * sorted.size()) - 1))));
    }

    @Property(tries = 15)
    void however_many_ids_are_cut_the_estimate_is_the_same(@ForAll long seed) {
        MerchantQuery query = Questions.by(Questions.of("visitors"), "currency");
        Random random = new Random(seed);
        List<Long> values = numbers(random, 20_000, 1_000_000);
        List<List<List<Object>>> few = visitors(inPieces(values, 2, random));
        List<List<List<Object>>> many = visitors(inPieces(values, 90, random));

        List<List<Object>> merged = new RowMerger(query).merge(many);

        assertThat(merged).isEqualTo(new RowMerger(query).merge(few));
    }

    private static List<List<List<Object>>> visitors(List<List<List<Object>>> pieces) {
        return pieces.stream()
                .map(rows ->
                        rows.stream().map(row -> row(row.get(0), row.get(2))).toList())
                .toList();
    }

    @Property(tries = 15)
    void estimates_stay_within_their_bounds(@ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int pieces) {
        MerchantQuery query = Questions.by(Questions.of("visitors", "order_value_p50", "order_value_p95"), "currency");
        Random random = new Random(seed);
        List<Long> values = numbers(random, 60_000, 1_000_000_000);
        List<List<List<Object>>> inPieces = inPieces(values, pieces, random);
        inPieces.forEach(rows -> rows.forEach(row -> row.remove(1)));

        List<Object> row = new RowMerger(query).merge(inPieces).get(0);

        // Five standard errors: seeds are drawn anew each time, and a right estimate must never fail here.
        double distinct = values.stream().distinct().count();
        assertThat((Long) row.get(1) / distinct).isCloseTo(1, within(2.5 * Aggregate.DISTINCT_RELATIVE_ERROR));
        assertThat(rank(values, (Double) row.get(2))).isCloseTo(0.5, within(2 * Aggregate.QUANTILE_RANK_ERROR));
        assertThat(rank(values, (Double) row.get(3))).isCloseTo(0.95, within(2 * Aggregate.QUANTILE_RANK_ERROR));
        assertThat(new RowMerger(query).merge(inPieces).get(0)).isEqualTo(row);
    }

    private static double rank(List<Long> values, double value) {
        return values.stream().filter(one -> one <= value).count() / (double) values.size();
    }

    /** Rows of currency, events, visitors and amounts. */
    private static List<List<List<Object>>> inPieces(List<Long> values, int count, Random random) {
        List<List<Long>> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pieces.add(new ArrayList<>());
        }
        values.forEach(value -> pieces.get(random.nextInt(count)).add(value));
        List<List<List<Object>>> rows = new ArrayList<>();
        pieces.forEach(piece -> rows.add(
                piece.isEmpty()
                        ? Collections.emptyList()
                        : List.of(new ArrayList<>(row("EUR", (long) piece.size(), ids(piece), amounts(piece))))));
        return rows;
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }
}
