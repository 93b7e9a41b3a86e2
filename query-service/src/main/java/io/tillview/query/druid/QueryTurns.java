package io.tillview.query.druid;

import io.tillview.tenancy.AllMerchants;
import io.tillview.tenancy.MerchantScope;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many queries run at once, and of those over all merchants, which take long, only a few: merchants' find their turn beside
 * them. Safe for use by many threads.
 */
final class QueryTurns {
    private final Semaphore all;
    private final Semaphore overAllMerchants;
    private final Duration patience;

    /**
     * @param atOnce how many queries
     * @param overAllMerchantsAtOnce how many of them may be over all merchants
     * @param patience how long a query waits for each
     */
    QueryTurns(int atOnce, int overAllMerchantsAtOnce, Duration patience) {
        this.all = new Semaphore(atOnce, true);
        this.overAllMerchants = new Semaphore(overAllMerchantsAtOnce, true);
        this.patience = patience;
    }

    /** Waits for a turn; empty if none came. What comes has to be given back. */
    Optional<Turn> await(MerchantScope scope) {
        boolean many = scope instanceof AllMerchants;
        if (many && !await(overAllMerchants)) {
            return Optional.empty();
        }
        if (await(all)) {
            return Optional.of(() -> {
                all.release();
                if (many) {
                    overAllMerchants.release();
                }
            });
        }
        if (many) {
            overAllMerchants.release();
        }
        return Optional.empty();
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
