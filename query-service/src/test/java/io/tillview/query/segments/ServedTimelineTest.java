package io.tillview.query.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.Interval;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.Questions;
import io.tillview.query.segments.SegmentChanges.Chunk;
import io.tillview.query.segments.SegmentChanges.Range;
import io.tillview.query.segments.SegmentChanges.Segment;
import io.tillview.query.segments.SegmentChanges.Stretch;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.MerchantScope;
import io.tillview.tenancy.OneMerchant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServedTimelineTest {
    private static final Datasource EVENTS = Datasource.MERCHANT_EVENTS;
    private static final MerchantScope ALL = Questions.EVERYBODY;

    @Test
    void a_merchant_s_fingerprint_is_of_the_segments_that_may_hold_its_rows() {
        ServedTimeline before = all(stretch(0, 24, chunk(0, 24, "v1", below(0, "m"), from(1, "m"))));

        ServedTimeline after =
                before.after(changes(2, stretch(0, 24, chunk(0, 24, "v1", below(0, "m"), growing(from(1, "m"))))));

        assertThat(print(after, "a")).isEqualTo(print(before, "a"));
        assertThat(print(after, "m")).isNotEqualTo(print(before, "m"));
        assertThat(print(after, "z")).isNotEqualTo(print(before, "z"));
        assertThat(after.standing(EVENTS, ALL, hours(0, 24)).fingerprint())
                .isNotEqualTo(before.standing(EVENTS, ALL, hours(0, 24)).fingerprint());
    }

    @Test
    void an_end_counts_unless_it_is_said_that_it_does_not() {
        Segment exclusive = new Segment(0, false, range("a", "m", true));
        Segment inclusive = new Segment(0, false, range("a", "m", false));

        assertThat(print(all(stretch(0, 24, chunk(0, 24, "v1", exclusive))), "m"))
                .isEqualTo(new Fingerprint(0, 0));
        assertThat(print(all(stretch(0, 24, chunk(0, 24, "v1", inclusive))), "m"))
                .isNotEqualTo(new Fingerprint(0, 0));
    }

    @Test
    void ranges_that_overlap_are_all_found() {
        Segment wide = new Segment(0, false, range("a", "z", false));
        Segment early = new Segment(1, false, range("b", "c", false));
        Segment late = new Segment(2, false, range("d", "e", false));

        Fingerprint found = print(all(stretch(0, 24, chunk(0, 24, "v1", early, late, wide))), "f");

        assertThat(found).isEqualTo(print(all(stretch(0, 24, chunk(0, 24, "v1", wide))), "f"));
    }

    @Test
    void a_merchant_at_the_border_of_ranges_is_in_all_that_touch_it() {
        Segment first = new Segment(0, false, range("a", "m", false));
        Segment only = new Segment(1, false, range("m", "m", false));
        Segment last = from(2, "m");

        assertThat(print(all(stretch(0, 24, chunk(0, 24, "v1", first, only, last))), "m"))
                .isEqualTo(standing(all(stretch(0, 24, chunk(0, 24, "v1", any(0), any(1), any(2)))), "m")
                        .fingerprint());
        assertThat(print(all(stretch(0, 24, chunk(0, 24, "v1", first, only, last))), "n"))
                .isEqualTo(print(all(stretch(0, 24, chunk(0, 24, "v1", last))), "n"));
    }

    @Test
    void ids_that_begin_alike_or_not_at_all_alike_are_found() {
        Segment first = below(0, "shop-1234567890");
        Segment second = new Segment(1, false, range("shop-1234567890", "shop-1234567899", true));
        Segment third = from(2, "shop-1234567899");
        ServedTimeline served = all(stretch(0, 24, chunk(0, 24, "v1", first, second, third)));

        assertThat(List.of("A", "shop-1", "shop-1234567889", "shop-"))
                .allSatisfy(id -> assertThat(print(served, id)).isEqualTo(printOfOnly(first, id)));
        assertThat(List.of("shop-1234567890", "shop-1234567898", "shop-12345678989"))
                .allSatisfy(id -> assertThat(print(served, id)).isEqualTo(printOfOnly(second, id)));
        assertThat(List.of("shop-1234567899", "shop-2", "z"))
                .allSatisfy(id -> assertThat(print(served, id)).isEqualTo(printOfOnly(third, id)));
    }

    @Test
    void what_carries_no_range_counts_for_everyone() {
        ServedTimeline served = all(stretch(0, 24, chunk(0, 24, "v1", below(0, "m"), growing(any(1)))));

        assertThat(standing(served, "a").open()).containsExactly(hours(0, 24));
        assertThat(standing(served, "z").open()).containsExactly(hours(0, 24));
    }

    @Test
    void time_is_open_where_a_segment_grows_and_parts_that_touch_are_one() {
        ServedTimeline served = all(stretch(
                0,
                24,
                chunk(0, 1, "v1", any(0)),
                chunk(1, 2, "v1", growing(any(0))),
                chunk(2, 3, "v1", any(0), growing(any(1))),
                chunk(3, 4, "v1", any(0)),
                chunk(5, 6, "v1", growing(from(0, "m")))));

        assertThat(served.standing(
                                EVENTS,
                                one("a"),
                                new Interval(
                                        hours(1, 2).from().plusSeconds(60),
                                        hours(0, 24).to()))
                        .open())
                .containsExactly(new Interval(
                        hours(1, 2).from().plusSeconds(60), hours(2, 3).to()));
        assertThat(standing(served, "z").open()).containsExactly(hours(1, 3), hours(5, 6));
        assertThat(served.standing(EVENTS, one("z"), hours(3, 5)).isClosed()).isTrue();
    }

    @Test
    void where_there_is_nothing_it_is_closed_and_always_the_same() {
        ServedTimeline served = all(stretch(0, 24, chunk(5, 6, "v1", any(0))));

        assertThat(served.standing(EVENTS, one("a"), hours(0, 5)))
                .isEqualTo(new Standing(new Fingerprint(0, 0), List.of(), 1));
        assertThat(served.standing(Datasource.MERCHANT_METRICS, one("a"), hours(0, 24)))
                .isEqualTo(new Standing(new Fingerprint(0, 0), List.of(), 1));
        assertThat(print(served, "a")).isNotEqualTo(new Fingerprint(0, 0));
    }

    @Test
    void a_change_that_is_changed_back_is_the_same_but_changed() {
        Stretch before = stretch(3, 4, chunk(3, 4, "v1", any(0)));
        ServedTimeline first = all(before);

        ServedTimeline last = first.after(changes(5, stretch(3, 4))).after(changes(9, before));

        assertThat(print(last, "a")).isEqualTo(print(first, "a"));
        assertThat(standing(last, "a").changedAt()).isEqualTo(9);
        assertThat(last.standing(EVENTS, one("a"), hours(0, 3)).changedAt()).isEqualTo(1);
        assertThat(last.standing(EVENTS, one("a"), hours(4, 24)).changedAt()).isEqualTo(1);
        assertThat(last.position()).isEqualTo(9);
    }

    @Test
    void what_vanishes_has_changed() {
        ServedTimeline served = all(stretch(3, 4, chunk(3, 4, "v1", any(0)))).after(changes(7, stretch(3, 4)));

        assertThat(served.standing(EVENTS, ALL, hours(0, 24)))
                .isEqualTo(new Standing(new Fingerprint(0, 0), List.of(), 7));
    }

    @Test
    void the_visible_parts_of_a_day_keep_their_fingerprints_when_an_hour_is_replaced() {
        ServedTimeline before = all(stretch(0, 24, chunk(0, 24, "v1", any(0))));

        ServedTimeline after = before.after(changes(2, stretch(3, 4, chunk(3, 4, "v2", any(0)))));

        for (Interval same : List.of(hours(0, 3), hours(4, 24))) {
            assertThat(after.standing(EVENTS, ALL, same)).isEqualTo(before.standing(EVENTS, ALL, same));
        }
        assertThat(after.standing(EVENTS, ALL, hours(3, 4)).fingerprint())
                .isNotEqualTo(before.standing(EVENTS, ALL, hours(3, 4)).fingerprint());
    }

    @Test
    void tells_datasources_versions_times_and_partitions_apart() {
        Chunk chunk = chunk(0, 1, "v1", any(0));

        assertThat(List.of(
                        print(all(stretch(0, 24, chunk)), "a"),
                        print(all(stretch(0, 24, chunk(0, 1, "v2", any(0)))), "a"),
                        print(all(stretch(0, 24, chunk(1, 2, "v1", any(0)))), "a"),
                        print(all(stretch(0, 24, chunk(0, 1, "v1", any(1)))), "a"),
                        print(all(stretch(0, 24, chunk(0, 1, "v1", any(0), any(1)))), "a"),
                        all(new Stretch(Datasource.MERCHANT_METRICS, hours(0, 24), List.of(chunk)))
                                .standing(Datasource.MERCHANT_METRICS, one("a"), hours(0, 24))
                                .fingerprint()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everything_anew_takes_the_place_of_what_was() {
        ServedTimeline before = all(stretch(0, 24, chunk(3, 4, "v1", any(0))));

        ServedTimeline after = before.after(new SegmentChanges("another", 4, true, List.of()));

        assertThat(after.epoch()).isEqualTo("another");
        assertThat(standing(after, "a")).isEqualTo(new Standing(new Fingerprint(0, 0), List.of(), 4));
    }

    @Test
    void changes_of_another_epoch_or_of_the_past_are_not_taken() {
        ServedTimeline served = ServedTimeline.of(new SegmentChanges("one", 5, true, List.of()));

        assertThatThrownBy(() -> served.after(new SegmentChanges("another", 6, false, List.of())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> served.after(new SegmentChanges("one", 4, false, List.of())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServedTimeline.of(new SegmentChanges("one", 6, false, List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ServedTimeline all(Stretch... stretches) {
        return ServedTimeline.of(new SegmentChanges("one", 1, true, List.of(stretches)));
    }

    private static SegmentChanges changes(long position, Stretch... stretches) {
        return new SegmentChanges("one", position, false, List.of(stretches));
    }

    private static Stretch stretch(int from, int to, Chunk... chunks) {
        return new Stretch(EVENTS, hours(from, to), List.of(chunks));
    }

    private static Chunk chunk(int from, int to, String version, Segment... segments) {
        return new Chunk(hours(from, to), hours(from, to), version, List.of(segments));
    }

    private static Segment any(int partition) {
        return new Segment(partition, false, Optional.empty());
    }

    private static Segment below(int partition, String end) {
        return new Segment(partition, false, Optional.of(new Range(Optional.empty(), Optional.of(end), true)));
    }

    private static Segment from(int partition, String start) {
        return new Segment(partition, false, Optional.of(new Range(Optional.of(start), Optional.empty(), false)));
    }

    private static Segment growing(Segment segment) {
        return new Segment(segment.partition(), true, segment.range());
    }

    private static Optional<Range> range(String start, String end, boolean endExclusive) {
        return Optional.of(new Range(Optional.of(start), Optional.of(end), endExclusive));
    }

    private static Fingerprint printOfOnly(Segment segment, String merchant) {
        return print(all(stretch(0, 24, chunk(0, 24, "v1", any(segment.partition())))), merchant);
    }

    private static Fingerprint print(ServedTimeline served, String merchant) {
        return standing(served, merchant).fingerprint();
    }

    private static Standing standing(ServedTimeline served, String merchant) {
        return served.standing(EVENTS, one(merchant), hours(0, 24));
    }

    private static MerchantScope one(String merchant) {
        return new OneMerchant(new MerchantId(merchant));
    }

    private static Interval hours(int from, int to) {
        return SlotModel.hours(from, to);
    }
}
