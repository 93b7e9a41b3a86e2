package io.tillview.query.catalog;

import static io.tillview.query.catalog.Datasource.MERCHANT_EVENTS;
import static io.tillview.query.catalog.Datasource.MERCHANT_METRICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.scoping.Questions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceChoiceTest {
    private static final MerchantQuery ORDERS = Questions.of("orders");

    @Test
    void prefers_the_rollup_and_knows_the_detail_can_do_it_too() {
        assertThat(SourceChoice.of(Questions.by(ORDERS, "channel"), Questions.NOVEMBER))
                .containsExactly(MERCHANT_METRICS, MERCHANT_EVENTS);
    }

    @Test
    void asks_the_detail_for_dimensions_only_it_has() {
        assertThat(SourceChoice.of(Questions.by(ORDERS, "campaign"), Questions.NOVEMBER))
                .containsExactly(MERCHANT_EVENTS);
        assertThat(SourceChoice.of(
                        Questions.where(ORDERS, Filter.of("page_path", Operator.EQ, "/")), Questions.NOVEMBER))
                .containsExactly(MERCHANT_EVENTS);
    }

    @Test
    void asks_the_detail_for_attributes_and_for_filters_however_deep() {
        Filter deep = new Filter.Any(List.of(
                Filter.of("channel", Operator.EQ, "ads"),
                new Filter.All(List.of(Filter.of("page_path", Operator.EXISTS)))));

        assertThat(SourceChoice.of(Questions.by(ORDERS, "attributes.size"), Questions.NOVEMBER))
                .containsExactly(MERCHANT_EVENTS);
        assertThat(SourceChoice.of(Questions.where(ORDERS, deep), Questions.NOVEMBER))
                .containsExactly(MERCHANT_EVENTS);
    }

    @Test
    void asks_the_detail_for_minutes() {
        assertThat(SourceChoice.of(Questions.per(ORDERS, Grain.MINUTE, "UTC"), Questions.NOVEMBER))
                .containsExactly(MERCHANT_EVENTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01T00:10:00Z", "2026-11-01T00:15:00.001Z", "2026-11-01T00:15:01Z"})
    void asks_the_detail_for_a_range_that_begins_or_ends_within_a_quarter_hour(Instant odd) {
        Instant even = Instant.parse("2026-11-02T00:45:00Z");

        assertThat(SourceChoice.of(ORDERS, new Interval(odd, even))).containsExactly(MERCHANT_EVENTS);
        assertThat(SourceChoice.of(ORDERS, new Interval(Instant.EPOCH, odd))).containsExactly(MERCHANT_EVENTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Kathmandu", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Chatham"})
    void the_rollup_does_for_zones_off_by_half_and_quarter_hours(String zone) {
        assertThat(SourceChoice.of(Questions.per(ORDERS, Grain.DAY, zone), Questions.NOVEMBER))
                .contains(MERCHANT_METRICS);
    }

    @Test
    void asks_the_detail_where_a_zone_was_off_by_odd_minutes() {
        Interval then = new Interval(Instant.parse("1971-01-01T00:00:00Z"), Instant.parse("1973-01-01T00:00:00Z"));

        assertThat(SourceChoice.of(Questions.per(ORDERS, Grain.DAY, "Africa/Monrovia"), then))
                .containsExactly(MERCHANT_EVENTS);
    }
}
