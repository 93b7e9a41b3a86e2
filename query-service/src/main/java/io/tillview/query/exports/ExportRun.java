package io.tillview.query.exports;

import io.tillview.query.ExportCompression;
import io.tillview.query.ExportRequest;
import io.tillview.query.Interval;
import io.tillview.query.ProblemType;
import io.tillview.query.answering.ExportedRows;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.answering.SettledMoney;
import io.tillview.query.exports.ExportJob.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes one claimed export, from where the last claim had come to. Used by one thread, once.
 *
 * <p>What is thrown besides {@link ExportsUnavailableException} and {@link UncheckedIOException} is a fault of ours.
 */
final class ExportRun {
    private final ClaimedExport export;
    private final ExportRequest request;
    private final ExportLease lease;
    private final ExportedRows rows;
    private final ExportStore store;
    private final ExportFiles files;
    private final long maxBytes;
    private final long bytesBefore;
    private final PiecePlan plan;
    private ExportProgress progress;

    /**
     * @param request what the export's body says, about the time that was meant when it was sent
     * @param lease tells when to stop
     */
    ExportRun(
            ClaimedExport export,
            ExportRequest request,
            ExportLease lease,
            ExportedRows rows,
            ExportStore store,
            ExportFiles files,
            long maxBytes) {
        this.export = export;
        this.request = request;
        this.lease = lease;
        this.rows = rows;
        this.store = store;
        this.files = files;
        this.maxBytes = maxBytes;
        this.plan = new PiecePlan(request);
        this.progress = export.job().progress();
        this.bytesBefore = progress.bytes();
    }

    /** How many rows there are by now. */
    long rows() {
        return progress.rows();
    }

    /** How many bytes there are by now. */
    long bytes() {
        return progress.bytes();
    }

    RunEnd run() {
        if (!files.isWhole(progress.segments())) {
            return failed(ProblemType.INTERNAL, "A part of the file is gone; ask for the export again.");
        }
        if (progress.currency().isEmpty()) {
            Optional<RunEnd> end = begin();
            if (end.isPresent()) {
                return end.get();
            }
        }
        String name = ExportSegment.nameOf(export.job().id(), export.claim());
        try (SegmentWriter writer =
                new SegmentWriter(files.create(name), request.compression() == ExportCompression.GZIP)) {
            return write(writer, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What has to be known before the first row. */
    private Optional<RunEnd> begin() {
        SettledMoney money =
                rows.settleMoney(request, export.job().scope(), export.job().subject());
        if (money instanceof SettledMoney.Several) {
            return Optional.of(failed(
                    ProblemType.SEVERAL_CURRENCIES,
                    "Money in several currencies can't be added up: make currency a dimension, or filter by one."));
        }
        if (money instanceof SettledMoney.NotNow notNow) {
            return Optional.of(ended(notNow.outcome()));
        }
        String currency = ((SettledMoney.Settled) money).currency().orElse("");
        progress = progress.begun(currency, rows.reach(request).dataThrough(), rows.knownWarnings(request));
        return store.advance(export, progress) ? Optional.empty() : Optional.of(new RunEnd.Lost());
    }

    private RunEnd write(SegmentWriter writer, String name) throws IOException {
        while (progress.through().isBefore(request.interval().to())) {
            Interval piece = plan.next(progress.through());
            boolean first = progress.rows() == 0 && progress.bytes() == 0;
            boolean last = !piece.to().isBefore(request.interval().to());
            OutputStream output = writer.begin(first && last);
            RowEncoder encoder = RowEncoder.of(request.format(), rows.columns(request.exported()), output);
            if (first) {
                encoder.begin();
            }
            PieceTarget target = new PieceTarget(encoder, writer, lease, maxBytes - bytesBefore);
            Optional<RunEnd> end = write(piece, target, writer, name);
            if (end.isPresent()) {
                return end.get();
            }
        }
        return store.complete(export) ? new RunEnd.Completed() : new RunEnd.Lost();
    }

    /** Empty to go on. */
    private Optional<RunEnd> write(Interval piece, PieceTarget target, SegmentWriter writer, String name)
            throws IOException {
        long begun = System.nanoTime();
        RunOutcome outcome;
        try {
            outcome = rows.stream(
                    request,
                    piece,
                    currency(),
                    export.job().scope(),
                    export.job().subject(),
                    target);
            if (outcome instanceof RunOutcome.Streamed) {
                ExportSegment segment = new ExportSegment(name, target.end());
                plan.took(Duration.ofNanos(System.nanoTime() - begun));
                progress = progress.and(piece.to(), target.count(), segment, target.warnings());
                return store.advance(export, progress) ? Optional.empty() : Optional.of(new RunEnd.Lost());
            }
        } catch (PieceTarget.StoppedException e) {
            return Optional.of(stopped(e));
        }
        writer.rollBack();
        // Too long for its time, or too many groups for Druid's memory: a shorter piece has fewer.
        boolean tooMuch = outcome instanceof RunOutcome.TimedOut || outcome instanceof RunOutcome.Refused;
        return tooMuch && lease.mayGoOn() && plan.shrink(piece) ? Optional.empty() : Optional.of(ended(outcome));
    }

    private Optional<String> currency() {
        return progress.currency().filter(code -> !code.isEmpty());
    }

    private RunEnd stopped(PieceTarget.StoppedException stop) {
        if (stop.isTooLarge()) {
            return failed(
                    ProblemType.EXPORT_TOO_LARGE,
                    "A file has at most " + maxBytes + " bytes: ask for a shorter time, or for gzip.");
        }
        return lease.isLost() ? new RunEnd.Lost() : new RunEnd.GivenBack();
    }

    private RunEnd ended(RunOutcome outcome) {
        if (!lease.mayGoOn()) {
            // It may be because we end that the query did.
            return lease.isLost() ? new RunEnd.Lost() : new RunEnd.GivenBack();
        }
        if (outcome instanceof RunOutcome.TimedOut) {
            return failed(
                    ProblemType.TIMED_OUT,
                    "A query took too long: ask with a grain or a finer one, for a shorter time, or for fewer measures.");
        }
        if (outcome instanceof RunOutcome.Refused) {
            return failed(
                    ProblemType.INVALID_QUERY,
                    "A query makes more groups than there is memory and disk for: ask with a grain or a finer one, for a shorter"
                            + " time, or for fewer dimensions.");
        }
        return outcome instanceof RunOutcome.Failed
                ? failed(ProblemType.INTERNAL, "A query could not be run; the log has the export's id.")
                : new RunEnd.GivenBack();
    }

    private static RunEnd failed(ProblemType problem, String detail) {
        return new RunEnd.Failed(new Failure(problem, detail));
    }
}
