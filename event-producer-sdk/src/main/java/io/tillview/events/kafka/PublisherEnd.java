package io.tillview.events.kafka;

import io.tillview.events.publishing.PublishMetrics;
import io.tillview.events.spool.SpoolCounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** How a publisher ends: first what comes in, then what is on its way, then the spool. */
final class PublisherEnd {

    /** A call of publish under way takes the time of a hand-over at most, since nobody is held back any more. */
    private static final long CALLS_WAIT = TimeUnit.SECONDS.toNanos(5);

    private static final long CALLS_PAUSE = TimeUnit.MICROSECONDS.toNanos(100);

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final PublisherParts parts;
    private final LongAdder calls = new LongAdder();
    private final ReentrantLock closeLock = new ReentrantLock();
    private volatile boolean closing;
    private volatile SpoolCounts last;

    PublisherEnd(PublisherParts parts) {
        this.parts = parts;
    }

    /** A call of publish begins; false if it comes too late. */
    boolean enter() {
        calls.increment();
        if (closing) {
            calls.decrement();
            return false;
        }
        return true;
    }

    /** A call of publish is over. */
    void leave() {
        calls.decrement();
    }

    /** See {@link KafkaEventPublisher#close(Duration)}. */
    long close(Duration timeout) {
        if (parts.route().isOwnThread()) {
            throw new IllegalStateException("a publisher can't be closed from its own thread: use thenAcceptAsync");
        }
        long nanos = nanos(timeout);
        long deadline = System.nanoTime() + nanos;
        closeLock.lock();
        try {
            if (last != null) {
                return 0;
            }
            closing = true;
            long before = undelivered();
            boolean interrupted = awaitOutcomes(nanos);
            interrupted |= parts.route().drainer().stop();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            parts.line().close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            awaitCalls();
            parts.line().unanswered().forEach(delivery -> parts.route().putInLine(delivery, delivery.isAgain()));
            keepTheRest();
            last = parts.spool().counts();
            parts.spool().close();
            return undelivered() - before;
        } finally {
            closeLock.unlock();
        }
    }

    /** The time in nanoseconds; a century is as good as longer, and can be reckoned with. */
    static long nanos(Duration timeout) {
        return timeout.compareTo(LONGEST) < 0 ? timeout.toNanos() : LONGEST.toNanos();
    }

    private long undelivered() {
        return parts.counts().kept.sum() + parts.counts().droppedInAll();
    }

    private boolean awaitOutcomes(long nanos) {
        try {
            long open = parts.generations().awaitEarlier(nanos);
            return open < 0;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void awaitCalls() {
        long end = System.nanoTime() + CALLS_WAIT;
        while (calls.sum() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, CALLS_PAUSE);
        }
    }

    private void keepTheRest() {
        long open = parts.generations().open();
        if (open > 0 && parts.outcomes().isAnybodyWaiting()) {
            parts.spool().forEachLeft(parts.outcomes()::left);
        } else {
            parts.counts().kept.add(open);
        }
    }

    PublishMetrics metrics() {
        SpoolCounts spool = last;
        return spool == null
                ? parts.counts()
                        .metrics(parts.generations().open(), parts.spool().counts())
                : parts.counts().metrics(0, spool);
    }

    Path spoolFolder() {
        return parts.spool().folder();
    }
}
