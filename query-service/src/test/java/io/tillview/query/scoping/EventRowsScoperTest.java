package io.tillview.query.scoping;

import static io.tillview.query.scoping.Questions.NOVEMBER;
import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.journeys.EventMatch;
import io.tillview.query.journeys.VisitorSample;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventRowsScoperTest {
    private static final String FROM_SHOP = " FROM \"merchant_events\" WHERE \"merchant_id\" = 'shop-1'"
            + " AND \"__time\" >= MILLIS_TO_TIMESTAMP(1793491200000)"
            + " AND \"__time\" < MILLIS_TO_TIMESTAMP(1795305600000)";
    private static final EventMatch VIEW = new EventMatch(Optional.of("page_viewed"), List.of());
    private static final EventMatch BIG_ORDER = new EventMatch(
            Optional.of("order_placed"), List.of(new Filter.Comparison("country", Operator.NOT_IN, List.of("d'été"))));

    @Test
    void gives_a_row_for_every_event_with_the_steps_it_matches_in_no_order() {
        ScopedSql sql = scoper(VIEW, new EventMatch(Optional.of("order_placed"), List.of()))
                .rows(VisitorSample.ALL, Optional.empty(), 100);

        assertThat(sql.text())
                .isEqualTo("SELECT \"visitor_key\" AS \"visitor\", \"__time\" AS \"at\","
                        + " CASE WHEN \"event_type\" = 'page_viewed' THEN 1 ELSE 0 END"
                        + " + CASE WHEN \"event_type\" = 'order_placed' THEN 2 ELSE 0 END AS \"matched\""
                        + FROM_SHOP
                        + " AND \"event_type\" IN ('page_viewed', 'order_placed')"
                        + " AND \"visitor_key\" IS NOT NULL LIMIT 100");
        assertThat(sql.maxRows()).isEqualTo(100);
        assertThat(sql.datasource()).isEqualTo(Datasource.MERCHANT_EVENTS);
        assertThat(sql.scope()).isEqualTo(SHOP);
        assertThat(sql.subject()).isEqualTo("ann");
    }

    @Test
    void looks_at_filters_in_the_condition_and_in_the_steps() {
        String sql = scoper(VIEW, BIG_ORDER)
                .rows(VisitorSample.ALL, Optional.of("channel"), 100)
                .text();

        String condition =
                "\"event_type\" = 'order_placed'" + " AND (\"country\" IN (U&'d\\0027\\00E9t\\00E9')) IS NOT TRUE";
        assertThat(sql)
                .contains("CASE WHEN " + condition + " THEN 2 ELSE 0 END AS \"matched\", \"channel\" AS \"value\" FROM")
                .contains(" AND ((\"event_type\" = 'page_viewed') OR (" + condition + ")) AND");
    }

    @Test
    void every_event_is_meant_where_one_of_them_is_any() {
        assertThat(scoper(BIG_ORDER, EventMatch.ANY).sizes().text())
                .isEqualTo("SELECT COUNT(*) FILTER (WHERE \"visitor_key\" IS NOT NULL) AS \"with_visitor\","
                        + " COUNT(*) FILTER (WHERE \"visitor_key\" IS NULL) AS \"without_visitor\"" + FROM_SHOP);
        assertThat(scoper(BIG_ORDER, EventMatch.ANY)
                        .rows(VisitorSample.ALL, Optional.empty(), 1)
                        .text())
                .contains(" + 2 AS \"matched\"");
    }

    @Test
    void a_sample_is_taken_where_the_rows_are() {
        assertThat(scoper(VIEW, BIG_ORDER)
                        .rows(new VisitorSample(77), Optional.empty(), 1)
                        .text())
                .contains(" AND ABS(MOD(\"visitor_key\", 1000003)) < 77 LIMIT 1");
    }

    @Test
    void values_are_those_of_the_first_step() {
        assertThat(scoper(VIEW, BIG_ORDER).values("channel", 6).text())
                .isEqualTo("SELECT \"channel\" AS \"value\", APPROX_COUNT_DISTINCT_DS_HLL(\"visitor_key\", 12) AS"
                        + " \"visitors\"" + FROM_SHOP + " AND \"event_type\" IN ('page_viewed')"
                        + " AND \"visitor_key\" IS NOT NULL GROUP BY \"channel\" ORDER BY \"visitors\" DESC LIMIT 6");
    }

    private static EventRowsScoper scoper(EventMatch... matches) {
        return new EventRowsScoper(List.of(matches), NOVEMBER, SHOP, "ann");
    }
}
