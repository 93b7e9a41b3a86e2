package io.tillview.query.scoping;

import static io.tillview.query.scoping.Questions.NOVEMBER;
import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Grain;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.OrderBy.Direction;
import io.tillview.query.catalog.Datasource;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    void a_quantile_of_nothing_is_put_among_what_is_missing() {
        MerchantQuery query = Questions.top(
                Questions.by(Questions.of("order_value_p95"), "currency"),
                5,
                new OrderBy("order_value_p95", Direction.DESC));

        assertThat(rollup(query)).containsPattern("\\(CASE WHEN .* >= 0 THEN .* ELSE NULL END\\) AS \"sort_key_0\"");
    }

    @Test
    void asks_for_no_currencies_where_one_is_certain() {
        MerchantQuery filtered =
                Questions.where(Questions.of("net_sales"), new Filter("currency", Operator.EQ, List.of("USD")));

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
                Questions.where(Questions.of("orders"), new Filter("country", Operator.NOT_IN, List.of("US", "CA")));

        assertThat(rollup(query)).contains(" AND (\"country\" IS NULL OR \"country\" NOT IN ('US', 'CA')) LIMIT");
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
