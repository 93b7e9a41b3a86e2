package io.tillview.query.answering;

import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Grain;
import io.tillview.query.Having;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.OrderBy.Direction;
import io.tillview.query.ProblemType;
import io.tillview.query.QueryResult;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.answering.Answer.Answered;
import io.tillview.query.answering.Answer.NotAnswered;
import io.tillview.query.catalog.Currencies;
import io.tillview.query.scoping.Questions;
import io.tillview.query.scoping.ScopedSql;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of Druid's rows are answered: gaps, having, order, series. */
class RowSelectionTest {
    private static final long EUR = place("EUR");
    private static final long USD = place("USD");
    private static final MerchantQuery WEEKS = Questions.per(Questions.of("orders"), Grain.WEEK, "UTC");

    private final List<ScopedSql> run = new ArrayList<>();

    @Test
    void a_gap_has_counts_and_sums_of_zero_and_no_ratios() {
        MerchantQuery query = Questions.withoutGaps(Questions.per(
                Questions.of("orders", "gross_sales", "average_order_value", "order_value_p50"), Grain.WEEK, "UTC"));

        QueryResult result = answer(query, row(millis("2026-11-09"), EUR, EUR, 2L, 1_000L, 450.0));

        assertThat(result.rows())
                .containsExactly(
                        Arrays.asList("2026-10-26T00:00:00Z", 0L, "0.00", null, null),
                        Arrays.asList("2026-11-02T00:00:00Z", 0L, "0.00", null, null),
                        Arrays.asList("2026-11-09T00:00:00Z", 2L, "10.00", "5.00", "4.50"),
                        Arrays.asList("2026-11-16T00:00:00Z", 0L, "0.00", null, null));
    }

    @Test
    void without_a_single_event_there_are_gaps_only() {
        assertThat(answer(Questions.withoutGaps(WEEKS)).rows()).hasSize(4).allMatch(row -> row.get(1)
                .equals(0L));
        assertThat(answer(Questions.withoutGaps(Questions.by(WEEKS, "channel"))).rows())
                .isEmpty();
    }

    @Test
    void every_series_has_every_bucket_and_its_own_digits() {
        MerchantQuery query = Questions.withoutGaps(
                Questions.by(Questions.per(Questions.of("gross_sales"), Grain.WEEK, "UTC"), "currency"));

        QueryResult result =
                answer(query, row(millis("2026-11-02"), "JPY", 5L), row(millis("2026-11-09"), "KWD", 5_000L));

        assertThat(result.rows()).hasSize(8);
        assertThat(result.rows())
                .contains(
                        List.of("2026-10-26T00:00:00Z", "JPY", "0"),
                        List.of("2026-10-26T00:00:00Z", "KWD", "0.000"),
                        List.of("2026-11-09T00:00:00Z", "KWD", "5.000"));
    }

    @Test
    void too_many_rows_are_refused_with_their_number() {
        MerchantQuery query = Questions.withoutGaps(
                Questions.by(Questions.per(Questions.of("orders"), Grain.QUARTER_HOUR, "UTC"), "channel"));
        Object[][] rows = IntStream.range(0, 30)
                .mapToObj(i -> new Object[] {millis("2026-11-02"), "channel " + i, 1L})
                .toArray(Object[][]::new);

        NotAnswered refused =
                (NotAnswered) ask(query, Arrays.stream(rows).map(Arrays::asList).toList());

        assertThat(refused.problem()).isEqualTo(ProblemType.INVALID_QUERY);
        assertThat(refused.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("fillGaps");
            assertThat(violation.message()).contains("2016 buckets of 30 combinations", "60480 rows", "50000");
        });
    }

    @Test
    void having_and_the_limit_come_after_gaps_are_filled() {
        MerchantQuery query = Questions.top(
                Questions.having(Questions.withoutGaps(WEEKS), having("orders", Having.Operator.LT, "1")),
                2,
                new OrderBy("time", Direction.DESC));

        QueryResult result = answer(query, row(millis("2026-11-09"), 2L));

        assertThat(result.rows())
                .containsExactly(List.of("2026-11-16T00:00:00Z", 0L), List.of("2026-11-02T00:00:00Z", 0L));
        assertThat(result.page().truncated()).isTrue();
        assertThat(run.get(0).text()).doesNotContain("HAVING", "ORDER BY");
    }

    @ParameterizedTest
    @CsvSource({
        "average_order_value, EQ, 3.33, true",
        "average_order_value, GT, 3.33, false",
        "average_order_value, GTE, 3.333, false",
        "average_order_value, LTE, 3.333, true",
        "refund_rate, EQ, 0.1, true",
        "refund_rate, GT, 0.1, false",
        "refund_rate, NE, 0.10, false",
        "gross_sales, EQ, 10, true",
        "gross_sales, LT, 10.00, false"
    })
    void having_is_about_what_is_shown(String measure, Having.Operator operator, String value, boolean kept) {
        MerchantQuery query = Questions.having(
                Questions.by(Questions.of("average_order_value", "refund_rate", "gross_sales"), "channel"),
                having(measure, operator, value));

        QueryResult result = answer(query, row("ads", EUR, EUR, 1_000L, 3L, 100L));

        assertThat(result.rows()).hasSize(kept ? 1 : 0);
    }

    @Test
    void more_rows_than_can_be_chosen_from_are_refused() {
        MerchantQuery query = Questions.having(
                Questions.by(Questions.of("conversion_rate"), "page_path"),
                having("conversion_rate", Having.Operator.GT, "0"));
        List<List<Object>> rows = IntStream.rangeClosed(0, AnswerLimits.MAX_ROWS_CHOSEN)
                .mapToObj(i -> row("/" + i, 1L, 2L))
                .toList();

        NotAnswered refused = (NotAnswered) ask(query, rows);

        assertThat(refused.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("having");
            assertThat(violation.message()).contains("50000");
        });
        assertThat(((Answered) ask(query, rows.subList(0, 30_000))).result().rows())
                .hasSize(1_000);
    }

    @Test
    void what_has_no_value_is_never_kept() {
        MerchantQuery query = Questions.having(
                Questions.by(Questions.of("refund_rate"), "channel"), having("refund_rate", Having.Operator.NE, "7"));

        assertThat(answer(query, row("ads", EUR, EUR, 0L, 0L), row("organic", EUR, EUR, 0L, 4L))
                        .rows())
                .containsExactly(Arrays.asList("organic", 0.0));
    }

    @Test
    void money_that_is_hidden_is_never_kept_and_why_is_said() {
        MerchantQuery query = Questions.having(
                Questions.by(Questions.of("gross_sales"), "channel"), having("gross_sales", Having.Operator.GT, "1"));

        QueryResult result = answer(query, row("ads", EUR, EUR, 500L), row("organic", USD, USD, 500L));

        assertThat(result.rows()).isEmpty();
        assertThat(result.warnings()).extracting(Warning::code).containsExactly("several_currencies");
    }

    @Test
    void the_only_row_of_a_question_can_be_dropped_too() {
        MerchantQuery query = Questions.having(Questions.of("orders"), having("orders", Having.Operator.GTE, "5"));

        assertThat(answer(query, row(4L)).rows()).isEmpty();
        assertThat(answer(query, row(5L)).rows()).hasSize(1);
    }

    @Test
    void counts_are_dropped_by_druid_before_its_limit() {
        MerchantQuery query = Questions.top(
                Questions.having(
                        Questions.by(Questions.of("orders"), "page_path"), having("orders", Having.Operator.GTE, "5")),
                3);

        answer(query, row("/", 5L));

        assertThat(run.get(0).text()).contains(" HAVING ").endsWith(" LIMIT 4");
    }

    @Test
    void rows_chosen_here_are_in_the_order_that_druid_would_give() {
        MerchantQuery query = Questions.top(
                Questions.having(
                        Questions.by(Questions.of("average_order_value"), "channel"),
                        having("average_order_value", Having.Operator.GTE, "0")),
                10,
                new OrderBy("average_order_value", Direction.DESC));

        QueryResult result = answer(
                query,
                row("b", EUR, EUR, 1_000L, 3L),
                row(null, EUR, EUR, 1_000L, 3L),
                row("a", EUR, EUR, 1_001L, 3L),
                row("c", EUR, EUR, 2_000L, 3L));

        assertThat(result.rows()).extracting(row -> row.get(0)).containsExactly("c", "a", null, "b");
    }

    @Test
    void the_leading_series_are_chosen_over_the_whole_range() {
        MerchantQuery query =
                Questions.perTime(Questions.by(WEEKS.measuring(List.of("visitors", "orders")), "channel"), 2);
        QueryRunner runner = sql -> {
            run.add(sql);
            return new RunOutcome.Rows(
                    sql.text().contains("\"bucket\"")
                            ? List.of(row(millis("2026-11-02"), "ads", 1L, 1L))
                            : List.of(row("ads", 9L, null), row(null, 8L, null)));
        };

        QueryResult result = ((Answered) answerer(runner, query)).result();

        assertThat(run.get(0).text())
                .contains("GROUP BY \"channel\" ORDER BY \"sort_key_0\" DESC, \"by_channel\" ASC LIMIT 2")
                .doesNotContain("TIME_FLOOR");
        assertThat(run.get(1).text()).contains(" AND ((\"channel\" IN ('ads')) OR (\"channel\" IS NULL)) GROUP BY");
        assertThat(result.rows()).hasSize(1);
    }

    @Test
    void series_lead_by_the_first_measure_that_rows_are_ordered_by() {
        MerchantQuery query = Questions.top(
                Questions.perTime(Questions.by(WEEKS.measuring(List.of("visitors", "orders")), "channel"), 2),
                10,
                new OrderBy("time", Direction.ASC),
                new OrderBy("orders", Direction.ASC));

        answer(query);

        assertThat(run.get(0).text())
                .contains("orders_placed")
                .contains("\"sort_key_0\" ASC")
                .doesNotContain("visitor");
    }

    @Test
    void a_filter_of_one_currency_lets_druid_decide_about_money() {
        MerchantQuery query = Questions.having(
                Questions.where(
                        Questions.by(Questions.of("net_sales"), "channel"), Filter.of("currency", Operator.EQ, "EUR")),
                having("net_sales", Having.Operator.GT, "9.99"));

        assertThat(answer(query, row("ads", 1_200L, 200L)).rows()).containsExactly(List.of("ads", "10.00"));
        assertThat(run.get(0).text()).contains("> 999 ORDER BY");
    }

    private QueryResult answer(MerchantQuery query, List<?>... rows) {
        List<List<Object>> raw = new ArrayList<>();
        for (List<?> row : rows) {
            raw.add(new ArrayList<>(row));
        }
        return ((Answered) ask(query, raw)).result();
    }

    private Answer ask(MerchantQuery query, List<List<Object>> rows) {
        return answerer(
                sql -> {
                    run.add(sql);
                    return new RunOutcome.Rows(rows);
                },
                query);
    }

    private static Answer answerer(QueryRunner runner, MerchantQuery query) {
        return Answerers.of(runner, List::of).answer(Questions.asked(query), SHOP, "ann", "an-id");
    }

    private static Having having(String measure, Having.Operator operator, String value) {
        return new Having(measure, operator, new BigDecimal(value));
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
