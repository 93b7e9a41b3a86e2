package io.tillview.query.scoping;

import static java.util.stream.Collectors.joining;

import io.tillview.query.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * The time that pieces cover, and the SQL condition that a row is of it.
 *
 * @param ranges in order, none touching another; at least one
 */
record PieceTimes(List<Interval> ranges) {

    /** What pieces cover: those that touch are one range. */
    static PieceTimes of(PieceNumbers pieces) {
        List<Interval> ranges = new ArrayList<>();
        for (Interval piece : pieces.pieces()) {
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).to().equals(piece.from())) {
                ranges.set(last, new Interval(ranges.get(last).from(), piece.to()));
            } else {
                ranges.add(piece);
            }
        }
        return new PieceTimes(List.copyOf(ranges));
    }

    /** From the first to the last. */
    Interval whole() {
        return new Interval(ranges.get(0).from(), ranges.get(ranges.size() - 1).to());
    }

    /** The condition. Druid makes intervals of it, and reads the segments of no others. */
    String condition() {
        return ranges.size() == 1
                ? within(ranges.get(0))
                : ranges.stream().map(range -> "(" + within(range) + ")").collect(joining(" OR ", "(", ")"));
    }

    private static String within(Interval range) {
        return "\"__time\" >= " + Literals.instant(range.from()) + " AND \"__time\" < " + Literals.instant(range.to());
    }
}
