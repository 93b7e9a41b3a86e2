package io.tillview.query.merging;

import io.tillview.query.Grain;
import io.tillview.query.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Cuts a question's time into pieces: days of its zone, hours of UTC where a day is not whole, and one piece for each stretch that is
 * still open. Questions about the same days in the same zone have the same pieces of them, wherever they begin and end.
 *
 * <p>Segments begin with hours of UTC, and rollups know quarter hours of UTC. So every cut is at one of the latter, but for the question's
 * own beginning and end: where a zone's day begins at an odd minute, the quarter hour before. A day's bucket may then be in two
 * pieces; merging makes one of it again.
 *
 * <p>There are never more than {@link #MAX_PIECES}. A question about more than {@link #MAX_DAYS} days has whole months in place of their
 * days, and, where even that is too much, years, and its ends uncut; each step is taken for the whole question.
 */
public final class PieceCut {
    /** The most pieces. */
    public static final int MAX_PIECES = 100;

    /** The most days that a question may touch and still be cut into days everywhere. */
    public static final int MAX_DAYS = 45;

    private static final long QUARTER_HOUR = 900;

    private PieceCut() {}

    /**
     * The pieces: in order, each touching the next, and all of them together the interval. Each is wholly open or wholly closed, unless
     * there are so many open stretches that all is one piece, which is open.
     *
     * @param interval the question's time; not empty
     * @param zone where its days begin
     * @param open the stretches to which rows are still added, in order, none overlapping another; parts outside of the interval play
     *     no role
     * @throws IllegalArgumentException if the interval is empty
     */
    public static List<Piece> of(Interval interval, ZoneId zone, List<Interval> open) {
        if (interval.isEmpty()) {
            throw new IllegalArgumentException("There is no time in the interval.");
        }
        List<Piece> stretches = stretches(interval, open);
        if (stretches.size() > MAX_PIECES) {
            return List.of(new Piece(interval, true));
        }
        int finest = days(interval, zone) <= MAX_DAYS ? 0 : 1;
        return Steps.ALL.stream()
                .skip(finest)
                .map(steps -> cut(stretches, zone, steps))
                .filter(pieces -> pieces.size() <= MAX_PIECES)
                .findFirst()
                .orElse(stretches);
    }

    private static long days(Interval interval, ZoneId zone) {
        LocalDate first = interval.from().atZone(zone).toLocalDate();
        LocalDate last = interval.to().minusNanos(1).atZone(zone).toLocalDate();
        return last.toEpochDay() - first.toEpochDay() + 1;
    }

    /** What is open and what is closed, in turn; open stretches grow to full quarter hours. */
    private static List<Piece> stretches(Interval interval, List<Interval> open) {
        List<Piece> stretches = new ArrayList<>();
        Instant cursor = interval.from();
        for (Interval stretch : open) {
            Instant from = later(floor(stretch.from(), QUARTER_HOUR), cursor);
            Instant to = earlier(ceiling(stretch.to(), QUARTER_HOUR), interval.to());
            if (from.isBefore(to)) {
                addClosed(stretches, cursor, from);
                int last = stretches.size() - 1;
                if (last >= 0 && stretches.get(last).open()) {
                    stretches.set(
                            last,
                            new Piece(
                                    new Interval(stretches.get(last).interval().from(), to), true));
                } else {
                    stretches.add(new Piece(new Interval(from, to), true));
                }
                cursor = to;
            }
        }
        addClosed(stretches, cursor, interval.to());
        return stretches;
    }

    private static void addClosed(List<Piece> stretches, Instant from, Instant to) {
        if (from.isBefore(to)) {
            stretches.add(new Piece(new Interval(from, to), false));
        }
    }

    private static List<Piece> cut(List<Piece> stretches, ZoneId zone, Steps steps) {
        List<Piece> pieces = new ArrayList<>();
        for (Piece stretch : stretches) {
            if (stretch.open()) {
                pieces.add(stretch);
                continue;
            }
            NavigableSet<Instant> cuts = new TreeSet<>();
            addCuts(stretch.interval(), steps, zone, cuts);
            Instant from = stretch.interval().from();
            for (Instant at : cuts) {
                addClosed(pieces, from, at);
                from = at;
            }
            addClosed(pieces, from, stretch.interval().to());
        }
        return pieces;
    }

    /** By the longest unit as far as it goes, and what is left before and behind by the next one. */
    private static void addCuts(Interval part, Steps steps, ZoneId zone, NavigableSet<Instant> cuts) {
        List<Instant> starts = starts(part, zone, steps.longest());
        cuts.addAll(starts);
        if (starts.isEmpty()) {
            steps.finer().ifPresent(finer -> addCuts(part, finer, zone, cuts));
        } else {
            Interval before = new Interval(part.from(), starts.get(0));
            Interval behind = new Interval(starts.get(starts.size() - 1), part.to());
            steps.before().finer().ifPresent(finer -> addCuts(before, finer, zone, cuts));
            steps.behind().finer().ifPresent(finer -> addCuts(behind, finer, zone, cuts));
        }
    }

    /** Where units begin within some time, its ends included; in order, none twice. */
    private static List<Instant> starts(Interval part, ZoneId zone, Unit unit) {
        List<Instant> starts = new ArrayList<>();
        Instant start = unit.floor(part.from(), zone);
        while (!start.isAfter(part.to())) {
            if (!start.isBefore(part.from())) {
                starts.add(start);
            }
            start = unit.after(start, zone);
        }
        return starts;
    }

    private static Instant floor(Instant instant, long seconds) {
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
    }

    private static Instant ceiling(Instant instant, long seconds) {
        Instant floor = floor(instant, seconds);
        return floor.equals(instant) ? floor : floor.plusSeconds(seconds);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** What is cut by, the longest first. */
    private enum Unit {
        YEAR(Grain.YEAR),
        MONTH(Grain.MONTH),
        DAY(Grain.DAY),
        HOUR(Grain.HOUR);

        private final Grain grain;

        Unit(Grain grain) {
            this.grain = grain;
        }

        /** The zone's own, but hours, which are those of UTC, and all of them begin with a quarter hour of UTC. */
        Instant floor(Instant instant, ZoneId zone) {
            return PieceCut.floor(grain.floor(instant, in(zone)), QUARTER_HOUR);
        }

        /** The first start after another; one that was moved to the quarter hour before lies in the unit before. */
        Instant after(Instant start, ZoneId zone) {
            Instant next = floor(grain.after(start, in(zone)), zone);
            return next.isAfter(start) ? next : floor(grain.after(start.plusSeconds(QUARTER_HOUR), in(zone)), zone);
        }

        /** The next, or itself if it is the finest. */
        Unit finer() {
            return switch (this) {
                case YEAR -> MONTH;
                case MONTH -> DAY;
                case DAY, HOUR -> HOUR;
            };
        }

        private ZoneId in(ZoneId zone) {
            return this == HOUR ? ZoneOffset.UTC : zone;
        }
    }

    /**
     * By what some time is cut.
     *
     * @param longest the unit to begin with
     * @param finestBefore the finest unit before the first of the longest
     * @param finestBehind the finest unit behind the last of the longest
     */
    private record Steps(Unit longest, Unit finestBefore, Unit finestBehind) {

        /** From the finest to the coarsest. */
        static final List<Steps> ALL = List.of(
                new Steps(Unit.DAY, Unit.HOUR, Unit.HOUR),
                new Steps(Unit.MONTH, Unit.DAY, Unit.HOUR),
                new Steps(Unit.YEAR, Unit.MONTH, Unit.HOUR),
                new Steps(Unit.YEAR, Unit.MONTH, Unit.DAY),
                new Steps(Unit.YEAR, Unit.YEAR, Unit.YEAR));

        Steps before() {
            return new Steps(longest, finestBefore, finestBefore);
        }

        Steps behind() {
            return new Steps(longest, finestBehind, finestBehind);
        }

        /** By the next unit; empty if none so fine is wanted. */
        Optional<Steps> finer() {
            boolean wanted = longest.compareTo(finestBefore) < 0 || longest.compareTo(finestBehind) < 0;
            return wanted ? Optional.of(new Steps(longest.finer(), finestBefore, finestBehind)) : Optional.empty();
        }
    }
}
