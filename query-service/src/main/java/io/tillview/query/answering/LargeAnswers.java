package io.tillview.query.answering;

import io.tillview.query.RowSelection;
import io.tillview.query.limits.MerchantShares;
import io.tillview.tenancy.MerchantScope;
import io.tillview.tenancy.OneMerchant;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Sees to it that few answers with many rows are in memory at once, and not all of them one merchant's. Safe for use by many threads. */
final class LargeAnswers {
    /** As many rows as the largest page takes; more of them are large. */
    static final int LARGE = RowSelection.MAX_LIMIT + 1;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore room = new Semaphore(AnswerLimits.MAX_LARGE_AT_ONCE, true);
    private final MerchantShares shares = new MerchantShares(MerchantShares.halfOf(AnswerLimits.MAX_LARGE_AT_ONCE));

    /** Waits until there is room for one more, and for one more of the merchant's, and gives up after five seconds. */
    boolean enter(MerchantScope scope) {
        if (scope instanceof OneMerchant one && !shares.enter(one.merchant(), PATIENCE)) {
            return false;
        }
        boolean entered = false;
        try {
            entered = room.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!entered) {
                leaveShare(scope);
            }
        }
        return entered;
    }

    /** Makes the room free again. */
    void leave(MerchantScope scope) {
        room.release();
        leaveShare(scope);
    }

    private void leaveShare(MerchantScope scope) {
        if (scope instanceof OneMerchant one) {
            shares.leave(one.merchant());
        }
    }
}
