package io.tillview.query.segments;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.KnownFreshness;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps in step with one Broker. Safe for use by many threads. */
final class BrokerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** After a time that was too short: everything takes longer to say than what changed. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI broker;
    private final SegmentSource source;
    private final KnownFreshness freshness;
    private final LongSupplier ticker;
    private final Duration interval;
    private final ScheduledExecutorService deadlines;
    private final Counter answered;
    private final Counter unanswered;
    private final Counter changed;
    private final Thread asker;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition called = lock.newCondition();
    /** Those who wait for the next request; null for nobody. */
    private CompletableFuture<Optional<Sighting>> next;

    private boolean running;
    private volatile Said said;
    private boolean well = true;

    /** What it said last. */
    private record Said(ServedTimeline timeline, Sighting sighting) {}

    BrokerWatch(
            URI broker,
            SegmentSource source,
            KnownFreshness freshness,
            LongSupplier ticker,
            Duration interval,
            ScheduledExecutorService deadlines,
            MeterRegistry metrics) {
        this.broker = broker;
        this.source = source;
        this.freshness = freshness;
        this.ticker = ticker;
        this.interval = interval;
        this.deadlines = deadlines;
        this.asker = new Thread(this::run, "segments-" + broker.getAuthority());
        this.asker.setDaemon(true);
        Tags tags = Tags.of("broker", broker.getAuthority());
        this.answered = metrics.counter("tillview.segments.polls", tags.and("outcome", "answered"));
        this.unanswered = metrics.counter("tillview.segments.polls", tags.and("outcome", "unanswered"));
        this.changed = metrics.counter("tillview.segments.changes", tags);
        metrics.gauge("tillview.segments.view.age", tags, this, BrokerWatch::ageInSeconds);
    }

    void start() {
        lock.lock();
        try {
            running = true;
        } finally {
            lock.unlock();
        }
        asker.start();
    }

    Optional<Sighting> latest() {
        Said last = said;
        return last == null ? Optional.empty() : Optional.of(last.sighting());
    }

    CompletableFuture<Optional<Sighting>> fresh() {
        lock.lock();
        try {
            if (!running) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            if (next == null) {
                next = withDeadline();
                called.signal();
            }
            // A copy each, so that nobody can end it for the others.
            return next.copy();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        CompletableFuture<Optional<Sighting>> waiting;
        lock.lock();
        try {
            running = false;
            waiting = next;
            next = null;
        } finally {
            lock.unlock();
        }
        asker.interrupt();
        if (waiting != null) {
            waiting.complete(Optional.empty());
        }
    }

    private CompletableFuture<Optional<Sighting>> withDeadline() {
        CompletableFuture<Optional<Sighting>> answer = new CompletableFuture<>();
        var deadline =
                deadlines.schedule(() -> answer.complete(Optional.empty()), TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        var unused = answer.whenComplete((sighting, none) -> deadline.cancel(false));
        return answer;
    }

    private void run() {
        try {
            while (true) {
                CompletableFuture<Optional<Sighting>> waiting = takeWaiting();
                try {
                    waiting.complete(ask());
                } finally {
                    waiting.complete(Optional.empty());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} is watched no longer.", broker);
        }
    }

    /** Returns with whoever waits, or with nobody once it is time to ask again. */
    private CompletableFuture<Optional<Sighting>> takeWaiting() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = interval.toNanos();
            while (next == null && left > 0) {
                left = called.awaitNanos(left);
            }
            CompletableFuture<Optional<Sighting>> waiting = next == null ? new CompletableFuture<>() : next;
            next = null;
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Sighting> ask() throws InterruptedException {
        Said before = said;
        try {
            // Both before the question is: what is in the answer is known to be at least as new.
            List<Freshness> reach = freshness.all();
            long asked = ticker.getAsLong();
            SegmentChanges changes = source.changes(
                    broker,
                    before == null ? Optional.empty() : Optional.of(before.timeline()),
                    before == null || !well ? PATIENCE : TIMEOUT);
            ServedTimeline timeline = before == null
                    ? ServedTimeline.of(changes)
                    : before.timeline().after(changes);
            Sighting sighting = new Sighting(timeline, asked, reach);
            said = new Said(timeline, sighting);
            answered.increment();
            changed.increment(changes.stretches().size());
            report(true, "");
            return Optional.of(sighting);
        } catch (IOException | RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            unanswered.increment();
            report(false, String.valueOf(e.getMessage()));
            if (e instanceof RuntimeException) {
                LOG.error("What {} serves could not be put together.", broker, e);
            }
            return Optional.empty();
        }
    }

    /** Once a change, not once a question. */
    private void report(boolean isWell, String why) {
        if (well != isWell && isWell) {
            LOG.info("{} says again which segments it serves.", broker);
        } else if (well != isWell) {
            LOG.warn("{} doesn't say which segments it serves: {}", broker, why);
        }
        well = isWell;
    }

    private double ageInSeconds() {
        Said last = said;
        return last == null
                ? Double.NaN
                : (ticker.getAsLong() - last.sighting().askedNanos())
                        / (double) Duration.ofSeconds(1).toNanos();
    }
}
