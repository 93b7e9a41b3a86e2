package io.tillview.events.kafka;

import io.tillview.events.publishing.DropReason;
import io.tillview.events.publishing.PublishMetrics;
import io.tillview.events.publishing.PublishOutcome;
import io.tillview.events.publishing.PublishOutcome.Delivered;
import io.tillview.events.publishing.PublishOutcome.Dropped;
import io.tillview.events.publishing.PublishOutcome.Rejected;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts every outcome, and warns of drops: at the first one, then once a minute at most. */
final class OutcomeCounts {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventPublisher.class);
    private static final long WARNING_INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private final LongAdder published = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    OutcomeCounts() {
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    void published() {
        published.increment();
    }

    void outcome(PublishOutcome outcome) {
        if (outcome instanceof Delivered) {
            delivered.increment();
        } else if (outcome instanceof Rejected) {
            rejected.increment();
        } else if (outcome instanceof Dropped drop) {
            dropped.get(drop.reason()).increment();
            warn(drop);
        }
    }

    PublishMetrics metrics(Backlog backlog) {
        Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
        dropped.forEach((reason, count) -> drops.put(reason, count.sum()));
        return new PublishMetrics(
                published.sum(),
                java.util.Map.of(),
                java.util.Map.of(),
                delivered.sum(),
                drops,
                0,
                backlog.size(),
                PublishMetrics.Spool.UNUSED,
                io.tillview.events.publishing.DeliveryLatency.NONE);
    }

    private void warn(Dropped drop) {
        long now = System.nanoTime();
        long due = nextWarning.get();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + WARNING_INTERVAL)) {
            LOG.warn("Events are being dropped. So far, by reason: {}; the last one: {}", dropped, drop);
        }
    }
}
