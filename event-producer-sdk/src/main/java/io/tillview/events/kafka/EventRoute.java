package io.tillview.events.kafka;

import io.tillview.events.publishing.Acceptance;
import io.tillview.events.publishing.Acceptance.Accepted;
import io.tillview.events.publishing.Acceptance.Refused;
import io.tillview.events.publishing.DropReason;
import io.tillview.events.publishing.DurabilityMode;
import io.tillview.events.publishing.PublishOutcome;
import io.tillview.events.publishing.RefusalReason;
import io.tillview.events.spool.Appended;
import io.tillview.events.spool.Purpose;
import io.tillview.events.spool.Spool;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The way of an event: through the spool or past it to Kafka's producer on the caller's own thread while Kafka takes events, into
 * the spool's line while it doesn't; and what follows from Kafka's answer.
 */
final class EventRoute implements Delivery.Answers {

    /** How long a caller is held back where Kafka stores events, but not as fast as they come. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(250);
    /** How long an event's caller is held back so that the line, which such a moment left, can be worked off. */
    private static final long CATCH_UP = TimeUnit.MILLISECONDS.toNanos(10);
    /** For how long after such a moment. */
    private static final long CATCH_UP_PERIOD = TimeUnit.SECONDS.toNanos(5);

    private static final long MEMORY_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final DurabilityMode mode;
    private final Spool spool;
    private final ProducerLine line;
    private final Outcomes outcomes;
    private final PublishCounts counts;
    private final MemoryBound memory;
    private final Drainer drainer;
    private volatile long catchUpUntil;

    EventRoute(
            DurabilityMode mode,
            long maxMemory,
            Spool spool,
            ProducerLine line,
            Generations generations,
            Outcomes outcomes,
            PublishCounts counts,
            Warnings warnings,
            ClockWatch clock) {
        this.mode = mode;
        this.memory = new MemoryBound(maxMemory);
        this.spool = spool;
        this.line = line;
        this.outcomes = outcomes;
        this.counts = counts;
        // What comes before Kafka is known is a moment's events, too; under load the line they leave would stay for
        // good.
        this.catchUpUntil = System.nanoTime() + (spool.counts().recovered() == 0 ? CATCH_UP_PERIOD : 0);
        this.drainer = new Drainer(spool, line, this, generations, outcomes, counts, warnings, clock);
    }

    Drainer drainer() {
        return drainer;
    }

    boolean isOwnThread() {
        return line.isAnswerThread() || drainer.isCurrent();
    }

    /** Accepts the event, or says why not. */
    Acceptance take(Delivery delivery) {
        boolean mayWait = !isOwnThread();
        if (mode == DurabilityMode.WRITE_AHEAD) {
            Appended appended = spool.append(delivery, delivery.asRecord(), Purpose.WRITE_AHEAD, mayWait);
            if (appended == Appended.HANDED) {
                return handOverSpooled(delivery, mayWait);
            } else if (appended == Appended.WAITING) {
                return spooled(mayWait);
            } else if (appended == Appended.CLOSED || spool.isBehind()) {
                return refuse(appended);
            }
        } else if (spool.isBehind()) {
            Appended appended = spool.append(delivery, delivery.asRecord(), Purpose.IF_BEHIND, mayWait);
            if (appended != Appended.NOT_NEEDED) {
                return appended == Appended.WAITING ? spooled(mayWait) : refuse(appended);
            }
        }
        return handOverFromMemory(delivery, mayWait);
    }

    private Acceptance handOverSpooled(Delivery delivery, boolean mayWait) {
        Exception refusal = handOver(delivery, mayWait);
        if (refusal == null) {
            delivery.releaseContent();
        } else {
            notTaken(delivery, refusal);
        }
        return counts.accepted(Accepted.SPOOLED);
    }

    private Acceptance handOverFromMemory(Delivery delivery, boolean mayWait) {
        if (!takeMemory(delivery, mayWait)) {
            return inLine(delivery, mayWait);
        }
        Exception refusal = handOver(delivery, mayWait);
        if (refusal == null) {
            return counts.accepted(Accepted.IN_MEMORY);
        }
        RefusalKind kind = RefusalKind.atHandOver(refusal);
        if (kind == RefusalKind.NEVER || kind == RefusalKind.BROKEN) {
            notTaken(delivery, refusal);
            return counts.accepted(Accepted.IN_MEMORY);
        }
        releaseMemory(delivery);
        return inLine(delivery, mayWait);
    }

    private Acceptance inLine(Delivery delivery, boolean mayWait) {
        noteFallingBehind();
        Appended appended = spool.append(delivery, delivery.asRecord(), Purpose.IN_LINE, mayWait);
        return appended == Appended.WAITING ? spooled(mayWait) : refuse(appended);
    }

    /** Why Kafka's producer didn't take the event; null if it did. */
    private Exception handOver(Delivery delivery, boolean mayWait) {
        Exception refusal = line.handOver(delivery);
        if (refusal instanceof TimeoutException && mayWait) {
            long end = System.nanoTime() + PATIENCE;
            while (refusal instanceof TimeoutException
                    && line.isStoring()
                    && !spool.isBehind()
                    && System.nanoTime() - end < 0) {
                refusal = line.handOver(delivery);
            }
        }
        return refusal;
    }

    /** What becomes of an accepted event that Kafka's producer didn't take. */
    void notTaken(Delivery delivery, Exception refusal) {
        switch (RefusalKind.atHandOver(refusal)) {
            case NEVER -> drop(delivery, DropReason.REFUSED, refusal.toString());
            case BROKEN -> {
                line.broke(delivery, refusal);
                spool.fallBehind();
            }
            default -> {
                noteFallingBehind();
                putInLine(delivery, delivery.isAgain());
            }
        }
    }

    private Acceptance spooled(boolean mayWait) {
        if (mayWait && System.nanoTime() - catchUpUntil < 0 && line.isStoring()) {
            spool.awaitCaughtUp(CATCH_UP);
        }
        return counts.accepted(Accepted.SPOOLED);
    }

    private void noteFallingBehind() {
        if (!spool.isBehind() && line.isStoring()) {
            catchUpUntil = System.nanoTime() + CATCH_UP_PERIOD;
        }
    }

    private Acceptance refuse(Appended why) {
        return switch (why) {
            case CLOSED -> refused(RefusalReason.CLOSED, "the publisher is closed");
            case FAILED ->
                refused(
                        RefusalReason.SPOOL_FAILED,
                        "Kafka takes no events and the disk of " + spool.folder() + " fails");
            default ->
                refused(RefusalReason.SPOOL_FULL, "Kafka takes no events and the spool " + spool.folder() + " is full");
        };
    }

    /** Refuses an event, and counts it. */
    Acceptance refused(RefusalReason reason, String detail) {
        return counts.refused(new Refused(reason, List.of(), detail));
    }

    private boolean takeMemory(Delivery delivery, boolean mayWait) {
        long end = 0;
        while (!memory.take(delivery.size())) {
            end = end == 0 ? System.nanoTime() + PATIENCE : end;
            if (!mayWait
                    || !line.isStoring()
                    || System.nanoTime() - end >= 0
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, MEMORY_PAUSE);
        }
        delivery.count();
        return true;
    }

    private void releaseMemory(Delivery delivery) {
        if (delivery.isCounted()) {
            memory.release(delivery.size());
        }
    }

    @Override
    public void answered(Delivery delivery, RecordMetadata metadata, Exception refusal) {
        line.onAnswerThread();
        if (refusal == null) {
            line.answered();
            drainer.stored();
            free(delivery);
            outcomes.delivered(delivery, metadata);
            return;
        }
        switch (RefusalKind.asAnswer(refusal, line.hasSentAnything())) {
            case NEVER -> drop(delivery, DropReason.REFUSED, refusal.toString());
            case NOT_STORED -> {
                drainer.refused(refusal);
                putInLine(delivery, delivery.isAgain() || line.hasRepeatedAnything());
            }
            default -> keep(delivery, refusal);
        }
    }

    @Override
    public void waits(long position, CompletableFuture<PublishOutcome> future) {
        outcomes.waits(position, future);
    }

    /** The event has its outcome: its memory, and its room in the spool, are others'. */
    private void free(Delivery delivery) {
        if (delivery.isSpooled()) {
            spool.settle(delivery);
        }
        releaseMemory(delivery);
    }

    private void drop(Delivery delivery, DropReason reason, String detail) {
        free(delivery);
        outcomes.dropped(delivery, reason, detail);
    }

    /** The event isn't at Kafka: it waits in line, at its place if it has one. */
    void putInLine(Delivery delivery, boolean again) {
        if (delivery.isSpooled()) {
            delivery.onWaiting();
            spool.giveBack(delivery, again);
            return;
        }
        releaseMemory(delivery);
        Appended appended = spool.append(delivery, delivery.asRecord(), Purpose.IN_LINE, false);
        if (appended != Appended.WAITING) {
            outcomes.dropped(delivery, reason(appended), "Kafka didn't take it, nor did the spool");
        } else if (again) {
            counts.possiblyRepeated.increment();
        }
    }

    private void keep(Delivery delivery, Exception refusal) {
        if (delivery.isSpooled()) {
            spool.keep(delivery);
        } else {
            releaseMemory(delivery);
            Appended appended = spool.append(delivery, delivery.asRecord(), Purpose.FOR_SUCCESSOR, false);
            if (appended != Appended.WAITING) {
                outcomes.dropped(delivery, DropReason.UNCERTAIN, refusal.toString());
                return;
            }
        }
        outcomes.kept(delivery, refusal.toString());
    }

    private static DropReason reason(Appended refusal) {
        return refusal == Appended.FAILED ? DropReason.SPOOL_FAILED : DropReason.SPOOL_FULL;
    }
}
