package io.tillview.query.limits;

import io.tillview.tenancy.MerchantId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** So many at once, so many of one merchant. Nobody waits for one. Safe for use by many threads. */
public final class MerchantSlots {
    private final Semaphore all;
    private final MerchantShares shares;

    /**
     * @param atOnce how many there are
     * @param perMerchant how many of them a merchant can have
     */
    public MerchantSlots(int atOnce, int perMerchant) {
        this.all = new Semaphore(atOnce);
        this.shares = new MerchantShares(perMerchant);
    }

    /** A slot; empty if there is none left, for this merchant or at all. */
    public Optional<Slot> take(MerchantId merchant) {
        if (!shares.enter(merchant, Duration.ZERO)) {
            return Optional.empty();
        }
        if (!all.tryAcquire()) {
            shares.leave(merchant);
            return Optional.empty();
        }
        return Optional.of(new Slot(merchant));
    }

    /** What somebody holds; closing it a second time does nothing. */
    public final class Slot implements AutoCloseable {
        private final MerchantId merchant;
        private final AtomicBoolean held = new AtomicBoolean(true);

        private Slot(MerchantId merchant) {
            this.merchant = merchant;
        }

        @Override
        public void close() {
            if (held.getAndSet(false)) {
                all.release();
                shares.leave(merchant);
            }
        }
    }
}
