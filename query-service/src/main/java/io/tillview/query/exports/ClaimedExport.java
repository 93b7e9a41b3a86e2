package io.tillview.query.exports;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * An export that is one replica's to write, for as long as it renews its lease.
 *
 * @param job as it was when it was claimed
 * @param claim what the claim is called; every claim has another, also of the same replica
 * @param attempts how many times it has been claimed since it last came further, this time included
 */
public record ClaimedExport(ExportJob job, UUID claim, int attempts) {
    /** @throws NullPointerException if one is null */
    public ClaimedExport {
        requireNonNull(job, "job");
        requireNonNull(claim, "claim");
    }
}
