package io.tillview.query.exports;

import io.tillview.query.exports.ExportJob.Failure;
import io.tillview.tenancy.MerchantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where exports are known, to every replica. Times are the store's, not a replica's.
 *
 * <p>Safe for use by many threads. Every method blocks, for seconds at most, and throws {@link ExportsUnavailableException} when the
 * store can't be reached.
 */
public interface ExportStore {

    /**
     * Adds an export.
     *
     * @param atMost how many a merchant may have, finished ones that are kept included
     * @param life how long it is kept, file and all
     * @return empty if the merchant has as many already
     */
    Optional<ExportJob> add(NewExport export, int atMost, Duration life);

    /** A merchant's export, which from now on counts as asked about; empty if there is none of that id, or it is another's. */
    Optional<ExportJob> ask(MerchantId merchant, UUID id);

    /** A merchant's exports, the newest first. */
    List<ExportJob> list(MerchantId merchant);

    /** Forgets a merchant's export, whatever state it is in; false if there is none of that id, or it is another's. */
    boolean remove(MerchantId merchant, UUID id);

    /**
     * Claims the export whose turn it is: one that is waiting or whose lease has run out, of a merchant that has none running.
     *
     * @param lease how long the claim holds unless it is renewed
     */
    Optional<ClaimedExport> claim(Duration lease);

    /** Renews leases; gives those of the claims that still hold. */
    Set<UUID> renew(Set<UUID> claims, Duration lease);

    /** Notes how far an export is; false if the claim doesn't hold any more, and then nothing is noted. */
    boolean advance(ClaimedExport export, ExportProgress progress);

    /** Ends an export that is written; false if the claim doesn't hold any more. */
    boolean complete(ClaimedExport export);

    /** Ends an export that can't be written; false if the claim doesn't hold any more. */
    boolean fail(ClaimedExport export, Failure failure);

    /** Gives an export back, for anyone to claim once some time has passed. */
    void release(ClaimedExport export, Duration pause);

    /** Cancels the unfinished exports that nobody asked about for so long. */
    List<UUID> cancelUnasked(Duration since);

    /** Forgets the exports whose life is over. */
    List<UUID> removeExpired();

    /** The names of the segments that may be in use, of those of the exports that there are. */
    Map<UUID, Set<String>> segmentsOf(Set<UUID> exports);
}
