package io.tillview.benchmarks;

import io.tillview.events.MerchantEvent;
import io.tillview.events.kafka.KafkaEventPublisher;
import io.tillview.events.kafka.KafkaEventPublisherBuilder;
import io.tillview.events.publishing.Acceptance;
import io.tillview.events.publishing.Durability;
import io.tillview.events.publishing.DurabilityMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The SDK, in a JVM of its own: one publisher with its defaults, called by one thread that goes round the sample events.
 * Arguments: what to do, address, an empty folder for spools, and what the task takes.
 */
final class SdkProducer {
    static final String KILL_KAFKA = "@kill-kafka";
    static final String START_KAFKA = "@start-kafka";

    /** Four times the default, so that no bound is measured. */
    private static final long MAX_SPOOL_BYTES = 4L << 30;

    private static final Duration DELIVERY = Duration.ofMinutes(2);

    private final String address;
    private final Path folder;
    private final MerchantEvent[] events = SampleEvents.make().toArray(MerchantEvent[]::new);

    private SdkProducer(String address, Path folder) {
        this.address = address;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws InterruptedException {
        SdkProducer producer = new SdkProducer(arguments[1], Path.of(arguments[2]));
        ChildJvm.tell(
                switch (arguments[0]) {
                    case "deliver" ->
                        producer.deliver(
                                DurabilityMode.valueOf(arguments[3]),
                                Integer.parseInt(arguments[4]),
                                Integer.parseInt(arguments[5]));
                    case "spool" -> producer.spool(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
                    case "pace" ->
                        producer.pace(
                                Boolean.parseBoolean(arguments[3]),
                                Integer.parseInt(arguments[4]),
                                Integer.parseInt(arguments[5]));
                    case "drain" ->
                        new DrainMeasurement(producer.publisherOf("drain", DurabilityMode.OVERFLOW))
                                .run(Integer.parseInt(arguments[3]));
                    default -> throw new IllegalArgumentException(arguments[0]);
                });
    }

    /** As fast as Kafka takes them, until all are delivered. */
    private Map<String, Double> deliver(DurabilityMode mode, int warmUp, int count) {
        deliver("warm-up", mode, warmUp);
        return deliver("measured", mode, count);
    }

    private Map<String, Double> deliver(String name, DurabilityMode mode, int count) {
        Spent spent = new Spent();
        double allocated;
        double spooled;
        try (KafkaEventPublisher publisher = publisherOf(name, mode).build()) {
            publish(publisher, events, count);
            publisher.flush(DELIVERY);
            // The publisher's threads, and what they allocated, are gone once it is closed.
            allocated = spent.soFar().get("allocatedBytes");
            requireDelivered(publisher, count);
            spooled = publisher.metrics().accepted().get(Durability.SPOOLED);
        }
        Map<String, Double> result = new LinkedHashMap<>(spent.soFar());
        result.put("allocatedBytes", allocated);
        result.put("spooledShare", spooled / count);
        return result;
    }

    /** While nothing listens where Kafka should be, as fast as they are accepted. */
    private Map<String, Double> spool(int warmUp, int count) {
        spool("warm-up", warmUp);
        return spool("measured", count);
    }

    private Map<String, Double> spool(String name, int count) {
        KafkaEventPublisher publisher =
                publisherOf(name, DurabilityMode.OVERFLOW).build();
        try {
            Spent spent = new Spent();
            publish(publisher, events, count);
            return spent.soFar();
        } finally {
            publisher.close(Duration.ZERO);
        }
    }

    private Map<String, Double> pace(boolean healthy, int eventsPerSecond, int seconds) {
        KafkaEventPublisher publisher =
                publisherOf("paced", DurabilityMode.OVERFLOW).build();
        try {
            PacedPublishing pace = new PacedPublishing(publisher, events, eventsPerSecond);
            pace.run(Math.max(5, seconds / 3));
            long before = publisher.metrics().delivered();
            long begun = System.nanoTime();
            Map<String, Double> result = new LinkedHashMap<>(pace.run(seconds));
            // What is on its way now is not counted; what was when it began is.
            long delivered = publisher.metrics().delivered() - before;
            result.put("deliveredPerSecond", delivered / ((System.nanoTime() - begun) / 1e9));
            if (healthy) {
                publisher.flush(DELIVERY);
                requireDelivered(publisher, publisher.metrics().acceptedInAll());
            }
            return result;
        } finally {
            publisher.close(healthy ? DELIVERY : Duration.ZERO);
        }
    }

    private KafkaEventPublisherBuilder publisherOf(String name, DurabilityMode mode) {
        return KafkaEventPublisher.builder()
                .bootstrapServers(address)
                .topic("sdk-" + name)
                .durability(mode)
                .maxSpoolBytes(MAX_SPOOL_BYTES)
                .spoolFolder(folder.resolve(name));
    }

    /** So many of them, in turn; one that finds no room is offered again. */
    static void publish(KafkaEventPublisher publisher, MerchantEvent[] events, int count) {
        for (int i = 0; i < count; i++) {
            MerchantEvent event = events[i % events.length];
            Acceptance answer = publisher.publish(event);
            while (!answer.isAccepted()) {
                LockSupport.parkNanos(1_000_000);
                answer = publisher.publish(event);
            }
        }
    }

    private static void requireDelivered(KafkaEventPublisher publisher, long count) {
        if (publisher.metrics().delivered() != count) {
            throw new BenchmarkException("Not everything was delivered: " + publisher.metrics());
        }
    }
}
