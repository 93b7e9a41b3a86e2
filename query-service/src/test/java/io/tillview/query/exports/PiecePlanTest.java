package io.tillview.query.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.ExportCompression;
import io.tillview.query.ExportFormat;
import io.tillview.query.ExportRequest;
import io.tillview.query.Exported;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PiecePlanTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Interval TWO_YEARS =
            new Interval(Instant.parse("2024-10-05T10:17:00Z"), Instant.parse("2026-11-22T11:30:00Z"));

    @ParameterizedTest
    @EnumSource(Grain.class)
    void pieces_are_the_whole_range_and_cut_no_bucket(Grain grain) {
        List<Interval> pieces = pieces(request(question(grain), false), Duration.ofSeconds(5));

        assertThat(pieces.get(0).from()).isEqualTo(TWO_YEARS.from());
        assertThat(pieces.get(pieces.size() - 1).to()).isEqualTo(TWO_YEARS.to());
        for (int i = 1; i < pieces.size(); i++) {
            Instant cut = pieces.get(i).from();
            assertThat(cut).isEqualTo(pieces.get(i - 1).to()).isEqualTo(grain.floor(cut, NEW_YORK));
        }
        assertThat(pieces).hasSizeGreaterThan(grain == Grain.NONE ? 0 : 2).allMatch(piece -> !piece.isEmpty());
    }

    @Test
    void days_are_the_least_that_a_question_is_cut_into() {
        List<Interval> pieces = pieces(request(question(Grain.HOUR), false), Duration.ofSeconds(5));

        assertThat(pieces.get(1).from().atZone(NEW_YORK))
                .isEqualTo(LocalDate.of(2024, 10, 6).atStartOfDay(NEW_YORK));
        assertThat(pieces.get(2).from().atZone(NEW_YORK))
                .isEqualTo(LocalDate.of(2024, 10, 7).atStartOfDay(NEW_YORK));
    }

    @Test
    void what_has_a_limit_is_one_piece() {
        assertThat(pieces(request(question(Grain.HOUR), true), Duration.ofSeconds(5)))
                .containsExactly(TWO_YEARS);
    }

    @Test
    void pieces_of_a_thin_merchant_grow() {
        assertThat(pieces(events(), Duration.ofMillis(20))).hasSizeBetween(5, 12);
    }

    @Test
    void pieces_that_take_long_shrink() {
        PiecePlan plan = new PiecePlan(events());
        Interval before = plan.next(TWO_YEARS.from());

        plan.took(Duration.ofSeconds(20));

        assertThat(length(plan.next(before.to()))).isLessThan(length(before));
    }

    @Test
    void a_piece_that_took_too_long_is_cut_until_it_is_a_second() {
        PiecePlan plan = new PiecePlan(events());
        Interval piece = plan.next(TWO_YEARS.from());
        int times = 0;

        while (plan.shrink(piece)) {
            piece = plan.next(TWO_YEARS.from());
            times++;
        }

        assertThat(length(piece)).isEqualTo(Duration.ofSeconds(1));
        assertThat(times).isLessThan(10);
    }

    @Test
    void a_day_of_a_question_is_not_cut() {
        PiecePlan plan = new PiecePlan(request(question(Grain.HOUR), false));

        assertThat(plan.shrink(plan.next(TWO_YEARS.from()))).isFalse();
    }

    private static List<Interval> pieces(ExportRequest request, Duration each) {
        PiecePlan plan = new PiecePlan(request);
        List<Interval> pieces = new ArrayList<>();
        Instant from = TWO_YEARS.from();
        while (from.isBefore(TWO_YEARS.to())) {
            pieces.add(plan.next(from));
            from = pieces.get(pieces.size() - 1).to();
            plan.took(each);
        }
        return pieces;
    }

    private static Duration length(Interval piece) {
        return Duration.between(piece.from(), piece.to());
    }

    private static MerchantQuery question(Grain grain) {
        TimeRange range =
                new TimeRange.Between(new TimeRange.Moment(TWO_YEARS.from()), new TimeRange.Moment(TWO_YEARS.to()));
        return MerchantQuery.of(List.of("orders"), range).by(List.of("channel")).per(grain, NEW_YORK);
    }

    private static ExportRequest request(MerchantQuery question, boolean limited) {
        return new ExportRequest(
                new Exported.OfQuery(question, limited), TWO_YEARS, ExportFormat.CSV, ExportCompression.NONE);
    }

    private static ExportRequest events() {
        return new ExportRequest(
                new Exported.OfEvents(List.of("event_id"), List.of()),
                TWO_YEARS,
                ExportFormat.CSV,
                ExportCompression.NONE);
    }
}
