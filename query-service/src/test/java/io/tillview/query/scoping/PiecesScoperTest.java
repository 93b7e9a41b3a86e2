package io.tillview.query.scoping;

import static io.tillview.query.scoping.Questions.EVERYBODY;
import static io.tillview.query.scoping.Questions.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.OrderBy;
import io.tillview.query.catalog.Aggregate;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.SelectedColumn.AggregateValue;
import io.tillview.query.scoping.SelectedColumn.BucketStart;
import io.tillview.query.scoping.SelectedColumn.CurrencyPlace;
import io.tillview.query.scoping.SelectedColumn.DimensionValue;
import io.tillview.query.scoping.SelectedColumn.PieceNumber;
import io.tillview.query.scoping.SelectedColumn.SketchValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PiecesScoperTest {
    private final PiecesScoper scoper = new PiecesScoper();

    @Test
    void pieces_are_asked_about_in_one_statement_and_only_they() {
        ScopedSql sql = sql(Questions.of("orders"), Datasource.MERCHANT_METRICS, day(0), day(1), day(4));

        assertThat(sql.text())
                .isEqualTo("SELECT (TIMESTAMP_TO_MILLIS(\"__time\") - 1793491200000) / 86400000 AS \"piece\","
                        + " COALESCE(SUM(\"events\") FILTER (WHERE \"event_type\" = 'order_placed'), 0) AS"
                        + " \"orders_placed\" FROM \"merchant_metrics\" WHERE \"merchant_id\" = 'shop-1' AND"
                        + " ((\"__time\" >= MILLIS_TO_TIMESTAMP(1793491200000) AND \"__time\" <"
                        + " MILLIS_TO_TIMESTAMP(1793664000000)) OR (\"__time\" >= MILLIS_TO_TIMESTAMP(1793836800000)"
                        + " AND \"__time\" < MILLIS_TO_TIMESTAMP(1793923200000)))"
                        + " GROUP BY (TIMESTAMP_TO_MILLIS(\"__time\") - 1793491200000) / 86400000 LIMIT 70");
    }

    @Test
    void one_piece_needs_no_number() {
        ScopedSql sql = sql(Questions.of("orders"), Datasource.MERCHANT_METRICS, day(0));

        assertThat(sql.columns()).containsExactly(new AggregateValue(Aggregate.ORDERS_PLACED));
        assertThat(sql.text()).doesNotContain("GROUP BY", "piece");
    }

    @Test
    void estimates_are_asked_for_as_sketches_each_once() {
        MerchantQuery query = Questions.of("order_value_p50", "conversion_rate", "order_value_p95", "sessions");

        ScopedSql rollup = sql(query, Datasource.MERCHANT_METRICS, day(0), day(1));
        ScopedSql detail = sql(query, Datasource.MERCHANT_EVENTS, day(0), day(1));

        assertThat(rollup.columns())
                .containsExactly(
                        new PieceNumber(),
                        new CurrencyPlace(true),
                        new CurrencyPlace(false),
                        new SketchValue(Aggregate.ORDER_MINOR_P50),
                        new SketchValue(Aggregate.SESSIONS_WITH_ORDER),
                        new SketchValue(Aggregate.DISTINCT_SESSIONS));
        assertThat(rollup.text())
                .contains("DS_HLL(\"sessions\", 12) FILTER (WHERE \"event_type\" = 'order_placed')")
                .contains("DS_QUANTILES_SKETCH(\"order_value\", 128) FILTER (WHERE \"event_type\" = 'order_placed')");
        assertThat(detail.text())
                .contains("DS_HLL(\"session_key\", 12) AS \"distinct_sessions_sketch\"")
                .contains("DS_QUANTILES_SKETCH(\"amount_minor\", 128) FILTER")
                .doesNotContain("APPROX");
    }

    @Test
    void rows_are_grouped_by_piece_bucket_and_dimensions_and_come_in_no_order() {
        MerchantQuery query = Questions.top(
                Questions.where(
                        Questions.by(Questions.per(Questions.of("events"), Grain.HOUR, "UTC"), "channel"),
                        Filter.of("device", Operator.EQ, "phone")),
                5,
                new OrderBy("events", OrderBy.Direction.DESC));

        ScopedSql sql = scoper.scope(
                query,
                PieceNumbers.of(List.of(day(0), day(1))),
                Datasource.MERCHANT_METRICS,
                Optional.of(List.of(new Series(Arrays.asList("ads")))),
                70,
                SHOP,
                "ann");

        assertThat(sql.columns())
                .containsExactly(
                        new PieceNumber(),
                        new BucketStart(),
                        new DimensionValue("channel"),
                        new AggregateValue(Aggregate.ALL_EVENTS));
        assertThat(sql.text())
                .contains(" AND \"device\" IN ('phone') AND ((\"channel\" IN ('ads'))) GROUP BY (TIMESTAMP_TO_MILLIS")
                .endsWith(", TIME_FLOOR(\"__time\", 'PT1H', NULL, 'UTC'), \"channel\" LIMIT 70")
                .doesNotContain("ORDER BY", "HAVING", "sort_key");
        assertThat(sql.maxRows()).isEqualTo(70);
    }

    @Test
    void only_an_admin_is_answered_about_everybody() {
        PieceNumbers pieces = PieceNumbers.of(List.of(day(0)));

        assertThat(scoper.scope(
                                Questions.of("events"),
                                pieces,
                                Datasource.PLATFORM_METRICS,
                                Optional.empty(),
                                70,
                                EVERYBODY,
                                "root")
                        .text())
                .doesNotContain("merchant_id");
        assertThatThrownBy(() -> scoper.scope(
                        Questions.of("events"), pieces, Datasource.PLATFORM_METRICS, Optional.empty(), 70, SHOP, "ann"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void more_pieces_than_the_bound_are_not_asked_about() {
        List<Interval> many = new ArrayList<>();
        for (int i = 0; i <= PiecesScoper.MAX_PIECES; i++) {
            many.add(day(i));
        }

        assertThatThrownBy(
                        () -> sql(Questions.of("events"), Datasource.MERCHANT_METRICS, many.toArray(Interval[]::new)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ScopedSql sql(MerchantQuery query, Datasource datasource, Interval... pieces) {
        return scoper.scope(query, PieceNumbers.of(List.of(pieces)), datasource, Optional.empty(), 70, SHOP, "ann");
    }

    private static Interval day(int day) {
        Instant from = Questions.NOVEMBER.from().plus(Duration.ofDays(day));
        return new Interval(from, from.plus(Duration.ofDays(1)));
    }
}
