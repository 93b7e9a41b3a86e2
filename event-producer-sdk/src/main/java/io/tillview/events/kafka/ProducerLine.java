package io.tillview.events.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's producer, which is replaced when it is broken for good. Batches go out in one producer's life only: what one had is
 * never given to the next, unless it is certain that Kafka doesn't have it.
 */
final class ProducerLine {

    private static final Duration BROKEN_CLOSE = Duration.ofSeconds(5);
    private static final long RECENTLY = TimeUnit.MILLISECONDS.toNanos(250);

    private final String topic;
    private final Map<String, Object> properties;
    private final ConcurrentLinkedQueue<Delivery> limbo = new ConcurrentLinkedQueue<>();
    private volatile Producer<byte[], byte[]> producer;
    private volatile Exception broken;
    private volatile long lastAnswer = System.nanoTime() - RECENTLY;
    private volatile Thread answerThread;
    private int answersSinceTime;

    /**
     * A line with its first producer; without one, if Kafka's name can't be resolved now.
     *
     * @throws KafkaException if the properties are wrong
     */
    ProducerLine(String topic, Map<String, Object> properties) {
        this.topic = topic;
        this.properties = Map.copyOf(properties);
        try {
            producer = make();
        } catch (KafkaException e) {
            if (!isNameUnresolved(e)) {
                throw e;
            }
            broken = e;
        }
    }

    private Producer<byte[], byte[]> make() {
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static boolean isNameUnresolved(KafkaException e) {
        Throwable reason = e.getCause() == null ? e : e.getCause();
        return String.valueOf(reason.getMessage()).contains("No resolvable bootstrap");
    }

    /**
     * Waits until Kafka has told what has to be known of the topic, so that the first events needn't take the spool; returns without
     * that once the time is over, or Kafka has said something else. An interrupt ends the wait and stays set.
     */
    void getAcquainted(Duration longest) {
        Producer<byte[], byte[]> current = producer;
        long end = System.nanoTime() + longest.toNanos();
        while (current != null && System.nanoTime() - end < 0) {
            try {
                current.partitionsFor(topic);
                lastAnswer = System.nanoTime();
                return;
            } catch (TimeoutException e) {
                // It gave up after the time that publish may take, which is less than the time there is.
            } catch (KafkaException e) {
                // The first event will hear the same, and there is a place for that.
                return;
            }
        }
    }

    /**
     * Hands an event over; why it wasn't taken, null if it was. Waits 20 ms at most for room or for what has to be known of the
     * topic.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Kafka's answer comes by the callback.
    Exception handOver(Delivery delivery) {
        Producer<byte[], byte[]> current = producer;
        if (broken != null || current == null) {
            return new TimeoutException("the producer is being replaced");
        }
        delivery.handOver();
        Exception thrown = null;
        try {
            current.send(new ProducerRecord<>(topic, delivery.key(), delivery.value()), delivery);
        } catch (RuntimeException e) {
            thrown = e;
        }
        Exception refusal = delivery.handedOver();
        return thrown == null ? refusal : thrown;
    }

    /**
     * Sends what was taken, however long it should still wait to fill a batch, and waits until it is answered: the producer reckons
     * by the clock how long a batch has waited, and would have it wait for as long as the clock was set back. An interrupt ends
     * the wait and stays set.
     */
    void sendAll() {
        Producer<byte[], byte[]> current = producer;
        if (current != null) {
            try {
                current.flush();
            } catch (InterruptException e) {
                // It has set the flag; what was taken is on its way.
            }
        }
    }

    /** The producer failed for good while it was handed the event, which it may have put into a batch. */
    void broke(Delivery delivery, Exception reason) {
        limbo.add(delivery);
        broken = reason;
    }

    boolean isBroken() {
        return broken != null;
    }

    /** Why the producer has to be replaced. */
    Exception reason() {
        return broken;
    }

    /**
     * Closes the broken producer, which answers all it took, and makes another. The drainer's.
     *
     * @return the events that it turned out not to have taken
     */
    List<Delivery> replace() {
        closeProducer(BROKEN_CLOSE);
        List<Delivery> untaken = unanswered();
        try {
            producer = make();
            broken = null;
        } catch (KafkaException e) {
            broken = e;
        }
        return untaken;
    }

    /** After a close: the events that the producer broke over and turned out not to have taken. */
    List<Delivery> unanswered() {
        List<Delivery> untaken = new ArrayList<>();
        for (Delivery delivery = limbo.poll(); delivery != null; delivery = limbo.poll()) {
            if (delivery.isUnanswered()) {
                untaken.add(delivery);
            }
        }
        return untaken;
    }

    /** Ends it: on return every event it took is answered. An interrupt cuts it short, and stays set. */
    void close(Duration timeout) {
        closeProducer(timeout);
    }

    private void closeProducer(Duration timeout) {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            current.close(interrupted ? Duration.ZERO : timeout);
        } catch (InterruptException e) {
            // It has closed by force, and set the flag.
            interrupted = true;
        } catch (KafkaException e) {
            broken = e;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kafka has stored an event. */
    void answered() {
        if ((++answersSinceTime & 15) == 0) {
            lastAnswer = System.nanoTime();
        }
    }

    /** Called on the thread that brings Kafka's answers. */
    void onAnswerThread() {
        Thread current = Thread.currentThread();
        if (answerThread != current) {
            answerThread = current;
        }
    }

    boolean isAnswerThread() {
        return Thread.currentThread() == answerThread;
    }

    /** Whether Kafka has lately been storing events: then a lack of room is a matter of milliseconds. */
    boolean isStoring() {
        return System.nanoTime() - lastAnswer < RECENTLY;
    }

    /** Whether the producer has sent a batch. */
    boolean hasSentAnything() {
        return metric("record-send-total") > 0;
    }

    /** Whether the producer has sent a batch twice. */
    boolean hasRepeatedAnything() {
        return metric("record-retry-total") > 0;
    }

    private double metric(String name) {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            return 0;
        }
        for (Map.Entry<MetricName, ? extends Metric> each : current.metrics().entrySet()) {
            if (each.getKey().name().equals(name) && each.getKey().group().equals("producer-metrics")) {
                return each.getValue().metricValue() instanceof Double value ? value : 1;
            }
        }
        return 1;
    }
}
