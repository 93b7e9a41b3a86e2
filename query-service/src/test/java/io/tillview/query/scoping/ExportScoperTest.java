package io.tillview.query.scoping;

import static io.tillview.query.scoping.Questions.NOVEMBER;
import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Exported;
import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Grain;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.EventColumn;
import java.util.List;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParser;
import org.junit.jupiter.api.Test;

class ExportScoperTest {
    private static final String OWN_ROWS = " WHERE \"merchant_id\" = 'shop-1'"
            + " AND \"__time\" >= MILLIS_TO_TIMESTAMP(1793491200000)"
            + " AND \"__time\" < MILLIS_TO_TIMESTAMP(1795305600000)";

    private final ExportScoper scoper = new ExportScoper();

    @Test
    void a_question_without_a_limit_has_none_and_the_order_of_its_keys() {
        var question = Questions.by(Questions.per(Questions.of("orders"), Grain.DAY, "UTC"), "channel");

        ScopedSql sql =
                scoper.scope(new Exported.OfQuery(question, false), NOVEMBER, Datasource.MERCHANT_METRICS, SHOP, "ann");

        assertThat(sql.text())
                .contains(OWN_ROWS)
                .doesNotContain("LIMIT")
                .endsWith(" ORDER BY \"bucket\" ASC, \"by_channel\" ASC");
        assertThat(sql.maxRows()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void a_question_with_a_limit_gives_that_many_rows() {
        ScopedSql sql = scoper.scope(
                new Exported.OfQuery(Questions.top(Questions.by(Questions.of("orders"), "channel"), 5), true),
                NOVEMBER,
                Datasource.MERCHANT_METRICS,
                SHOP,
                "ann");

        assertThat(sql.text()).endsWith(" LIMIT 5");
        assertThat(sql.maxRows()).isEqualTo(5);
    }

    @Test
    void events_are_the_merchants_own() {
        Filter hostile = Filter.of("channel", Operator.EQ, "x' OR merchant_id = 'shop-2' --");

        ScopedSql sql = scoper.scope(
                new Exported.OfEvents(List.of("event_id", "amount", "currency"), List.of(hostile)),
                NOVEMBER,
                SHOP,
                "ann");

        assertThat(sql.text())
                .startsWith("SELECT \"event_id_high\" AS \"of_event_id_high\", \"event_id_low\" AS \"of_event_id_low\","
                        + " \"amount_minor\" AS \"of_amount_minor\", \"currency\" AS \"of_currency\" FROM \"merchant_events\""
                        + OWN_ROWS)
                .doesNotContain("shop-2'")
                .doesNotContain("LIMIT")
                .doesNotContain("ORDER BY");
    }

    @Test
    void every_column_of_events_is_sql_that_can_be_read() throws Exception {
        ScopedSql sql = scoper.scope(new Exported.OfEvents(EventColumn.names(), List.of()), NOVEMBER, SHOP, "ann");

        assertThat(((SqlSelect) SqlParser.create(sql.text()).parseQuery()).getSelectList())
                .hasSameSizeAs(sql.columns());
        assertThat(sql.text()).doesNotContain("kafka_").doesNotContain("corrections");
    }
}
