package io.tillview.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillview.query.Interval;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.exports.ExportJob;
import io.tillview.query.exports.ExportState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An export as its merchant sees it.
 *
 * @param id what it is called
 * @param state how it is doing
 * @param format how rows are written
 * @param compression how the file is kept
 * @param timeRange which time that is
 * @param createdAt when it was asked for
 * @param expiresAt when it and its file are gone
 * @param progress the part of its time that is written, 0 to 1
 * @param rows how many rows are written
 * @param bytes the length of the file, so far
 * @param dataThrough every event that Kafka had by then is in the rows; null when no such time is known, or nothing was read yet
 * @param file where the file is, once it is done
 * @param failure why there is none, if it failed
 * @param warnings what one should know before believing the rows
 */
public record ExportView(
        UUID id,
        ExportState state,
        String format,
        String compression,
        Range timeRange,
        Instant createdAt,
        Instant expiresAt,
        double progress,
        long rows,
        long bytes,
        Instant dataThrough,
        @JsonInclude(JsonInclude.Include.NON_NULL) URI file,
        @JsonInclude(JsonInclude.Include.NON_NULL) Failure failure,
        List<Warning> warnings) {

    /** Copies the list. */
    public ExportView {
        warnings = List.copyOf(warnings);
    }

    static ExportView of(ExportJob job) {
        return new ExportView(
                job.id(),
                job.state(),
                job.format().externalName(),
                job.compression().externalName(),
                new Range(job.interval().from(), job.interval().to()),
                job.createdAt(),
                job.expiresAt(),
                part(job.interval(), job.progress().through()),
                job.progress().rows(),
                job.progress().bytes(),
                job.progress().dataThrough().orElse(null),
                job.state() == ExportState.DONE ? ExportsResource.fileOf(job.id()) : null,
                job.failure()
                        .map(failure -> new Failure(failure.problem().uri(), failure.detail()))
                        .orElse(null),
                List.copyOf(job.progress().warnings()));
    }

    private static double part(Interval whole, Instant through) {
        double all = Duration.between(whole.from(), whole.to()).toMillis();
        return Math.round(Duration.between(whole.from(), through).toMillis() / all * 1_000) / 1_000.0;
    }

    /**
     * A stretch of time, half-open.
     *
     * @param from its first instant
     * @param to the first instant after it
     */
    public record Range(Instant from, Instant to) {}

    /**
     * Why there is no file.
     *
     * @param type what kind of problem, for programs
     * @param detail what is the matter
     */
    public record Failure(URI type, String detail) {}
}
