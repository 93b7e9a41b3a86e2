package io.tillview.query.answering;

import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.CompareTo.Previous;
import io.tillview.query.Extras;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.QueryResult;
import io.tillview.query.QueryResult.Column;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.Question;
import io.tillview.query.answering.Answer.Answered;
import io.tillview.query.catalog.Currencies;
import io.tillview.query.scoping.Questions;
import io.tillview.query.scoping.ScopedSql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** An answer held against another time. */
class ComparisonTest {
    private static final Interval MONTH = interval("2026-03-01", "2026-04-01");
    private static final Interval BEFORE = interval("2026-02-01", "2026-03-01");
    private static final long EUR = place("EUR");
    private static final long USD = place("USD");

    private final List<ScopedSql> run = new ArrayList<>();

    @Test
    void rows_stand_beside_those_at_the_same_place_with_the_same_values() {
        MerchantQuery query =
                Questions.by(Questions.per(Questions.of("orders", "gross_sales"), Grain.DAY, "UTC"), "channel");

        QueryResult.Comparison comparison = answer(
                        query,
                        List.of(
                                row(millis("2026-03-01"), "ads", EUR, EUR, 3L, 300L),
                                row(millis("2026-03-02"), "ads", EUR, EUR, 2L, 100L),
                                row(millis("2026-03-31"), "ads", EUR, EUR, 2L, 100L)),
                        List.of(
                                row(millis("2026-02-01"), "ads", EUR, EUR, 2L, 400L),
                                row(millis("2026-02-03"), "ads", EUR, EUR, 9L, 900L)))
                .comparison();

        assertThat(comparison.columns())
                .extracting(Column::name)
                .containsExactly(
                        "time",
                        "comparison_time",
                        "channel",
                        "orders",
                        "orders_change",
                        "gross_sales",
                        "gross_sales_change");
        assertThat(comparison.rows())
                .containsExactly(
                        Arrays.asList("2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z", "ads", 2L, 0.5, "4.00", -0.25),
                        Arrays.asList("2026-03-02T00:00:00Z", "2026-02-02T00:00:00Z", "ads", 0L, null, "0.00", null),
                        Arrays.asList("2026-03-31T00:00:00Z", null, "ads", null, null, null, null));
        assertThat(comparison.timeRange())
                .isEqualTo(new QueryResult.Range("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"));
    }

    @Test
    void ranges_of_unequal_length_are_told_of() {
        MerchantQuery query = Questions.per(Questions.of("orders"), Grain.DAY, "UTC");

        QueryResult result = answer(query, List.of(row(millis("2026-03-01"), 3L)), List.of());

        assertThat(result.warnings()).extracting(Warning::code).containsExactly("comparison_uneven");
    }

    @Test
    void only_the_series_of_the_answer_are_asked_for() {
        MerchantQuery query = Questions.by(Questions.of("orders"), "channel");

        answer(query, List.of(row("ads", 3L), row(null, 3L)), List.of(row("ads", 1L)));

        assertThat(run.get(1).text())
                .contains(" AND ((\"channel\" IN ('ads')) OR (\"channel\" IS NULL)) GROUP BY")
                .contains("MILLIS_TO_TIMESTAMP(" + BEFORE.from().toEpochMilli() + ")");
    }

    @Test
    void up_is_positive_also_from_below_zero() {
        QueryResult result = answer(
                Questions.of("net_sales", "orders"),
                List.of(row(EUR, EUR, 500L, 0L, 1L)),
                List.of(row(EUR, EUR, 0L, 1_000L, 1L)));

        assertThat(result.comparison().rows()).containsExactly(Arrays.asList("-10.00", 1.5, 1L, 0.0));
    }

    @Test
    void money_in_another_currency_has_no_change() {
        QueryResult result = answer(
                Questions.of("gross_sales", "orders"),
                List.of(row(EUR, EUR, 500L, 2L)),
                List.of(row(USD, USD, 250L, 1L)));

        assertThat(result.comparison().rows()).containsExactly(Arrays.asList("2.50", null, 1L, 1.0));
        assertThat(result.warnings()).extracting(Warning::code).containsExactly("comparison_currency");
    }

    @Test
    void nothing_then_has_the_digits_of_now() {
        MerchantQuery query = Questions.by(Questions.of("gross_sales"), "channel");

        QueryResult result = answer(query, List.of(row("ads", EUR, EUR, 500L)), List.of());

        assertThat(result.comparison().rows()).containsExactly(Arrays.asList("ads", "0.00", null));
    }

    @Test
    void totals_are_compared_too() {
        MerchantQuery query = Questions.withTotals(Questions.by(Questions.of("orders"), "channel"));
        QueryRunner runner = sql -> {
            boolean before = sql.text().contains(Long.toString(BEFORE.from().toEpochMilli()));
            boolean whole = !sql.text().contains("GROUP BY");
            return new RunOutcome.Rows(List.of(whole ? row(before ? 4L : 5L) : row("ads", before ? 1L : 2L)));
        };

        QueryResult result = ask(query, runner);

        assertThat(result.totals()).isEqualTo(Arrays.asList(null, 5L));
        assertThat(result.comparison().totals()).isEqualTo(Arrays.asList(null, 4L, 0.25));
        assertThat(result.comparison().rows()).containsExactly(Arrays.asList("ads", 1L, 1.0));
    }

    @Test
    void the_other_time_is_told_to_the_millisecond() {
        Interval before =
                new Interval(Instant.parse("2026-02-01T00:00:00.001Z"), Instant.parse("2026-02-02T00:00:59.9Z"));

        QueryResult result = ask(Questions.of("orders"), sql -> new RunOutcome.Rows(List.of(row(1L))), before);

        assertThat(result.comparison().timeRange())
                .isEqualTo(new QueryResult.Range("2026-02-01T00:00:00.001Z", "2026-02-02T00:00:59.900Z"));
    }

    private QueryResult answer(MerchantQuery query, List<List<Object>> rows, List<List<Object>> before) {
        return ask(query, sql -> {
            run.add(sql);
            return new RunOutcome.Rows(
                    sql.text().contains(Long.toString(BEFORE.from().toEpochMilli())) ? before : rows);
        });
    }

    private static QueryResult ask(MerchantQuery query, QueryRunner runner) {
        return ask(query, runner, BEFORE);
    }

    private static QueryResult ask(MerchantQuery query, QueryRunner runner, Interval before) {
        Extras extras = new Extras(query.extras().totals(), Optional.of(Previous.PREVIOUS_PERIOD), Optional.empty());
        Question question =
                new Question(query.with(extras), MONTH, Optional.of(before), "a fingerprint", Optional.empty());
        return ((Answered) Answerers.of(runner, List::of).answer(question, SHOP, "ann", "an-id")).result();
    }

    private static Interval interval(String from, String to) {
        return new Interval(Instant.ofEpochMilli(millis(from)), Instant.ofEpochMilli(millis(to)));
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    private static long millis(String date) {
        return Instant.parse(date + "T00:00:00Z").toEpochMilli();
    }

    private static long place(String code) {
        return LongStream.range(1, 2_000)
                .filter(place -> Currencies.at(place).filter(code::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }
}
