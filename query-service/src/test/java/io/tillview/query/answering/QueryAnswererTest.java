package io.tillview.query.answering;

import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Grain;
import io.tillview.query.MerchantQuery;
import io.tillview.query.ProblemType;
import io.tillview.query.QueryResult;
import io.tillview.query.QueryResult.Column;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.answering.Answer.Answered;
import io.tillview.query.answering.Answer.NotAnswered;
import io.tillview.query.catalog.Currencies;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.Questions;
import io.tillview.query.scoping.ScopedSql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QueryAnswererTest {
    private static final long USD = place("USD");
    private static final long EUR = place("EUR");
    private static final long JPY = place("JPY");

    private final List<ScopedSql> run = new ArrayList<>();

    @Test
    void money_is_a_decimal_text_in_the_currency_of_the_rows() {
        QueryResult result = answer(Questions.of("gross_sales", "orders"), row(USD, USD, 912_050L, 120L));

        assertThat(result.rows()).containsExactly(List.of("9120.50", 120L));
        assertThat(result.columns()).extracting(Column::currency).containsExactly("USD", null);
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void money_has_as_many_digits_as_its_currency() {
        assertThat(answer(Questions.of("gross_sales"), row(JPY, JPY, 1_234L)).rows())
                .containsExactly(List.of("1234"));
    }

    @Test
    void net_sales_may_be_negative() {
        assertThat(answer(Questions.of("net_sales"), row(USD, USD, 5L, 205L)).rows())
                .containsExactly(List.of("-2.00"));
    }

    @Test
    void an_average_is_rounded_half_up_to_the_minor_unit() {
        assertThat(answer(Questions.of("average_order_value"), row(USD, USD, 1_001L, 2L))
                        .rows())
                .containsExactly(List.of("5.01"));
    }

    @Test
    void a_ratio_without_a_denominator_is_null() {
        QueryResult result = answer(Questions.of("average_order_value", "refund_rate"), row(null, null, 0L, 0L, 0L));

        assertThat(result.rows()).containsExactly(Arrays.asList(null, null));
    }

    @Test
    void several_currencies_are_not_added_up() {
        QueryResult result = answer(Questions.of("gross_sales", "orders"), row(EUR, USD, 300L, 2L));

        assertThat(result.rows()).containsExactly(Arrays.asList(null, 2L));
        assertThat(result.warnings()).extracting(Warning::code).containsExactly("several_currencies");
    }

    @Test
    void a_column_never_holds_amounts_of_several_currencies() {
        QueryResult result = answer(
                Questions.by(Questions.of("gross_sales"), "channel"),
                row("ads", USD, USD, 300L),
                row("organic", EUR, EUR, 300L));

        assertThat(result.rows()).containsExactly(Arrays.asList("ads", null), Arrays.asList("organic", null));
        assertThat(result.columns()).extracting(Column::currency).containsOnlyNulls();
        assertThat(result.warnings().get(0).message()).contains("EUR, USD");
    }

    @Test
    void by_currency_every_row_has_its_own() {
        QueryResult result = answer(
                Questions.by(Questions.of("gross_sales"), "currency"),
                row("JPY", 300L),
                row("USD", 300L),
                row(null, 0L));

        assertThat(result.rows())
                .containsExactly(List.of("JPY", "300"), List.of("USD", "3.00"), Arrays.asList(null, "0"));
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void a_filter_by_one_currency_says_which_it_is_even_without_money() {
        MerchantQuery query = Questions.where(Questions.of("gross_sales"), Filter.of("currency", Operator.EQ, "USD"));

        QueryResult result = answer(query, row(0L));

        assertThat(result.rows()).containsExactly(List.of("0.00"));
        assertThat(result.columns()).extracting(Column::currency).containsExactly("USD");
    }

    @Test
    void a_filter_by_one_currency_says_which_it_is_even_without_rows() {
        MerchantQuery query = Questions.where(
                Questions.by(Questions.of("gross_sales"), "channel"), Filter.of("currency", Operator.EQ, "USD"));

        assertThat(answer(query).columns()).extracting(Column::currency).containsExactly(null, "USD");
    }

    @Test
    void a_currency_nobody_knows_is_not_shown_as_another() {
        QueryResult result = answer(Questions.of("gross_sales"), row(0L, 0L, 300L));

        assertThat(result.rows()).containsExactly(Arrays.asList((Object) null));
        assertThat(result.warnings()).extracting(Warning::code).containsExactly("unknown_currency");
    }

    @Test
    void times_have_the_offset_that_the_zone_had_then() {
        MerchantQuery query = Questions.per(Questions.of("orders"), Grain.DAY, "America/New_York");

        QueryResult result = answer(
                query,
                row(Instant.parse("2026-11-01T04:00:00Z").toEpochMilli(), 1L),
                row(Instant.parse("2026-11-02T05:00:00Z").toEpochMilli(), 2L));

        assertThat(result.rows())
                .containsExactly(List.of("2026-11-01T00:00:00-04:00", 1L), List.of("2026-11-02T00:00:00-05:00", 2L));
    }

    @Test
    void says_when_there_are_more_rows_than_the_limit() {
        MerchantQuery query = Questions.top(Questions.by(Questions.of("orders"), "channel"), 2);

        assertThat(answer(query, row("a", 1L), row("b", 1L), row("c", 1L))
                        .page()
                        .truncated())
                .isTrue();
        assertThat(answer(query, row("a", 1L), row("b", 1L), row("c", 1L)).rows())
                .hasSize(2);
        assertThat(answer(query, row("a", 1L), row("b", 1L)).page().truncated()).isFalse();
    }

    @Test
    void asks_the_detail_when_there_is_no_rollup_yet() {
        QueryRunner runner = sql -> sql.datasource() == Datasource.MERCHANT_METRICS
                ? new RunOutcome.NoSuchDatasource()
                : new RunOutcome.Rows(List.of(row(7L)));

        QueryResult result = ((Answered) answer(runner, Questions.of("orders"))).result();

        assertThat(result.rows()).containsExactly(List.of(7L));
        assertThat(result.meta().source()).isEqualTo("merchant_events");
    }

    @Test
    void before_the_first_event_the_answer_is_zero_and_says_so() {
        QueryResult result = ((Answered)
                        answer(sql -> new RunOutcome.NoSuchDatasource(), Questions.of("orders", "gross_sales")))
                .result();

        assertThat(result.rows()).containsExactly(List.of(0L, "0"));
        assertThat(result.warnings()).extracting(Warning::code).containsExactly("no_data_yet");
    }

    @Test
    void before_the_first_event_there_are_no_rows_of_a_dimension() {
        QueryResult result = ((Answered) answer(
                        sql -> new RunOutcome.NoSuchDatasource(), Questions.by(Questions.of("orders"), "channel")))
                .result();

        assertThat(result.rows()).isEmpty();
    }

    @Test
    void totals_are_asked_without_dimensions_and_are_no_sum_of_rows() {
        MerchantQuery query = Questions.withTotals(Questions.by(Questions.of("visitors"), "channel", "device"));
        QueryRunner runner = sql -> new RunOutcome.Rows(
                sql.text().contains("GROUP BY")
                        ? List.of(row("ads", "phone", 3L), row("organic", "phone", 4L))
                        : List.of(row(5L)));

        QueryResult result = ((Answered) answer(runner, query)).result();

        assertThat(result.rows()).containsExactly(List.of("ads", "phone", 3L), List.of("organic", "phone", 4L));
        assertThat(result.totals()).isEqualTo(Arrays.asList(null, null, 5L));
        assertThat(result.columns()).extracting(Column::relativeError).containsExactly(null, null, 0.032);
    }

    @Test
    void totals_over_several_currencies_have_no_money() {
        MerchantQuery query = Questions.withTotals(Questions.by(Questions.of("gross_sales"), "currency"));
        QueryRunner runner = sql -> new RunOutcome.Rows(
                sql.text().contains("GROUP BY")
                        ? List.of(row("EUR", 300L), row("USD", 200L))
                        : List.of(row(EUR, USD, 500L)));

        QueryResult result = ((Answered) answer(runner, query)).result();

        assertThat(result.rows()).containsExactly(List.of("EUR", "3.00"), List.of("USD", "2.00"));
        assertThat(result.totals()).isEqualTo(Arrays.asList(null, null));
        assertThat(result.warnings()).extracting(Warning::code).containsExactly("several_currencies");
    }

    @Test
    void quantiles_are_money_and_null_without_orders() {
        assertThat(answer(Questions.of("order_value_p50"), row(EUR, EUR, 4990.0))
                        .rows())
                .containsExactly(List.of("49.90"));
        assertThat(answer(Questions.of("order_value_p50"), row(null, null, null))
                        .rows())
                .containsExactly(Arrays.asList((Object) null));
    }

    @Test
    void abandonment_is_never_below_zero_and_null_without_carts() {
        MerchantQuery query = Questions.of("cart_abandonment_rate");

        assertThat(answer(query, row(5L, 4L)).rows()).containsExactly(List.of(0.0));
        assertThat(answer(query, row(1L, 4L)).rows()).containsExactly(List.of(0.75));
        assertThat(answer(query, row(0L, 0L)).rows()).containsExactly(Arrays.asList((Object) null));
    }

    @Test
    void every_other_outcome_is_a_problem() {
        assertThat(problem(new RunOutcome.TimedOut())).isEqualTo(ProblemType.TIMED_OUT);
        assertThat(problem(new RunOutcome.Overloaded())).isEqualTo(ProblemType.OVERLOADED);
        assertThat(problem(new RunOutcome.Unavailable())).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(problem(new RunOutcome.Refused(RunOutcome.Refused.Reason.TOO_LARGE, OptionalInt.empty())))
                .isEqualTo(ProblemType.INVALID_QUERY);
        assertThat(problem(new RunOutcome.Failed())).isEqualTo(ProblemType.INTERNAL);
    }

    @Test
    void runs_nothing_but_the_scope_it_was_given() {
        answer(Questions.of("orders"), row(1L));

        assertThat(run).extracting(ScopedSql::scope).containsOnly(SHOP);
        assertThat(run).extracting(ScopedSql::subject).containsOnly("ann");
    }

    private ProblemType problem(RunOutcome outcome) {
        return ((NotAnswered) answer(sql -> outcome, Questions.of("orders"))).problem();
    }

    private QueryResult answer(MerchantQuery query, List<?>... rows) {
        List<List<Object>> answered = new ArrayList<>();
        Arrays.stream(rows).forEach(row -> answered.add(new ArrayList<>(row)));
        QueryRunner runner = sql -> {
            run.add(sql);
            return new RunOutcome.Rows(answered);
        };
        return ((Answered) answer(runner, query)).result();
    }

    private static Answer answer(QueryRunner runner, MerchantQuery query) {
        return Answerers.of(runner, List::of).answer(Questions.asked(query), SHOP, "ann", "an-id");
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    private static long place(String code) {
        return LongStream.range(1, 2_000)
                .filter(place -> Currencies.at(place).filter(code::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }
}
