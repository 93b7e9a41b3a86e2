package io.tillview.query.http;

import io.tillview.tenancy.MerchantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many files are sent at once: each takes a thread for as long as its client takes to read. Safe for use by many threads. */
final class DownloadSlots {
    private final Semaphore all;
    private final int perMerchant;
    private final Map<MerchantId, Integer> taken = new ConcurrentHashMap<>();

    DownloadSlots(int atOnce, int perMerchant) {
        this.all = new Semaphore(atOnce);
        this.perMerchant = perMerchant;
    }

    /** A slot; empty if there is none left, for this merchant or at all. */
    Optional<Slot> take(MerchantId merchant) {
        if (!all.tryAcquire()) {
            return Optional.empty();
        }
        int count = taken.merge(merchant, 1, Integer::sum);
        Slot slot = new Slot(merchant);
        if (count > perMerchant) {
            slot.close();
            return Optional.empty();
        }
        return Optional.of(slot);
    }

    /** What one download holds; closing it a second time does nothing. */
    final class Slot implements AutoCloseable {
        private final MerchantId merchant;
        private final AtomicBoolean held = new AtomicBoolean(true);

        private Slot(MerchantId merchant) {
            this.merchant = merchant;
        }

        @Override
        public void close() {
            if (held.getAndSet(false)) {
                taken.computeIfPresent(merchant, (key, count) -> count == 1 ? null : count - 1);
                all.release();
            }
        }
    }
}
