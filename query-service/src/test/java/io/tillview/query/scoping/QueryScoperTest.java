package io.tillview.query.scoping;

import static io.tillview.query.scoping.Questions.NOVEMBER;
import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Filter;
import io.tillview.query.Filter.All;
import io.tillview.query.Filter.Any;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Grain;
import io.tillview.query.Having;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.OrderBy.Direction;
import io.tillview.query.catalog.Datasource;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryScoperTest {
    private final QueryScoper scoper = new QueryScoper();

    @Test
    void names_the_merchant_and_the_time_in_every_query() {
        assertThat(rollup(Questions.of("orders")))
                .isEqualTo("SELECT COALESCE(SUM(\"events\") FILTER (WHERE \"event_type\" = 'order_placed'), 0) AS"
                        + " \"orders_placed\" FROM \"merchant_metrics\" WHERE \"merchant_id\" = 'shop-1'"
                        + " AND \"__time\" >= MILLIS_TO_TIMESTAMP(1793491200000)"
                        + " AND \"__time\" < MILLIS_TO_TIMESTAMP(1795305600000) LIMIT 1001");
    }

    @Test
    void counts_rows_in_the_detail_and_events_in_the_rollup() {
        assertThat(sql(Questions.of("events"), Datasource.MERCHANT_EVENTS))
                .contains("COUNT(*)", "FROM \"merchant_events\"");
        assertThat(rollup(Questions.of("events"))).contains("SUM(\"events\")").doesNotContain("FILTER");
    }

    @Test
    void cuts_time_in_the_zone_of_the_question() {
        String sql = rollup(Questions.per(Questions.of("orders"), Grain.DAY, "America/New_York"));

        assertThat(sql)
                .contains("TIME_FLOOR(\"__time\", 'P1D', NULL, 'America/New_York') AS \"bucket\"")
                .contains(" GROUP BY TIME_FLOOR(\"__time\", 'P1D', NULL, 'America/New_York')")
                .contains(" ORDER BY \"bucket\" ASC LIMIT");
    }

    @Test
    void a_day_with_two_midnights_stays_one_day() {
        String sql = rollup(Questions.per(Questions.of("orders"), Grain.DAY, "America/Havana"));

        assertThat(sql)
                .contains(" GROUP BY CASE WHEN \"__time\" >= MILLIS_TO_TIMESTAMP(1793505600000)"
                        + " AND \"__time\" < MILLIS_TO_TIMESTAMP(1793595600000) THEN MILLIS_TO_TIMESTAMP(1793505600000)"
                        + " ELSE TIME_FLOOR(\"__time\", 'P1D', NULL, 'America/Havana') END ORDER BY");
    }

    @Test
    void orders_down_to_the_keys_so_that_no_two_rows_are_equal() {
        MerchantQuery query = Questions.top(
                Questions.by(Questions.per(Questions.of("orders"), Grain.DAY, "UTC"), "channel"),
                5,
                new OrderBy("orders", Direction.DESC));

        assertThat(rollup(query)).endsWith(" ORDER BY \"sort_key_0\" DESC, \"bucket\" ASC, \"by_channel\" ASC LIMIT 6");
    }

    @Test
    void a_row_of_several_currencies_has_no_place_in_an_order_of_money() {
        MerchantQuery query = Questions.top(
                Questions.by(Questions.of("net_sales"), "channel"), 5, new OrderBy("net_sales", Direction.DESC));

        assertThat(rollup(query))
                .containsPattern("CASE WHEN MIN\\(STRPOS.* <> MAX\\(STRPOS.* THEN NULL ELSE .* END AS \"sort_key_0\"");
    }

    @Test
    void one_dimension_alone_never_orders_rows_or_druid_would_plan_a_top_n() {
        MerchantQuery query = Questions.top(
                Questions.by(Questions.of("orders"), "channel"), 5, new OrderBy("channel", Direction.DESC));

        assertThat(rollup(query)).endsWith(" ORDER BY \"by_channel\" DESC, \"orders_placed\" ASC LIMIT 6");
    }

    @Test
    void a_value_keeps_the_blanks_at_its_end() {
        MerchantQuery query = Questions.where(Questions.of("orders"), Filter.of("channel", Operator.LT, "ads "));

        assertThat(rollup(query)).contains("\"channel\" < CAST('ads ' AS VARCHAR)");
    }

    @Test
    void a_quantile_of_nothing_is_put_among_what_is_missing() {
        MerchantQuery query = Questions.top(
                Questions.by(Questions.of("order_value_p95"), "currency"),
                5,
                new OrderBy("order_value_p95", Direction.DESC));

        assertThat(rollup(query)).containsPattern("\\(CASE WHEN .* <= 1E19 THEN .* ELSE NULL END\\) AS \"sort_key_0\"");
    }

    @Test
    void asks_for_no_currencies_where_one_is_certain() {
        MerchantQuery filtered = Questions.where(Questions.of("net_sales"), Filter.of("currency", Operator.EQ, "USD"));

        assertThat(rollup(filtered)).doesNotContain("STRPOS");
        assertThat(rollup(Questions.by(Questions.of("net_sales"), "currency"))).doesNotContain("STRPOS");
        assertThat(rollup(Questions.of("net_sales"))).contains("STRPOS");
    }

    @Test
    void looks_for_currencies_only_among_the_money_that_is_asked_for() {
        assertThat(rollup(Questions.of("refunds")))
                .contains("|| ' ')) FILTER (WHERE \"event_type\" = 'order_refunded') AS \"lowest_currency\"");
    }

    @Test
    void what_is_not_a_value_may_also_be_missing() {
        MerchantQuery query =
                Questions.where(Questions.of("orders"), Filter.of("country", Operator.NOT_IN, "US", "CA"));

        assertThat(rollup(query)).contains(" AND (\"country\" IN ('US', 'CA')) IS NOT TRUE LIMIT");
    }

    @Test
    void filters_nest_and_every_comparison_is_closed_in_itself() {
        MerchantQuery query = Questions.where(
                Questions.of("orders"),
                new Any(List.of(
                        Filter.of("country", Operator.EQ, "US"),
                        new All(List.of(
                                Filter.of("channel", Operator.NE, "ads"), Filter.of("device", Operator.EXISTS))))));

        assertThat(rollup(query))
                .contains(" AND (\"country\" IN ('US') OR ((\"channel\" IN ('ads')) IS NOT TRUE"
                        + " AND \"device\" IS NOT NULL)) LIMIT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "country | CONTAINS | U%_! | STRPOS(\"country\", U&'U\\0025_\\0021') > 0",
                "country | STARTS_WITH | U% | LEFT(\"country\", 2) = U&'U\\0025'",
                "country | GT | M | \"country\" > 'M'",
                "country | LTE | 10 | (\"country\" >= '' AND \"country\" <= '10')",
                "attributes.size | GTE | 10.50 | CAST(<size> AS DOUBLE) >= CAST(10.50 AS DOUBLE)",
                "attributes.size | EXISTS | | <size> IS NOT NULL",
                "attributes.size | EQ | 1 | <size> IN ('1')"
            })
    void each_operator_has_its_condition(String dimension, Operator operator, String value, String condition) {
        Filter filter = value == null ? Filter.of(dimension, operator) : Filter.of(dimension, operator, value);

        assertThat(sql(Questions.where(Questions.of("orders"), filter), Datasource.MERCHANT_EVENTS))
                .contains(" AND " + condition.replace("<size>", ColumnSql.text("attributes.size")) + " LIMIT");
    }

    @Test
    void an_attribute_that_is_a_list_has_no_value() {
        assertThat(ColumnSql.text("attributes.a b.c"))
                .isEqualTo(
                        "(CASE WHEN LEFT(CONCAT(TO_JSON_STRING(JSON_QUERY(\"attributes\", <path>)), LEFT(\"merchant_id\", 0)),"
                                .concat(" 1) = U&'\\005B' THEN NULL ELSE JSON_VALUE(\"attributes\", <path>) END)")
                                .replace("<path>", "U&'\\0024\\005B\\0027a b\\0027\\005D\\005B\\0027c\\0027\\005D'"));
    }

    @Test
    void a_currency_is_certain_only_where_it_holds_for_every_event() {
        Filter usd = Filter.of("currency", Operator.EQ, "USD");
        Filter organic = Filter.of("channel", Operator.EQ, "organic");
        Filter both = new All(List.of(organic, usd));

        assertThat(moneyOf(new All(List.of(both, organic)))).isEqualTo(MoneyRule.CURRENCY_FILTERED);
        assertThat(moneyOf(new Any(List.of(both, usd)))).isEqualTo(MoneyRule.CURRENCY_FILTERED);
        assertThat(moneyOf(new Any(List.of(usd, organic)))).isEqualTo(MoneyRule.CURRENCY_OBSERVED);
        assertThat(moneyOf(new Any(List.of(usd, Filter.of("currency", Operator.EQ, "EUR")))))
                .isEqualTo(MoneyRule.CURRENCY_OBSERVED);
        assertThat(moneyOf(Filter.of("currency", Operator.STARTS_WITH, "USD"))).isEqualTo(MoneyRule.CURRENCY_OBSERVED);
        assertThat(moneyOf(Filter.of("currency", Operator.NE, "USD"))).isEqualTo(MoneyRule.CURRENCY_OBSERVED);
    }

    @ParameterizedTest
    @CsvSource({
        "orders, GTE, 4.5, >= 5",
        "orders, GT, 4.5, > 4",
        "orders, LT, 4.5, < 5",
        "orders, LTE, 4.5, <= 4",
        "orders, EQ, 4, = 4",
        "orders, EQ, 4.5, 1 = 0",
        "orders, NE, 4.5, 1 = 1",
        "orders, NE, -4, <> -4",
        "orders, LT, 99999999999999999999, < 9223372036854775807",
        "gross_sales, GTE, 10.005, >= 1001",
        "gross_sales, EQ, 10, = 1000"
    })
    void what_whole_numbers_can_tell_is_told_by_druid(
            String measure, Having.Operator op, BigDecimal value, String sql) {
        MerchantQuery query = Questions.having(
                Questions.where(
                        Questions.by(Questions.of(measure), "channel"), Filter.of("currency", Operator.EQ, "EUR")),
                new Having(measure, op, value));

        assertThat(HavingSql.decides(query)).isTrue();
        assertThat(rollup(query)).contains(" HAVING ").contains(sql + " ORDER BY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gross_sales", "average_order_value", "conversion_rate", "order_value_p50"})
    void what_it_cannot_tell_is_left_to_the_answer(String measure) {
        MerchantQuery query = Questions.having(
                Questions.by(Questions.of(measure), "channel"),
                new Having(measure, Having.Operator.GT, BigDecimal.ONE));

        assertThat(HavingSql.decides(query)).isFalse();
        assertThat(rollup(query)).doesNotContain("HAVING");
    }

    @Test
    void some_rows_can_be_had_in_no_order_and_of_some_series_only() {
        MerchantQuery query = Questions.top(
                Questions.by(Questions.of("orders"), "channel", "attributes.size"),
                5,
                new OrderBy("orders", Direction.DESC));
        Portion portion = Portion.any(7).of(List.of(new Series(Arrays.asList("ads", null))));

        String sql = scoper.scope(query, NOVEMBER, Datasource.MERCHANT_EVENTS, portion, SHOP, "ann")
                .text();

        assertThat(sql)
                .contains(" AND ((\"channel\" IN ('ads') AND " + ColumnSql.text("attributes.size")
                        + " IS NULL)) GROUP BY ")
                .endsWith(" LIMIT 7")
                .doesNotContain("ORDER BY", "sort_key");
    }

    private static MoneyRule moneyOf(Filter filter) {
        return MoneyRule.of(Questions.where(Questions.of("net_sales"), filter));
    }

    @Test
    void says_neither_the_sql_nor_what_was_looked_for_when_printed() {
        ScopedSql sql = scoper.scope(Questions.of("orders"), NOVEMBER, Datasource.MERCHANT_METRICS, SHOP, "ann");

        assertThat(sql).hasToString("ScopedSql[shop-1, merchant_metrics]");
    }

    private String rollup(MerchantQuery query) {
        return sql(query, Datasource.MERCHANT_METRICS);
    }

    private String sql(MerchantQuery query, Datasource datasource) {
        return scoper.scope(query, NOVEMBER, datasource, SHOP, "ann").text();
    }
}
