package io.tillview.query.suspensions;

import io.tillview.tenancy.MerchantId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Suspensions as admins see and change them. A change holds on this replica when its method returns, and on the others that
 * reach the directory within five seconds.
 *
 * <p>Safe for use by many threads. Every method but {@link #arePossible} throws {@link SuspensionsUnavailableException} while the
 * directory database can't be reached; a change may hold all the same then, and can be asked for again.
 */
public final class Suspensions {
    private static final Logger LOG = LoggerFactory.getLogger(Suspensions.class);

    private final SuspensionStore store;
    private final KnownSuspensions known;

    /**
     * @param store where they stand
     * @param known what this replica decides by
     */
    public Suspensions(SuspensionStore store, KnownSuspensions known) {
        this.store = store;
        this.known = known;
    }

    /** Whether there is a place for them. */
    public boolean arePossible() {
        return store.isConfigured();
    }

    /** As {@link SuspensionStore#suspend}. */
    public Suspension suspend(MerchantId merchant, String reason, String by) {
        Suspension suspension = store.suspend(merchant, reason, by);
        known();
        return suspension;
    }

    /** As {@link SuspensionStore#lift}. */
    public boolean lift(MerchantId merchant) {
        boolean lifted = store.lift(merchant);
        known();
        return lifted;
    }

    /** As {@link SuspensionStore#find}. */
    public Optional<Suspension> find(MerchantId merchant) {
        return store.find(merchant);
    }

    /** As {@link SuspensionStore#list}. */
    public List<Suspension> list(Optional<MerchantId> after, int atMost) {
        return store.list(after, atMost);
    }

    private void known() {
        try {
            known.read();
        } catch (SuspensionsUnavailableException e) {
            // The change is made, and known here as soon as at the others.
            LOG.info("A changed suspension is read a little later.", e);
        }
    }
}
