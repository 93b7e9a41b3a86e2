package io.tillview.events.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One loud warning for each thing that goes wrong, then at most one in ten minutes with how often it has happened by then. */
final class Warnings {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventPublisher.class);
    private static final long INTERVAL = TimeUnit.MINUTES.toNanos(10);

    private final Map<Object, AtomicLong> due = new ConcurrentHashMap<>();

    /**
     * Warns of lost events if it is time to.
     *
     * @param why why they are lost
     * @param count how often so far
     * @param detail the last time's reason
     */
    void lost(Enum<?> why, LongAdder count, String detail) {
        if (isDue(why)) {
            LOG.warn("Events are being lost: {} so far by {}; the last: {}", count.sum(), why, detail);
        }
    }

    /** Kafka refuses events, which therefore wait. */
    void refused(Exception refusal) {
        if (isDue(refusal.getClass())) {
            LOG.warn("Kafka refuses events; they wait and are tried again: {}", refusal.toString());
        }
    }

    /** Kafka takes nothing, and events wait on disk. */
    void away(Path folder, Exception reason) {
        if (isDue(folder)) {
            LOG.warn("Kafka takes no events; they wait in {} until it does: {}", folder, reason.toString());
        }
    }

    /** A listener threw. */
    void listenerThrew(Throwable thrown) {
        if (isDue(thrown.getClass())) {
            LOG.warn("A listener of outcomes threw, which changes nothing for the event", thrown);
        }
    }

    private boolean isDue(Object what) {
        long now = System.nanoTime();
        AtomicLong next = due.computeIfAbsent(what, key -> new AtomicLong(now));
        long time = next.get();
        return now - time >= 0 && next.compareAndSet(time, now + INTERVAL);
    }
}
