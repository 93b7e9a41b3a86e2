package io.tillview.query.druid;

import io.tillview.query.limits.MerchantShares;
import io.tillview.tenancy.MerchantScope;
import io.tillview.tenancy.OneMerchant;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many queries run at once, at most half of them of one merchant, and of those over all merchants, which take long, only a
 * few: everybody's find their turn beside them, whatever asks for them (a request, the parts of a batch, or what refreshes kept
 * answers). Safe for use by many threads.
 */
final class QueryTurns {
    private final Semaphore all;
    private final Semaphore overAllMerchants;
    private final MerchantShares shares;
    private final Duration patience;

    /**
     * @param atOnce how many queries
     * @param overAllMerchantsAtOnce how many of them may be over all merchants
     * @param patience how long a query waits for each
     */
    QueryTurns(int atOnce, int overAllMerchantsAtOnce, Duration patience) {
        this.all = new Semaphore(atOnce, true);
        this.overAllMerchants = new Semaphore(overAllMerchantsAtOnce, true);
        this.shares = new MerchantShares(MerchantShares.halfOf(atOnce));
        this.patience = patience;
    }

    /** Waits for a turn; empty if none came. What comes has to be given back. */
    Optional<Turn> await(MerchantScope scope) {
        if (!enter(scope)) {
            return Optional.empty();
        }
        if (!await(all)) {
            leave(scope);
            return Optional.empty();
        }
        return Optional.of(() -> {
            all.release();
            leave(scope);
        });
    }

    private boolean enter(MerchantScope scope) {
        return scope instanceof OneMerchant one ? shares.enter(one.merchant(), patience) : await(overAllMerchants);
    }

    private void leave(MerchantScope scope) {
        if (scope instanceof OneMerchant one) {
            shares.leave(one.merchant());
        } else {
            overAllMerchants.release();
        }
    }

    private boolean await(Semaphore turns) {
        try {
            return turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A turn that has come. */
    @FunctionalInterface
    interface Turn {
        /** It is the next one's. */
        void giveBack();
    }
}
