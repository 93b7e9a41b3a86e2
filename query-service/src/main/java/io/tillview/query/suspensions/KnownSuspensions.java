package io.tillview.query.suspensions;

import io.tillview.tenancy.MerchantDirectory;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.MerchantStanding;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is suspended, as this replica knows it: read in the background again and again, so that a question about a merchant waits for
 * nobody. What was read counts for {@link SuspensionsConfig#knownFor} from before it was asked for; after that no merchant's standing is known until
 * it has been read again. Where no store is configured, every merchant is in good standing.
 *
 * <p>Safe for use by many threads.
 */
public final class KnownSuspensions implements MerchantDirectory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KnownSuspensions.class);

    private final SuspensionStore store;
    private final Duration interval;
    private final Duration knownFor;
    private final LongSupplier nanos;
    private final AtomicBoolean reachable = new AtomicBoolean(true);
    private final Object reading = new Object();
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "suspensions");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Known known;

    /** What was read, and what the time was before. */
    private record Known(SuspendedMerchants suspended, long askedNanos) {}

    /**
     * @param store where suspensions stand
     * @param config how often they are read, and how long that counts
     * @param nanos a time that nobody sets, as {@link System#nanoTime} gives it
     */
    public KnownSuspensions(SuspensionStore store, SuspensionsConfig config, LongSupplier nanos) {
        this.store = store;
        this.interval = config.refreshInterval();
        this.knownFor = config.knownFor();
        this.nanos = nanos;
    }

    /** Begins to read, if there is something to read. To be called once. */
    public void start() {
        if (store.isConfigured()) {
            ScheduledFuture<?> begun =
                    reader.scheduleWithFixedDelay(this::round, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
            LOG.debug("Suspensions are read every {}: {}", interval, begun);
        }
    }

    @Override
    public MerchantStanding standing(MerchantId merchant) {
        if (!store.isConfigured()) {
            return MerchantStanding.GOOD;
        }
        Known now = known;
        if (!counts(now)) {
            return MerchantStanding.UNKNOWN;
        }
        return now.suspended().merchants().contains(merchant) ? MerchantStanding.SUSPENDED : MerchantStanding.GOOD;
    }

    /** Whether merchants' standings are known at the moment. */
    public boolean isCurrent() {
        return !store.isConfigured() || counts(known);
    }

    /**
     * Reads now rather than at the next round.
     *
     * @throws SuspensionsUnavailableException if that can't be done; what was known counts as long as before
     */
    void read() {
        // One after the other, so that what was asked for earlier doesn't replace what was asked for later.
        synchronized (reading) {
            Known before = known;
            long asked = nanos.getAsLong();
            Optional<SuspendedMerchants> changed = store.changed(
                    Optional.ofNullable(before).map(some -> some.suspended().revision()));
            known = new Known(changed.orElseGet(() -> before.suspended()), asked);
            changed.ifPresent(now -> report(before, now));
        }
    }

    /** Stops reading; soon nobody's standing is known. */
    @Override
    public void close() {
        reader.shutdownNow();
    }

    private boolean counts(Known some) {
        return some != null && nanos.getAsLong() - some.askedNanos() <= knownFor.toNanos();
    }

    private void round() {
        try {
            read();
            if (!reachable.getAndSet(true)) {
                LOG.info("Suspensions can be read again.");
            }
        } catch (SuspensionsUnavailableException e) {
            if (reachable.getAndSet(false) && !Thread.currentThread().isInterrupted()) {
                LOG.warn(
                        "{} After {} without, no merchant is answered. {}",
                        e.getMessage(),
                        knownFor,
                        String.valueOf(e.getCause()));
            }
        } catch (RuntimeException e) {
            // An exception would end the schedule for good.
            LOG.error("Suspensions could not be read.", e);
        }
    }

    private static void report(Known before, SuspendedMerchants now) {
        Set<MerchantId> merchants = now.merchants();
        if (!merchants.isEmpty()
                || (before != null && !before.suspended().merchants().isEmpty())) {
            LOG.info("{} merchants are suspended.", merchants.size());
        }
    }
}
