package io.tillview.query.exports;

import static java.util.Objects.requireNonNull;

import io.tillview.query.ExportCompression;
import io.tillview.query.ExportFormat;
import io.tillview.query.Interval;
import io.tillview.query.ProblemType;
import io.tillview.tenancy.OneMerchant;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An export, as the directory database has it.
 *
 * @param id what it is called; nobody guesses it
 * @param scope whose rows, from the decision that allowed it
 * @param subject who asked for it
 * @param body what they asked, as they sent it
 * @param interval the time that was meant when they did
 * @param format how rows are written
 * @param compression how the file is kept
 * @param state how it is doing
 * @param createdAt when it was asked for
 * @param expiresAt when it and its file are gone
 * @param progress how far it is
 * @param failure why there is no file, if it failed
 */
public record ExportJob(
        UUID id,
        OneMerchant scope,
        String subject,
        String body,
        Interval interval,
        ExportFormat format,
        ExportCompression compression,
        ExportState state,
        Instant createdAt,
        Instant expiresAt,
        ExportProgress progress,
        Optional<Failure> failure) {
    /** @throws NullPointerException if one is null */
    public ExportJob {
        requireNonNull(id, "id");
        requireNonNull(scope, "scope");
        requireNonNull(subject, "subject");
        requireNonNull(body, "body");
        requireNonNull(interval, "interval");
        requireNonNull(format, "format");
        requireNonNull(compression, "compression");
        requireNonNull(state, "state");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(progress, "progress");
        requireNonNull(failure, "failure");
    }

    /** Names the export and nothing of what was asked. */
    @Override
    public String toString() {
        return "ExportJob[" + id + ", " + state + "]";
    }

    /**
     * Why there is no file.
     *
     * @param problem what kind of reason
     * @param detail the reason; may be shown to the caller
     */
    public record Failure(ProblemType problem, String detail) {
        /** @throws NullPointerException if one is null */
        public Failure {
            requireNonNull(problem, "problem");
            requireNonNull(detail, "detail");
        }
    }
}
