package io.tillview.query.limits;

import io.tillview.tenancy.MerchantId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Of something that all share, each merchant has so much at most, so that none has all of it. Merchants that have none of it take no
 * memory. Safe for use by many threads.
 */
public final class MerchantShares {
    private final ConcurrentHashMap<MerchantId, Share> shares = new ConcurrentHashMap<>();
    private final int each;

    /** @param each how many a merchant has at most */
    public MerchantShares(int each) {
        this.each = each;
    }

    /** What a merchant has at most of so many: half of them, at least one. */
    public static int halfOf(int all) {
        return Math.max(1, all / 2);
    }

    /** One more is a merchant's until {@link #leave}; false if it has all it may have, and went on having it for so long. */
    public boolean enter(MerchantId merchant, Duration patience) {
        Share share = shares.compute(merchant, (id, known) -> (known == null ? new Share(each) : known).used());
        boolean entered = false;
        try {
            entered = share.free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!entered) {
                forget(merchant);
            }
        }
        return entered;
    }

    /** It isn't the merchant's any more. */
    public void leave(MerchantId merchant) {
        Share share = shares.get(merchant);
        share.free.release();
        forget(merchant);
    }

    private void forget(MerchantId merchant) {
        shares.computeIfPresent(merchant, (id, share) -> share.unused());
    }

    /** How many merchants have some of it, or wait for it. */
    int merchants() {
        return shares.size();
    }

    /** What is left of a merchant's, and how many have or want some of it; that is looked at only under the map's lock. */
    private static final class Share {
        private final Semaphore free;
        private int users;

        Share(int each) {
            this.free = new Semaphore(each, true);
        }

        Share used() {
            users++;
            return this;
        }

        Share unused() {
            return --users == 0 ? null : this;
        }
    }
}
