package io.tillview.query.merging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.query.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PieceCutTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Test
    void whole_days_are_pieces_and_what_is_left_over_is_hours() {
        List<Piece> pieces = cut("2026-11-20T21:20:00Z", "2026-11-23T02:30:00Z", ZoneOffset.UTC);

        assertThat(pieces)
                .extracting(piece -> piece.interval().from().toString())
                .containsExactly(
                        "2026-11-20T21:20:00Z",
                        "2026-11-20T22:00:00Z",
                        "2026-11-20T23:00:00Z",
                        "2026-11-21T00:00:00Z",
                        "2026-11-22T00:00:00Z",
                        "2026-11-23T00:00:00Z",
                        "2026-11-23T01:00:00Z",
                        "2026-11-23T02:00:00Z");
    }

    @Test
    void days_are_those_of_the_zone_and_hours_those_of_utc() {
        List<Piece> pieces = cut("2026-11-20T17:30:00Z", "2026-11-22T19:00:00Z", ZoneId.of("Asia/Kathmandu"));

        assertThat(pieces)
                .extracting(piece -> piece.interval().from().toString())
                .containsExactly(
                        "2026-11-20T17:30:00Z",
                        "2026-11-20T18:00:00Z",
                        "2026-11-20T18:15:00Z",
                        "2026-11-21T18:15:00Z",
                        "2026-11-22T18:15:00Z");
    }

    @Test
    void the_day_on_which_clocks_change_is_one_piece() {
        List<Piece> pieces = cut("2026-10-31T04:00:00Z", "2026-11-03T05:00:00Z", NEW_YORK);

        assertThat(pieces)
                .extracting(piece -> Duration.between(
                        piece.interval().from(), piece.interval().to()))
                .containsExactly(Duration.ofHours(24), Duration.ofHours(25), Duration.ofHours(24));
    }

    @Test
    void what_is_open_is_a_piece_and_the_day_around_it_is_hours() {
        Interval open = between("2026-11-22T02:00:00Z", "2026-11-22T04:00:00Z");

        List<Piece> pieces =
                PieceCut.of(between("2026-11-21T00:00:00Z", "2026-11-22T05:00:00Z"), ZoneOffset.UTC, List.of(open));

        assertThat(pieces)
                .containsExactly(
                        new Piece(between("2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z"), false),
                        new Piece(between("2026-11-22T00:00:00Z", "2026-11-22T01:00:00Z"), false),
                        new Piece(between("2026-11-22T01:00:00Z", "2026-11-22T02:00:00Z"), false),
                        new Piece(open, true),
                        new Piece(between("2026-11-22T04:00:00Z", "2026-11-22T05:00:00Z"), false));
    }

    @Test
    void a_question_within_an_hour_is_one_piece() {
        assertThat(cut("2026-11-21T10:05:00Z", "2026-11-21T10:50:00Z", NEW_YORK))
                .hasSize(1);
    }

    @Test
    void a_year_has_months_for_pieces_but_where_a_month_is_not_whole() {
        List<Piece> pieces = cut("2025-11-26T10:15:00Z", "2026-11-26T10:15:00Z", ZoneOffset.UTC);

        assertThat(pieces)
                .contains(new Piece(between("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"), false))
                .contains(new Piece(between("2026-11-25T00:00:00Z", "2026-11-26T00:00:00Z"), false))
                .contains(new Piece(between("2026-11-26T09:00:00Z", "2026-11-26T10:00:00Z"), false))
                .contains(new Piece(between("2025-11-26T10:15:00Z", "2025-11-27T00:00:00Z"), false))
                .hasSize(1 + 4 + 11 + 25 + 11);
    }

    @Test
    void more_open_stretches_than_pieces_are_one_open_piece() {
        Interval day = between("2026-11-21T00:00:00Z", "2026-11-23T00:00:00Z");
        List<Interval> open = new ArrayList<>();
        for (Instant at = day.from(); at.isBefore(day.to()); at = at.plus(Duration.ofMinutes(45))) {
            open.add(new Interval(at, at.plus(Duration.ofMinutes(15))));
        }

        assertThat(PieceCut.of(day, ZoneOffset.UTC, open)).containsExactly(new Piece(day, true));
    }

    @Test
    void without_time_there_are_no_pieces() {
        Interval nothing = between("2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z");

        assertThatThrownBy(() -> PieceCut.of(nothing, ZoneOffset.UTC, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void pieces_cover_the_interval_once_and_each_is_open_or_closed(
            @ForAll("times") Time time, @ForAll("zones") ZoneId zone) {
        Interval interval = time.interval();
        List<Interval> open = time.open();
        List<Piece> pieces = PieceCut.of(interval, zone, open);

        assertThat(pieces).hasSizeBetween(1, PieceCut.MAX_PIECES);
        assertThat(pieces.get(0).interval().from()).isEqualTo(interval.from());
        assertThat(pieces.get(pieces.size() - 1).interval().to()).isEqualTo(interval.to());
        for (int i = 1; i < pieces.size(); i++) {
            Instant border = pieces.get(i).interval().from();
            assertThat(pieces.get(i - 1).interval().to()).isEqualTo(border);
            assertThat(border.getEpochSecond() % 900).isZero();
            assertThat(border.getNano()).isZero();
        }
        for (Piece piece : pieces) {
            boolean touched = open.stream().anyMatch(stretch -> overlap(stretch, piece.interval()));
            assertThat(piece.open()).isEqualTo(touched);
        }
    }

    @Property
    void two_questions_about_the_same_days_have_the_same_pieces_of_them(
            @ForAll("starts") Instant from, @ForAll("zones") ZoneId zone) {
        LocalDate first = from.atZone(zone).toLocalDate().plusDays(1);
        Interval days = new Interval(start(first.plusDays(2), zone), start(first.plusDays(9), zone));
        Interval around = new Interval(from, start(first.plusDays(30), zone).plusSeconds(4_711));

        assertThat(intervals(PieceCut.of(around, zone, List.of())))
                .containsAll(intervals(PieceCut.of(days, zone, List.of())));
    }

    @Provide
    static Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "UTC",
                        "America/New_York",
                        "America/Havana",
                        "Asia/Kathmandu",
                        "Asia/Kolkata",
                        "Australia/Lord_Howe",
                        "Pacific/Kiritimati",
                        "Pacific/Apia",
                        "Pacific/Chatham",
                        "Africa/Cairo",
                        "Africa/Monrovia",
                        "America/St_Johns")
                .map(ZoneId::of);
    }

    @Provide
    static Arbitrary<Instant> starts() {
        return Arbitraries.oneOf(
                Arbitraries.longs()
                        .between(0, Instant.parse("2030-01-01T00:00:00Z").toEpochMilli())
                        .map(Instant::ofEpochMilli),
                Arbitraries.longs()
                        .between(0, Instant.parse("2030-01-01T00:00:00Z").getEpochSecond() / 900)
                        .map(quarter -> Instant.ofEpochSecond(quarter * 900)));
    }

    /** An interval, and hours that are open, of which some lie in it, some before, and some behind. */
    @Provide
    static Arbitrary<Time> times() {
        Arbitrary<Duration> lengths = Arbitraries.oneOf(
                Arbitraries.longs().between(1, 5L * 86_400_000).map(Duration::ofMillis),
                Arbitraries.longs().between(1, 70L * 86_400 / 900).map(quarters -> Duration.ofSeconds(quarters * 900)),
                Arbitraries.longs().between(1, 40_000L).map(Duration::ofDays));
        Arbitrary<List<Long>> hours = Arbitraries.longs().between(1, 200).list().ofMaxSize(6);
        return Combinators.combine(starts(), lengths, Arbitraries.doubles().between(-0.5, 1.5), hours)
                .as((from, length, where, all) -> {
                    List<Interval> open = new ArrayList<>();
                    Instant cursor =
                            from.plusMillis((long) (length.toMillis() * where)).truncatedTo(ChronoUnit.HOURS);
                    for (long one : all) {
                        open.add(new Interval(cursor, cursor.plus(Duration.ofHours(one))));
                        cursor = cursor.plus(Duration.ofHours(one * 3));
                    }
                    return new Time(new Interval(from, from.plus(length)), open);
                });
    }

    record Time(Interval interval, List<Interval> open) {}

    private static Set<Interval> intervals(List<Piece> pieces) {
        Set<Interval> intervals = new HashSet<>();
        pieces.forEach(piece -> intervals.add(piece.interval()));
        return intervals;
    }

    private static boolean overlap(Interval one, Interval other) {
        return one.from().isBefore(other.to()) && other.from().isBefore(one.to());
    }

    /** As the cut has it: the quarter hour before, where a day begins at an odd minute. */
    private static Instant start(LocalDate date, ZoneId zone) {
        long seconds = date.atStartOfDay(zone).toEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, 900));
    }

    private static List<Piece> cut(String from, String to, ZoneId zone) {
        return PieceCut.of(between(from, to), zone, List.of());
    }

    private static Interval between(String from, String to) {
        return new Interval(Instant.parse(from), Instant.parse(to));
    }
}
