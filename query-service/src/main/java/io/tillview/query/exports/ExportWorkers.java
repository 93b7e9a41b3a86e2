package io.tillview.query.exports;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillview.query.ExportRequest;
import io.tillview.query.ProblemType;
import io.tillview.query.answering.ExportedRows;
import io.tillview.query.exports.ExportJob.Failure;
import io.tillview.query.request.ExportReader;
import io.tillview.query.request.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Writes exports in the background, so many at once, and clears away what nobody asks about or whose time is over.
 *
 * <p>Once {@link #close()} returns, what was being written has been given back for another replica to go on with. Safe for use by
 * many threads.
 */
public final class ExportWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportWorkers.class);
    private static final int MAX_ATTEMPTS = 10;
    private static final int LEASE_PARTS = 3;
    private static final long LONGEST_PAUSE_SECONDS = 60;
    private static final Duration UNUSED_FOR = Duration.ofMinutes(10);
    private static final Duration END_LIMIT = Duration.ofSeconds(3);

    private final ExportStore store;
    private final ExportFiles files;
    private final ExportedRows rows;
    private final ExportReader reader;
    private final ExportsConfig config;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Map<UUID, ExportLease> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService keeper;
    private final ExecutorService writers;
    private final List<Future<?>> rounds = new CopyOnWriteArrayList<>();
    private final AtomicBoolean reachable = new AtomicBoolean(true);
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean stopping;

    /**
     * @param store where exports are known
     * @param files where their files lie
     * @param rows gives the rows
     * @param reader reads again what was asked for
     * @param config a configuration without faults
     * @param clock what old files are told by
     * @param metrics where {@code tillview.exports.running}, {@code .ended} and {@code .rows} go
     */
    public ExportWorkers(
            ExportStore store,
            ExportFiles files,
            ExportedRows rows,
            ExportReader reader,
            ExportsConfig config,
            InstantSource clock,
            MeterRegistry metrics) {
        this.store = store;
        this.files = files;
        this.rows = rows;
        this.reader = reader;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        this.keeper = Executors.newSingleThreadScheduledExecutor(task -> thread(task, "exports-keeper"));
        this.writers = Executors.newFixedThreadPool(config.runningAtOnce(), task -> thread(task, "exports-writer"));
        metrics.gauge("tillview.exports.running", running, Map::size);
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Begins; once, however often it is called. */
    public void start() {
        if (started.getAndSet(true)) {
            return;
        }
        every(config.pollInterval(), this::claim);
        every(config.lease().dividedBy(LEASE_PARTS), this::renew);
        every(config.clearInterval(), this::clear);
    }

    /** Looks for something to write now rather than at the next round. */
    void wake() {
        if (!stopping) {
            keeper.execute(() -> guarded(this::claim));
        }
    }

    /** This replica stops writing an export that is gone. */
    void forget(UUID export) {
        running.values().stream().filter(lease -> lease.export().equals(export)).forEach(ExportLease::lose);
    }

    @Override
    public void close() {
        stopping = true;
        running.values().forEach(ExportLease::stop);
        rounds.forEach(round -> round.cancel(false));
        keeper.shutdownNow();
        writers.shutdown();
        try {
            if (!writers.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                writers.shutdownNow();
            }
        } catch (InterruptedException e) {
            writers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void every(Duration interval, Runnable task) {
        rounds.add(keeper.scheduleWithFixedDelay(() -> guarded(task), 0, interval.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** A round that fails is said once, and is no reason to have no more. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (ExportsUnavailableException e) {
            if (reachable.getAndSet(false)) {
                LOG.warn("{} There are no exports until it can be. {}", e.getMessage(), String.valueOf(e.getCause()));
            }
        } catch (RuntimeException e) {
            LOG.error("Exports could not be looked after this time.", e);
        }
    }

    private void claim() {
        while (!stopping && running.size() < config.runningAtOnce()) {
            Optional<ClaimedExport> claimed = store.claim(config.lease());
            if (!reachable.getAndSet(true)) {
                LOG.info("Exports can be reached again.");
            }
            if (claimed.isEmpty()) {
                return;
            }
            ExportLease lease = new ExportLease(claimed.get().job().id());
            running.put(claimed.get().claim(), lease);
            writers.execute(() -> write(claimed.get(), lease));
        }
    }

    private void renew() {
        Set<UUID> claims = Set.copyOf(running.keySet());
        if (!claims.isEmpty()) {
            Set<UUID> held = store.renew(claims, config.lease());
            running.forEach((claim, lease) -> {
                if (claims.contains(claim) && !held.contains(claim)) {
                    lease.lose();
                }
            });
        }
    }

    private void clear() {
        try {
            List<UUID> cancelled = store.cancelUnasked(config.abandonedAfter());
            files.remove(cancelled);
            cancelled.forEach(id -> ended("cancelled"));
            files.remove(store.removeExpired());
            Set<UUID> old = files.oldOnes(clock.instant().minus(UNUSED_FOR));
            if (!old.isEmpty()) {
                int unused = files.removeUnused(clock.instant().minus(UNUSED_FOR), old, store.segmentsOf(old));
                if (unused > 0) {
                    LOG.info("Removed {} files that no export uses.", unused);
                }
            }
        } catch (IOException e) {
            throw new ExportsUnavailableException("The folder of exports can't be cleared.", e);
        }
    }

    private void write(ClaimedExport export, ExportLease lease) {
        MDC.put("merchantId", export.job().scope().merchant().value());
        MDC.put("exportId", export.job().id().toString());
        try {
            RunEnd end = run(export, lease);
            end(export, end);
        } catch (ExportsUnavailableException e) {
            LOG.warn("An export is left for later. {} {}", e.getMessage(), String.valueOf(e.getCause()));
        } catch (RuntimeException e) {
            LOG.error("An export broke off; it is tried again.", e);
            giveBack(export);
        } finally {
            running.remove(export.claim());
            MDC.clear();
        }
        wake();
    }

    private RunEnd run(ClaimedExport export, ExportLease lease) {
        if (export.attempts() > MAX_ATTEMPTS) {
            return new RunEnd.Failed(new Failure(
                    ProblemType.UNAVAILABLE, "It was tried " + MAX_ATTEMPTS + " times and came no further."));
        }
        Reading<ExportRequest> reading = reader.read(export.job().body().getBytes(StandardCharsets.UTF_8));
        if (!(reading instanceof Reading.Understood<ExportRequest> understood)) {
            return new RunEnd.Failed(new Failure(
                    ProblemType.INVALID_QUERY, "What was asked for is not understood any more; ask again."));
        }
        ExportRequest request = understood.request().during(export.job().interval());
        ExportRun run = new ExportRun(export, request, lease, rows, store, files, config.maxBytes());
        long begun = System.nanoTime();
        long rowsBefore = run.rows();
        LOG.info("Writing an export, from row {} on", rowsBefore);
        RunEnd end = run.run();
        metrics.counter("tillview.exports.rows").increment((double) (run.rows() - rowsBefore));
        LOG.info(
                "{}: {} rows, {} bytes, in {} ms",
                end.getClass().getSimpleName(),
                run.rows(),
                run.bytes(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        return end;
    }

    private void end(ClaimedExport export, RunEnd end) {
        ended(end.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        if (end instanceof RunEnd.GivenBack) {
            giveBack(export);
        } else if (end instanceof RunEnd.Failed failed) {
            LOG.warn("An export failed: {}", failed.failure().problem());
            store.fail(export, failed.failure());
            try {
                files.remove(List.of(export.job().id()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void ended(String how) {
        metrics.counter("tillview.exports.ended", "how", how).increment();
    }

    /** Another replica goes on at once when this one ends; otherwise a pause, longer each time, for what is wrong to pass. */
    private void giveBack(ClaimedExport export) {
        long seconds = stopping ? 0 : Math.min(1L << Math.min(export.attempts(), 10), LONGEST_PAUSE_SECONDS);
        store.release(export, Duration.ofSeconds(seconds));
    }
}
