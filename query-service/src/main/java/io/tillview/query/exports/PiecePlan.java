package io.tillview.query.exports;

import io.tillview.query.ExportRequest;
import io.tillview.query.Exported;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import java.time.Duration;
import java.time.Instant;

/**
 * Cuts the time of an export into pieces, each of them a query of its own: short enough for a query's time limit, long enough that a
 * thin merchant's year isn't thousands of queries. It begins small and grows or shrinks by how long pieces took.
 *
 * <p>A question's buckets are never cut: its pieces begin where its days (or weeks, months …) begin. One that isn't cut by time, or
 * has a limit, is one piece. Used by one thread.
 */
final class PiecePlan {
    private static final Duration SMALLEST = Duration.ofSeconds(1);
    private static final Duration FIRST = Duration.ofHours(1);
    private static final Duration LARGEST = Duration.ofDays(366);
    private static final Duration FAST = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final int GROWTH = 4;

    private final ExportRequest request;
    private Duration length = FIRST;

    PiecePlan(ExportRequest request) {
        this.request = request;
    }

    /** The piece that begins at {@code from}, which is before the end. */
    Interval next(Instant from) {
        Instant end = end(from, length);
        return new Interval(
                from,
                end.isBefore(request.interval().to()) ? end : request.interval().to());
    }

    /** Learns from a piece. */
    void took(Duration time) {
        if (time.compareTo(FAST) < 0 && length.compareTo(LARGEST) < 0) {
            length = length.multipliedBy(GROWTH);
        } else if (time.compareTo(SLOW) > 0) {
            length = length.dividedBy(2);
        }
    }

    /** Makes the next one shorter than a piece that was too long; false if there is none shorter. */
    boolean shrink(Interval piece) {
        Duration shorter = Duration.between(piece.from(), piece.to()).dividedBy(GROWTH);
        length = shorter.compareTo(SMALLEST) < 0 ? SMALLEST : shorter;
        return next(piece.from()).to().isBefore(piece.to());
    }

    private Instant end(Instant from, Duration time) {
        if (!(request.exported() instanceof Exported.OfQuery ofQuery)) {
            return from.plus(time.compareTo(SMALLEST) < 0 ? SMALLEST : time);
        }
        MerchantQuery question = ofQuery.question();
        if (question.grain() == Grain.NONE || ofQuery.limited()) {
            return request.interval().to();
        }
        Grain unit = question.grain().compareTo(Grain.DAY) < 0 ? Grain.DAY : question.grain();
        Instant cut = unit.floor(from.plus(time), question.timeZone());
        if (cut.isAfter(from)) {
            return cut;
        }
        // The first beginning after it: further than the longest unit, nearer than two of the shortest.
        return unit.floor(unit.floor(from, question.timeZone()).plus(longest(unit)), question.timeZone());
    }

    private static Duration longest(Grain unit) {
        return switch (unit) {
            case WEEK -> Duration.ofDays(8);
            case MONTH -> Duration.ofDays(32);
            case QUARTER -> Duration.ofDays(93);
            case YEAR -> Duration.ofDays(367);
            default -> Duration.ofHours(30);
        };
    }
}
