package io.tillview.query.scoping;

import io.tillview.query.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Numbers for pieces of time, such that SQL works a row's number out of its time without a condition.
 *
 * <p>Druid 33 reads a column many values at a time, but gives that up for the whole query where there is a CASE; sums, products and
 * quotients of whole numbers it works out many at a time as well. Pieces of one length, at a multiple of it from each other, are a run: a
 * quotient numbers them. Where there are several runs, each run's quotient is multiplied by 1 within the run and by 0 outside of it,
 * which comes from quotients, too: {@code (t - x + m) / m} is 0 before x and 1 from then on, for all t less than m away.
 *
 * <p>A number says nothing but which piece it is: some may be left out. Immutable.
 */
public final class PieceNumbers {
    private static final String TIME = "TIMESTAMP_TO_MILLIS(\"__time\")";

    private final List<Interval> pieces;
    private final List<Run> runs;
    private final Map<Long, Integer> places = new HashMap<>();

    /** @param pieces in order, none overlapping another, none empty; at least one */
    private PieceNumbers(List<Interval> pieces) {
        this.pieces = pieces;
        this.runs = runs(pieces);
        int place = 0;
        for (Run run : runs) {
            for (Interval piece : run.pieces()) {
                places.put(run.number(piece), place++);
            }
        }
    }

    /**
     * Numbers pieces.
     *
     * @param pieces in order, none overlapping another, none empty
     * @throws IllegalArgumentException if there are none, or they are not like that
     */
    public static PieceNumbers of(List<Interval> pieces) {
        List<Interval> all = List.copyOf(pieces);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("At least one piece has to be asked for.");
        }
        for (int i = 0; i < all.size(); i++) {
            Interval piece = all.get(i);
            boolean inOrder = i == 0 || !piece.from().isBefore(all.get(i - 1).to());
            if (piece.isEmpty() || !inOrder) {
                throw new IllegalArgumentException("Pieces are in order, and none overlaps another.");
            }
        }
        return new PieceNumbers(all);
    }

    /** The pieces, in order. */
    public List<Interval> pieces() {
        return pieces;
    }

    /** Whether there is one piece only, so that its rows need no number. */
    public boolean isSingle() {
        return pieces.size() == 1;
    }

    /** At which place the piece of a number stands, from 0; empty if there is none of that number. */
    public OptionalInt placeOf(long number) {
        Integer place = places.get(number);
        return place == null ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** SQL for the number of the piece that a row is of, a BIGINT; every row has to be of one. */
    String sql() {
        if (runs.size() == 1) {
            return runs.get(0).quotient();
        }
        long widest = length(
                new Interval(pieces.get(0).from(), pieces.get(pieces.size() - 1).to()));
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < runs.size(); i++) {
            String begun = i == 0 ? "1" : begun(runs.get(i).from(), widest);
            String over =
                    i == runs.size() - 1 ? "" : " - " + begun(runs.get(i + 1).from(), widest);
            sql.append(i == 0 ? "" : " + ")
                    .append('(')
                    .append(begun)
                    .append(over)
                    .append(") * (")
                    .append(runs.get(i).quotient())
                    .append(')');
        }
        return sql.toString();
    }

    private static String begun(long at, long widest) {
        return "(" + TIME + " - " + (at - widest) + ") / " + widest;
    }

    private static List<Run> runs(List<Interval> pieces) {
        List<Run> runs = new ArrayList<>();
        long next = 0;
        List<Interval> of = new ArrayList<>();
        for (Interval piece : pieces) {
            if (!of.isEmpty() && !continues(of.get(0), piece)) {
                Run run = new Run(next, List.copyOf(of));
                next = run.number(of.get(of.size() - 1)) + 1;
                runs.add(run);
                of.clear();
            }
            of.add(piece);
        }
        runs.add(new Run(next, List.copyOf(of)));
        return runs;
    }

    private static boolean continues(Interval first, Interval piece) {
        long length = length(first);
        return length(piece) == length
                && (piece.from().toEpochMilli() - first.from().toEpochMilli()) % length == 0;
    }

    /** In milliseconds, as events have them; less than one is one, so that nothing is divided by 0. */
    private static long length(Interval piece) {
        return Math.max(1, piece.to().toEpochMilli() - piece.from().toEpochMilli());
    }

    /** Pieces of one length, each at a multiple of it from the first, whose number is given. */
    private record Run(long firstNumber, List<Interval> pieces) {

        long from() {
            return pieces.get(0).from().toEpochMilli();
        }

        long number(Interval piece) {
            return firstNumber + (piece.from().toEpochMilli() - from()) / length(piece);
        }

        /** Within the run, the number of the piece. */
        String quotient() {
            long length = length(pieces.get(0));
            String quotient = "(" + TIME + " - " + from() + ") / " + length;
            return firstNumber == 0 ? quotient : firstNumber + " + " + quotient;
        }
    }
}
