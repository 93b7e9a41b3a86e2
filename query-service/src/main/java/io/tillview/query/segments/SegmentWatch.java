package io.tillview.query.segments;

import io.tillview.tenancy.MerchantScope;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps in step with what the Brokers serve. Safe for use by many threads.
 *
 * <p>What is known of a Broker may lag behind it, by a fraction of a second as long as it answers; it is never ahead of it.
 */
public interface SegmentWatch {

    /** The Broker that a scope's questions are sent to first. */
    URI home(MerchantScope scope, String subject);

    /** What a Broker said last; empty if it never said anything. Asks nobody. */
    Optional<Sighting> latest(URI broker);

    /**
     * Asks a Broker now: what it gives was asked for after this call. Who calls while another is waiting to ask, asks together
     * with it.
     *
     * @return completed on a thread of the watch; empty if the Broker doesn't say in time
     */
    CompletableFuture<Optional<Sighting>> fresh(URI broker);
}
