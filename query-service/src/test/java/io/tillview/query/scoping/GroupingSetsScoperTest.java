package io.tillview.query.scoping;

import static io.tillview.query.scoping.Questions.NOVEMBER;
import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.GroupingSetsScoper.SharedRows;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupingSetsScoperTest {
    private static final SharedRows WHOLE =
            new SharedRows(List.of(NOVEMBER), false, List.of(), Datasource.MERCHANT_METRICS);

    private final GroupingSetsScoper scoper = new GroupingSetsScoper();

    @Test
    void each_question_is_a_grouping_set_and_what_they_share_is_selected_once() {
        MerchantQuery perDay = Questions.per(Questions.of("orders"), Grain.DAY, "UTC");
        MerchantQuery byChannel = Questions.by(Questions.of("events", "orders"), "channel");

        JointSql sql = sql(WHOLE, perDay, byChannel, Questions.of("events"));

        assertThat(sql.sql().text())
                .isEqualTo("SELECT GROUPING(TIME_FLOOR(\"__time\", 'P1D', NULL, 'UTC'), \"channel\") AS"
                        + " \"grouping_set\", TIME_FLOOR(\"__time\", 'P1D', NULL, 'UTC') AS \"c0\","
                        + " \"channel\" AS \"c1\", COALESCE(SUM(\"events\") FILTER (WHERE \"event_type\" ="
                        + " 'order_placed'), 0) AS \"c2\", COALESCE(SUM(\"events\"), 0) AS \"c3\","
                        + " COUNT(*) AS \"rows_of_group\" FROM \"merchant_metrics\" WHERE \"merchant_id\" = 'shop-1' AND \"__time\" >="
                        + " MILLIS_TO_TIMESTAMP(1793491200000) AND \"__time\" < MILLIS_TO_TIMESTAMP(1795305600000)"
                        + " GROUP BY GROUPING SETS ((TIME_FLOOR(\"__time\", 'P1D', NULL, 'UTC')), (\"channel\"), ())"
                        + " LIMIT 70");
        assertThat(sql.columns(1)).isEqualTo(PieceColumns.ofAnswer(byChannel));
    }

    @Test
    void rows_are_taken_apart_by_the_set_that_they_say_they_are_of() {
        MerchantQuery byChannel = Questions.by(Questions.of("events"), "channel");
        MerchantQuery byDevice = Questions.by(Questions.of("orders", "events"), "device");

        JointSql sql = sql(WHOLE, byChannel, byDevice, byChannel);

        // A set's number: a bit for each key that it lacks. An event without a channel is not a row without channels.
        List<List<Object>> rows = List.of(
                Arrays.asList(1L, "ads", null, 5L, 1L, 10L),
                Arrays.asList(2L, null, "phone", 7L, 2L, 11L),
                Arrays.asList(1L, null, null, 6L, 3L, 20L),
                Arrays.asList(2L, null, null, 8L, 4L, 19L));
        assertThat(sql.apart(rows))
                .containsExactly(
                        List.of(List.of("ads", 5L), Arrays.asList(null, 6L)),
                        List.of(List.of("phone", 2L, 7L), Arrays.asList(null, 4L, 8L)),
                        List.of(List.of("ads", 5L), Arrays.asList(null, 6L)));
        assertThat(sql.read(rows)).isEqualTo(30);
        assertThatThrownBy(() -> sql.apart(List.of(Arrays.asList(3L, null, null, 0L, 0L, 0L))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void questions_by_the_same_keys_need_no_sets() {
        MerchantQuery perDay = Questions.per(Questions.of("orders"), Grain.DAY, "UTC");

        JointSql sql = sql(WHOLE, perDay, perDay.measuring(List.of("events")));
        JointSql oneRow = sql(WHOLE, Questions.of("orders"), Questions.of("events"));

        assertThat(sql.sql().text())
                .doesNotContain("GROUPING")
                .endsWith(" GROUP BY TIME_FLOOR(\"__time\", 'P1D', NULL, 'UTC') LIMIT 70");
        assertThat(sql.apart(List.of(List.of(1L, 2L, 3L, 9L))))
                .containsExactly(List.of(List.of(1L, 2L)), List.of(List.of(1L, 3L)));
        assertThat(oneRow.sql().text()).doesNotContain("GROUP");
        assertThat(oneRow.apart(List.of(List.of(2L, 3L, 9L))))
                .containsExactly(List.of(List.of(2L)), List.of(List.of(3L)));
    }

    @Test
    void currencies_are_looked_at_for_the_events_of_each_question() {
        JointSql sql = sql(
                WHOLE,
                Questions.by(Questions.of("gross_sales"), "channel"),
                Questions.by(Questions.of("refunds"), "device"));

        assertThat(sql.sql().text())
                .containsSubsequence(
                        "MIN(STRPOS(", "FILTER (WHERE \"event_type\" = 'order_placed') AS \"c2\"",
                        "MAX(STRPOS(", "FILTER (WHERE \"event_type\" = 'order_placed') AS \"c3\"",
                        "MIN(STRPOS(", "FILTER (WHERE \"event_type\" = 'order_refunded') AS \"c5\"");
    }

    @Test
    void pieces_are_told_apart_in_every_set() {
        Interval day = new Interval(NOVEMBER.from(), NOVEMBER.from().plus(Duration.ofDays(1)));
        Interval later =
                new Interval(day.from().plus(Duration.ofDays(3)), day.to().plus(Duration.ofDays(3)));
        SharedRows pieces = new SharedRows(List.of(day, later), true, List.of(), Datasource.MERCHANT_METRICS);

        JointSql sql = sql(pieces, Questions.of("visitors"), Questions.by(Questions.of("visitors"), "channel"));

        String piece = "(TIMESTAMP_TO_MILLIS(\"__time\") - 1793491200000) / 86400000";
        assertThat(sql.sql().text())
                .contains("SELECT GROUPING(" + piece + ", \"channel\")", "DS_HLL(\"visitors\", 12) AS \"c2\"")
                .contains(" GROUP BY GROUPING SETS ((" + piece + "), (" + piece + ", \"channel\"))")
                .contains(" OR ");
        assertThat(sql.columns(0).get(0)).isEqualTo(new SelectedColumn.PieceNumber());
    }

    @Test
    void only_questions_about_the_same_rows_go_together() {
        MerchantQuery phones = Questions.where(Questions.of("events"), Filter.of("device", Operator.EQ, "phone"));
        SharedRows everybodys = new SharedRows(List.of(NOVEMBER), false, List.of(), Datasource.PLATFORM_METRICS);

        assertThatThrownBy(() -> sql(WHOLE, Questions.of("events"), phones))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sql(everybodys, Questions.of("events"), Questions.of("orders")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sql(WHOLE)).isInstanceOf(IllegalArgumentException.class);
        MerchantQuery[] many = Collections.nCopies(GroupingSetsScoper.MAX_QUESTIONS + 1, Questions.of("events"))
                .toArray(MerchantQuery[]::new);
        assertThatThrownBy(() -> sql(WHOLE, many)).isInstanceOf(IllegalArgumentException.class);
        assertThat(sql(
                                new SharedRows(List.of(NOVEMBER), false, phones.filters(), Datasource.MERCHANT_METRICS),
                                phones,
                                phones.measuring(List.of("orders")))
                        .sql()
                        .text())
                .contains(" AND \"device\" IN ('phone') LIMIT 70");
    }

    private JointSql sql(SharedRows common, MerchantQuery... queries) {
        return scoper.scope(List.of(queries), common, 70, SHOP, "ann");
    }
}
