package io.tillview.events.kafka;

import io.tillview.events.publishing.DropReason;
import io.tillview.events.publishing.PublishOutcome;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending thread: hands waiting events to Kafka's producer in order, and again while that can't take them for lack
 * of room or of knowledge of the topic. Whatever happens, each event given to {@link #send} is settled once.
 */
final class EventSender implements OutgoingEvent.Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);

    private final Producer<byte[], byte[]> producer;
    private final Backlog backlog;
    private final OutcomeCounts counts;
    private final WaitingEvents waiting = new WaitingEvents();
    private final AtomicLong abandonedEvents = new AtomicLong();
    private final ReentrantLock closeLock = new ReentrantLock();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean abandoned;
    private boolean closed;

    private EventSender(Producer<byte[], byte[]> producer, Backlog backlog, OutcomeCounts counts) {
        this.producer = producer;
        this.backlog = backlog;
        this.counts = counts;
        this.thread = new Thread(this::run, "tillview-event-sender");
        this.thread.setDaemon(true);
    }

    static EventSender start(Producer<byte[], byte[]> producer, Backlog backlog, OutcomeCounts counts) {
        EventSender sender = new EventSender(producer, backlog, counts);
        sender.thread.start();
        return sender;
    }

    /** Takes the event; false if nothing is taken any more. */
    boolean send(OutgoingEvent event) {
        return waiting.offer(event);
    }

    /** See {@link KafkaEventPublisher#close(Duration)}. */
    long close(Duration timeout) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a publisher can't be closed from its own thread: use thenAcceptAsync");
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        closeLock.lock();
        try {
            if (closed) {
                return 0;
            }
            closed = true;
            waiting.close();
            boolean interrupted = endThread(deadline);
            closing = true;
            interrupted |= closeProducer(interrupted ? 0 : Math.max(0, deadline - System.nanoTime()));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return abandonedEvents.get();
        } finally {
            closeLock.unlock();
        }
    }

    /** Lets the thread hand over what waits until the deadline, then ends it; whether an interrupt came meanwhile. */
    private boolean endThread(long deadline) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                long millis = interrupted ? 0 : Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
                if (millis > 0) {
                    thread.join(millis);
                } else {
                    abandoned = true;
                    thread.interrupt();
                    thread.join();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private boolean closeProducer(long nanos) {
        try {
            producer.close(Duration.ofNanos(nanos));
            return false;
        } catch (InterruptException e) {
            // It has closed by force; clears the flag that the exception set, for the caller to set at the end.
            return Thread.interrupted();
        }
    }

    private void run() {
        try {
            for (Deque<OutgoingEvent> events = waiting.takeAll(); !events.isEmpty(); events = waiting.takeAll()) {
                for (OutgoingEvent event = events.poll(); event != null; event = events.poll()) {
                    handOver(event);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Closing before all events were handed over");
        } finally {
            waiting.close();
            waiting.drain().forEach(this::abandon);
        }
    }

    private void handOver(OutgoingEvent event) {
        Exception refusal = null;
        do {
            if (abandoned) {
                abandon(event);
                return;
            }
            refusal = offerToKafka(event);
        } while (refusal instanceof TimeoutException || refusal instanceof InterruptException);
        if (refusal != null) {
            event.drop(DropReason.REFUSED, refusal.toString());
        }
    }

    /** Why Kafka's producer didn't take the event; null if it did. A {@link TimeoutException} means: not yet. */
    @SuppressWarnings("FutureReturnValueIgnored") // Kafka's answer comes by the callback.
    private Exception offerToKafka(OutgoingEvent event) {
        try {
            producer.send(event.record(), event);
        } catch (InterruptException e) {
            // Only close() interrupts this thread, and abandoned says so in the next round.
            Thread.interrupted();
            return e;
        } catch (RuntimeException e) {
            return e;
        }
        Exception refusal = event.takeRefusal();
        if (refusal == null) {
            event.releaseRecord();
        }
        return refusal;
    }

    private void abandon(OutgoingEvent event) {
        event.drop(DropReason.CLOSED, "the publisher was closed before the event was sent");
    }

    @Override
    public boolean isSendingThread() {
        return Thread.currentThread() == thread;
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    @Override
    public void decided(PublishOutcome outcome) {
        if (outcome instanceof PublishOutcome.Dropped drop && drop.reason() == DropReason.CLOSED) {
            abandonedEvents.incrementAndGet();
        }
        counts.outcome(outcome);
    }

    @Override
    public void left(OutgoingEvent event) {
        backlog.leave(event.generation(), event.size());
    }
}
