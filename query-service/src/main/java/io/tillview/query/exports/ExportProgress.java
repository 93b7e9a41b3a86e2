package io.tillview.query.exports;

import static java.util.Objects.requireNonNull;

import io.tillview.query.QueryResult.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far an export is.
 *
 * @param through every row of the time before that is in the segments, and none of the time from then on
 * @param rows how many they are
 * @param segments the parts of the file, in order
 * @param currency what all money is in, once that is settled: a code, or empty text where it need not or can't be known; empty before
 * @param dataThrough every event that Kafka had by then is in the rows; empty when no such time is known, or nothing was read yet
 * @param warnings what one should know before believing the rows
 */
public record ExportProgress(
        Instant through,
        long rows,
        List<ExportSegment> segments,
        Optional<String> currency,
        Optional<Instant> dataThrough,
        Set<Warning> warnings) {
    /** Copies the lists. */
    public ExportProgress {
        requireNonNull(through, "through");
        segments = List.copyOf(segments);
        requireNonNull(currency, "currency");
        requireNonNull(dataThrough, "dataThrough");
        warnings = Set.copyOf(warnings);
    }

    /** Nothing yet of what begins at {@code from}. */
    public static ExportProgress none(Instant from) {
        return new ExportProgress(from, 0, List.of(), Optional.empty(), Optional.empty(), Set.of());
    }

    /** The length of the file so far. */
    public long bytes() {
        return segments.stream().mapToLong(ExportSegment::bytes).sum();
    }

    /** The same, with what is found out before the first row. */
    ExportProgress begun(String settledCurrency, Optional<Instant> reach, Set<Warning> known) {
        return new ExportProgress(through, rows, segments, Optional.of(settledCurrency), reach, with(known));
    }

    /** The same with one more piece, whose rows are at the end of a segment. */
    ExportProgress and(Instant next, long moreRows, ExportSegment segment, Set<Warning> seen) {
        List<ExportSegment> grown = new ArrayList<>(segments);
        grown.removeIf(one -> one.name().equals(segment.name()));
        if (segment.bytes() > 0) {
            grown.add(segment);
        }
        return new ExportProgress(next, rows + moreRows, grown, currency, dataThrough, with(seen));
    }

    private Set<Warning> with(Set<Warning> more) {
        Set<Warning> all = new LinkedHashSet<>(warnings);
        all.addAll(more);
        return all;
    }
}
