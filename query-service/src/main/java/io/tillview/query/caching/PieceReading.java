package io.tillview.query.caching;

import static java.util.Objects.requireNonNull;

import io.tillview.query.CacheUse;
import io.tillview.query.answering.FoundRows;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.answering.RunOutcome.Refused;
import io.tillview.query.answering.RunOutcome.Rows;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.caching.Keeping.Read;
import io.tillview.query.caching.KeptAnswer.Known;
import io.tillview.query.caching.KeptAnswer.Source;
import io.tillview.query.caching.Pieces.KeptPart;
import io.tillview.query.caching.Pieces.Part;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.merging.PieceRows;
import io.tillview.query.merging.RowMerger;
import io.tillview.query.scoping.PieceColumns;
import io.tillview.query.scoping.PieceNumbers;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.segments.Sighting;
import io.tillview.query.segments.Standing;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Puts rows together from pieces of time. Those that are closed are kept for as long as their segments are served, and shared by every
 * question about them; those that rows are being added to count for a moment. What is missing is asked for in one statement. Safe for
 * use by many threads.
 */
final class PieceReading {
    private final RememberedKeys tooMany;
    private final Pieces pieces;
    private final QueryRunner runner;
    private final KnownFreshness freshness;
    private final Moments moments;
    private final Keeping keeping;
    private final CacheCounts counts;
    private final LongSupplier nanos;

    PieceReading(
            Pieces pieces,
            QueryRunner runner,
            KnownFreshness freshness,
            Moments moments,
            Keeping keeping,
            CacheCounts counts,
            LongSupplier nanos) {
        this.pieces = requireNonNull(pieces, "pieces");
        this.runner = requireNonNull(runner, "runner");
        this.freshness = requireNonNull(freshness, "freshness");
        this.moments = requireNonNull(moments, "moments");
        this.keeping = requireNonNull(keeping, "keeping");
        this.counts = requireNonNull(counts, "counts");
        this.nanos = requireNonNull(nanos, "nanos");
        this.tooMany = new RememberedKeys(nanos);
    }

    /** What can be said before anything is asked. */
    sealed interface Prepared {}

    /** What came of it. */
    sealed interface Outcome extends Prepared {}

    /** The rows, or why there are none. */
    record PutTogether(FoundRows found) implements Outcome {}

    /** Other segments came to be served meanwhile: part of it would show what another part doesn't. */
    record Changed() implements Outcome {}

    /** This question isn't put together. */
    record NotInPieces() implements Outcome {}

    /**
     * Pieces have to be asked for.
     *
     * @param wanted of which rows
     * @param whole what all of them answer
     * @param shape what its pieces have in common
     * @param moment what was known of what is served
     * @param standing what was served of all the time that they are about
     * @param parts all pieces
     * @param missing those that aren't kept
     * @param known since when their rows are known to be right, once they are read
     */
    record Missing(
            WantedRows wanted,
            AnswerKey whole,
            AnswerKey shape,
            Moment moment,
            Standing standing,
            List<Part> parts,
            PieceNumbers missing,
            Known known)
            implements Prepared {
        /** Whether some of it was kept. */
        boolean isPartial() {
            return missing.pieces().size() < parts.size();
        }
    }

    /** What rows of a question are read in pieces have in common. */
    AnswerKey shape(WantedRows wanted) {
        return pieces.shape(wanted);
    }

    /**
     * Puts rows together, and asks for what is missing of them.
     *
     * @param whole what all of them answer
     * @param moment what is known of what is served
     * @param standing what is served of all the time that they are about
     */
    Outcome read(WantedRows wanted, AnswerKey whole, Moment moment, Standing standing) {
        Prepared prepared = prepare(wanted, whole, moment, standing);
        if (prepared instanceof Missing missing) {
            ScopedSql sql = pieces.sql(wanted, missing.missing(), WholeReading.MOST_ROWS);
            RunOutcome outcome = runner.run(sql);
            return complete(missing, sql.columns(), outcome, later(missing));
        }
        return (Outcome) prepared;
    }

    /** Sees what is kept, and asks for nothing. */
    Prepared prepare(WantedRows wanted, AnswerKey whole, Moment moment, Standing standing) {
        AnswerKey shape = pieces.shape(wanted);
        if (tooMany.contains(shape)) {
            return new NotInPieces();
        }
        List<Part> parts = pieces.of(wanted, shape, moment, standing);
        List<Part> missing =
                parts.stream().filter(part -> part.kept().isEmpty()).toList();
        if (missing.isEmpty()) {
            return new PutTogether(together(wanted, whole, moment, standing, parts, CacheUse.HIT));
        }
        if (parts.size() == 1) {
            return new NotInPieces();
        }
        Known known = new Known(nanos.getAsLong(), freshness.of(wanted.datasource()));
        PieceNumbers numbers = PieceNumbers.of(
                missing.stream().map(part -> part.key().interval()).toList());
        return new Missing(wanted, whole, shape, moment, standing, parts, numbers, known);
    }

    /**
     * Puts rows together.
     *
     * @param columns what stands at each position of a row that was read
     * @param outcome the rows of the missing pieces
     * @param later {@link #later}, asked for once there was the outcome
     */
    Outcome complete(
            Missing missing,
            List<SelectedColumn> columns,
            RunOutcome outcome,
            CompletableFuture<Optional<Sighting>> later) {
        if (outcome instanceof Refused refused && refused.reason() == Refused.Reason.TOO_LARGE) {
            // The sketches of all pieces are more than the numbers that come of them.
            tooMany.add(missing.shape());
            return new NotInPieces();
        }
        if (!(outcome instanceof Rows rows)) {
            return new PutTogether(new FoundRows(
                    PieceColumns.ofAnswer(missing.wanted().query()),
                    outcome,
                    missing.known().reach(),
                    CacheUse.MISS));
        }
        if (rows.rows().size() >= WholeReading.MOST_ROWS) {
            tooMany.add(missing.shape());
            return new NotInPieces();
        }
        List<Part> read =
                withRows(missing.parts(), PieceRows.byPiece(missing.missing(), columns, rows.rows()), missing.known());
        return missing.isPartial() ? someRead(missing, read, rows, later) : allRead(missing, read, rows);
    }

    /** What is served by now, where what was read has to go with what was kept. */
    CompletableFuture<Optional<Sighting>> later(Missing missing) {
        return missing.isPartial()
                ? moments.later(missing.moment())
                : CompletableFuture.completedFuture(Optional.empty());
    }

    /** All was read at one moment: nothing has to be waited for. */
    private Outcome allRead(Missing missing, List<Part> read, Rows rows) {
        WantedRows wanted = missing.wanted();
        FoundRows found = merged(wanted, read, CacheUse.MISS);
        List<Read> reads = new ArrayList<>();
        read.forEach(part -> reads.addAll(reads(wanted, part)));
        reads.add(new Read(missing.whole(), found.columns(), ((Rows) found.outcome()).rows(), oldest(read), false));
        keeping.keep(reads, wanted.scope(), missing.moment(), rows.broker());
        return new PutTogether(found);
    }

    /** What was read goes with what was kept only if nothing has changed since before the first of it. */
    private Outcome someRead(Missing missing, List<Part> read, Rows rows, CompletableFuture<Optional<Sighting>> asked) {
        WantedRows wanted = missing.wanted();
        Moment moment = missing.moment();
        if (!rows.broker().equals(Optional.of(moment.home()))) {
            return new NotInPieces();
        }
        Optional<Sighting> later = asked.join();
        if (later.isEmpty()) {
            return new NotInPieces();
        }
        if (!moment.isUnchanged(later, wanted.datasource(), wanted.scope(), wanted.interval())) {
            counts.changedMeanwhile();
            return new Changed();
        }
        for (int i = 0; i < read.size(); i++) {
            if (missing.parts().get(i).kept().isEmpty()) {
                Optional<Source> source = Optional.of(Source.of(
                        moment.view().orElseThrow().segments(), read.get(i).standing()));
                reads(wanted, read.get(i)).forEach(one -> keeping.keep(one, source));
            }
        }
        return new PutTogether(together(wanted, missing.whole(), moment, missing.standing(), read, CacheUse.PARTIAL));
    }

    private FoundRows together(
            WantedRows wanted, AnswerKey whole, Moment moment, Standing standing, List<Part> parts, CacheUse use) {
        FoundRows found = merged(wanted, parts, use);
        Read read = new Read(whole, found.columns(), ((Rows) found.outcome()).rows(), oldest(parts), false);
        keeping.keep(read, Optional.of(Source.of(moment.view().orElseThrow().segments(), standing)));
        return found;
    }

    private static FoundRows merged(WantedRows wanted, List<Part> parts, CacheUse use) {
        List<SelectedColumn> columns = PieceColumns.ofAnswer(wanted.query());
        List<List<Object>> all = new RowMerger(wanted.query())
                .merge(parts.stream()
                        .map(part -> part.kept().orElseThrow().rows())
                        .toList());
        return new FoundRows(
                columns, new Rows(wanted.chosen(columns, all)), oldest(parts).reach(), use);
    }

    /** When the oldest of them was right, and how far the data reached by all that is known of each. */
    private static Known oldest(List<Part> parts) {
        return parts.stream()
                .map(part -> part.kept().orElseThrow().known())
                .reduce((one, other) -> new Known(
                        Math.min(one.nanos(), other.nanos()), one.reach().and(other.reach())))
                .orElseThrow();
    }

    private static List<Part> withRows(List<Part> parts, List<List<List<Object>>> rows, Known known) {
        Iterator<List<List<Object>>> next = rows.iterator();
        return parts.stream()
                .map(part -> part.kept().isPresent()
                        ? part
                        : new Part(part.key(), part.standing(), Optional.of(new KeptPart(next.next(), known))))
                .toList();
    }

    /** A piece in which there is nothing at all has no rows for other questions, either. */
    private static List<Read> reads(WantedRows wanted, Part part) {
        KeptPart kept = part.kept().orElseThrow();
        List<SelectedColumn> columns = PieceColumns.ofPiece(wanted.query());
        Read read = new Read(part.key(), columns, kept.rows(), kept.known(), true);
        boolean all =
                wanted.query().filters().isEmpty() && wanted.portion().series().isEmpty();
        return kept.rows().isEmpty() && all
                ? List.of(read, new Read(part.key().nothing(), List.of(), List.of(), kept.known(), false))
                : List.of(read);
    }
}
