package io.tillview.query.catalog;

import static io.tillview.query.catalog.Datasource.MERCHANT_EVENTS;
import static io.tillview.query.catalog.Datasource.MERCHANT_METRICS;
import static io.tillview.query.catalog.Datasource.PLATFORM_METRICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Grain;
import io.tillview.query.MerchantQuery;
import io.tillview.query.scoping.Questions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an admin can ask over all merchants, and a merchant can't. */
class AudienceTest {
    private static final MerchantQuery ORDERS = Questions.of("orders");

    @Test
    void whose_an_event_is_only_an_admin_can_ask() {
        assertThat(Audience.ADMIN.groupable("merchant_id")).contains(OwnerDimension.MERCHANT_ID);
        assertThat(Audience.MERCHANT.groupable("merchant_id")).isEmpty();
        assertThat(Audience.MERCHANT.suggestions())
                .doesNotContain("merchant_id")
                .contains("channel");
        assertThat(Audience.ADMIN.suggestions()).contains("merchant_id", "channel", "attributes.<name>");
    }

    @Test
    void the_scope_says_which_it_is() {
        assertThat(Audience.of(Questions.EVERYBODY)).isEqualTo(Audience.ADMIN);
        assertThat(Audience.of(Questions.SHOP)).isEqualTo(Audience.MERCHANT);
    }

    @Test
    void the_platform_s_rollup_answers_an_admin_first_and_a_merchant_never() {
        MerchantQuery query = Questions.by(ORDERS, "channel");

        assertThat(admins(query)).containsExactly(PLATFORM_METRICS, MERCHANT_METRICS, MERCHANT_EVENTS);
        assertThat(SourceChoice.of(query, Questions.NOVEMBER)).containsExactly(MERCHANT_METRICS, MERCHANT_EVENTS);
    }

    @Test
    void who_tells_merchants_apart_is_asked_where_they_are() {
        Filter deep = new Filter.Any(
                List.of(Filter.of("channel", Operator.EQ, "ads"), Filter.of("merchant_id", Operator.EQ, "shop-1")));

        assertThat(admins(Questions.by(ORDERS, "merchant_id"))).containsExactly(MERCHANT_METRICS, MERCHANT_EVENTS);
        assertThat(admins(Questions.where(ORDERS, deep))).containsExactly(MERCHANT_METRICS, MERCHANT_EVENTS);
    }

    @Test
    void the_detail_is_asked_for_what_no_rollup_can_tell_exactly() {
        assertThat(admins(Questions.by(ORDERS, "merchant_id", "page_path"))).containsExactly(MERCHANT_EVENTS);
        assertThat(admins(Questions.by(ORDERS, "attributes.size"))).containsExactly(MERCHANT_EVENTS);
        assertThat(admins(Questions.per(ORDERS, Grain.MINUTE, "UTC"))).containsExactly(MERCHANT_EVENTS);
    }

    private static List<Datasource> admins(MerchantQuery query) {
        return SourceChoice.of(query, Questions.NOVEMBER, Audience.ADMIN);
    }
}
