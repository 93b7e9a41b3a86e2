package io.tillview.query.scoping;

import static io.tillview.query.scoping.Questions.EVERYBODY;
import static io.tillview.query.scoping.Questions.NOVEMBER;
import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.OrderBy.Direction;
import io.tillview.query.catalog.Datasource;
import io.tillview.tenancy.MerchantScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SQL for an admin, and that nobody else's is like it. */
class AllMerchantsSqlTest {
    private static final MerchantQuery BY_MERCHANT = Questions.by(Questions.of("orders"), "merchant_id");

    @Test
    void over_all_merchants_only_the_time_bounds_the_rows() {
        assertThat(sql(Questions.of("orders"), Datasource.PLATFORM_METRICS, EVERYBODY))
                .isEqualTo("SELECT COALESCE(SUM(\"events\") FILTER (WHERE \"event_type\" = 'order_placed'), 0) AS"
                        + " \"orders_placed\" FROM \"platform_metrics\""
                        + " WHERE \"__time\" >= MILLIS_TO_TIMESTAMP(1793491200000)"
                        + " AND \"__time\" < MILLIS_TO_TIMESTAMP(1795305600000) LIMIT 1001");
    }

    @Test
    void the_platform_s_rollup_has_sketches_as_the_merchants_has() {
        assertThat(sql(Questions.of("visitors", "order_value_p50"), Datasource.PLATFORM_METRICS, EVERYBODY))
                .contains(
                        "APPROX_COUNT_DISTINCT_DS_HLL(\"visitors\")", "APPROX_QUANTILE_DS(\"order_value\", 0.5, 128)");
    }

    @Test
    void the_merchant_is_a_column_like_others() {
        MerchantQuery query = Questions.top(
                Questions.where(BY_MERCHANT, Filter.of("merchant_id", Operator.IN, "shop-1", "shop' OR 1=1")),
                5,
                new OrderBy("orders", Direction.DESC));

        assertThat(sql(query, Datasource.MERCHANT_METRICS, EVERYBODY))
                .startsWith("SELECT \"merchant_id\" AS \"by_merchant_id\", ")
                .contains(" AND \"merchant_id\" IN ('shop-1', U&'shop\\0027 OR 1\\003D1')")
                .contains(" GROUP BY \"merchant_id\" ORDER BY \"sort_key_0\" DESC, \"by_merchant_id\" ASC");
    }

    @ParameterizedTest
    @EnumSource(value = Datasource.class, names = "PLATFORM_METRICS", mode = EnumSource.Mode.EXCLUDE)
    void a_merchant_s_sql_names_it_first_whatever_the_question(Datasource datasource) {
        assertThat(sql(BY_MERCHANT, datasource, SHOP)).contains(" WHERE \"merchant_id\" = 'shop-1' AND \"__time\" >= ");
    }

    @Test
    void there_is_no_sql_for_a_merchant_over_rows_that_do_not_say_whose_they_are() {
        MerchantQuery query = Questions.of("orders");

        assertThatThrownBy(() -> sql(query, Datasource.PLATFORM_METRICS, SHOP))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void without_a_scope_there_is_no_sql() {
        MerchantQuery query = Questions.of("orders");

        assertThatThrownBy(() -> sql(query, Datasource.MERCHANT_EVENTS, null)).isInstanceOf(RuntimeException.class);
    }

    private static String sql(MerchantQuery query, Datasource datasource, MerchantScope scope) {
        return new QueryScoper()
                .scope(query, NOVEMBER, datasource, scope, "root")
                .text();
    }
}
