package io.tillview.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.events.EventId;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.publishing.DurabilityMode;
import io.tillview.events.publishing.PublishMetrics;
import io.tillview.events.publishing.PublishOutcome;
import io.tillview.events.publishing.PublishOutcome.Delivered;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The publisher against the real Kafka, which isn't there at first, is killed or frozen under load, and comes back. */
class KafkaOutageIT {

    private static final int PARTITIONS = 4;
    private static final String TOPIC = "merchant-events";
    private static final int MERCHANTS = 17;
    /** Far from the minute for which Kafka's own producer waits, and beyond what a busy machine takes from a thread. */
    private static final Duration LONGEST_PUBLISH = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final List<EventId> published = new ArrayList<>();
    private final Map<String, List<EventId>> byMerchant = new ConcurrentHashMap<>();
    private final List<CompletableFuture<PublishOutcome>> outcomes = new ArrayList<>();
    private final AtomicInteger outcomesTold = new AtomicInteger();
    private long longestPublishNanos;

    @ParameterizedTest
    @EnumSource(DurabilityMode.class)
    void loses_and_repeats_nothing_while_kafka_is_away_at_first_and_killed_later(DurabilityMode mode) throws Exception {
        try (KafkaBroker broker = KafkaBroker.prepare(folder);
                KafkaEventPublisher publisher = publisher(broker, mode)) {
            publish(publisher, 200);
            longestPublishNanos =
                    0; // The first call loads classes; it is bounded by the machine, not by the publisher.
            broker.start();
            broker.createTopic(TOPIC, PARTITIONS);
            assertFlushed(publisher, "after a cold start");

            publish(publisher, 5_000);
            broker.kill();
            publish(publisher, 5_000);
            assertThat(publisher.flush(Duration.ofMillis(300)))
                    .as("waiting while Kafka is away")
                    .isPositive();
            broker.start();
            assertFlushed(publisher, "after the outage");

            assertAllStoredOnceInOrder(broker, publisher, "killed Kafka, " + mode);
        }
    }

    @ParameterizedTest
    @EnumSource(DurabilityMode.class)
    void loses_and_repeats_nothing_while_kafka_is_frozen(DurabilityMode mode) throws Exception {
        try (KafkaBroker broker = KafkaBroker.prepare(folder);
                KafkaEventPublisher publisher = publisher(broker, mode)) {
            broker.start();
            broker.createTopic(TOPIC, PARTITIONS);
            publish(publisher, 1_000);
            assertFlushed(publisher, "before the frost");
            longestPublishNanos = 0;

            broker.freeze();
            long end = System.nanoTime()
                    + Soak.time(Duration.ofSeconds(5), Duration.ofSeconds(60)).toNanos();
            while (System.nanoTime() < end) {
                publish(publisher, 500);
                publisher.flush(Duration.ofMillis(100));
            }
            broker.thaw();
            publish(publisher, 1_000);
            assertFlushed(publisher, "after the frost");

            assertAllStoredOnceInOrder(broker, publisher, "frozen Kafka, " + mode);
        }
    }

    @ParameterizedTest
    @EnumSource(DurabilityMode.class)
    void serves_a_thousand_threads_through_an_outage(DurabilityMode mode) throws Exception {
        int threads = 1_000;
        ConcurrentLinkedQueue<EventId> accepted = new ConcurrentLinkedQueue<>();
        try (KafkaBroker broker = KafkaBroker.prepare(folder);
                KafkaEventPublisher publisher = publisher(broker, mode)) {
            broker.start();
            broker.createTopic(TOPIC, PARTITIONS);
            CountDownLatch halfway = new CountDownLatch(threads);
            CountDownLatch goOn = new CountDownLatch(1);
            List<Thread> all = new ArrayList<>();
            for (int number = 0; number < threads; number++) {
                String merchant = "m-" + number;
                all.add(new Thread(() -> {
                    publish(publisher, merchant, 20, accepted);
                    halfway.countDown();
                    awaitQuietly(goOn);
                    publish(publisher, merchant, 20, accepted);
                }));
            }
            all.forEach(Thread::start);
            halfway.await();
            broker.kill();
            goOn.countDown();
            for (Thread thread : all) {
                thread.join();
            }
            broker.start();
            assertFlushed(publisher, "after the outage");

            assertThat(accepted).hasSize(threads * 40);
            assertThat(publisher.metrics().delivered()).isEqualTo(threads * 40L);
            StoredEvents stored = StoredEvents.read(broker.address(), TOPIC, PARTITIONS);
            stored.assertNothingLost("a thousand threads, " + mode, accepted, 0, 0);
            assertThat(stored.records()).as("stored once").hasSize(threads * 40);
            stored.byMerchant().forEach((merchant, ids) -> assertThat(ids).isEqualTo(byMerchant.get(merchant)));
        }
    }

    private KafkaEventPublisher publisher(KafkaBroker broker, DurabilityMode mode) {
        return KafkaEventPublisher.builder()
                .bootstrapServers(broker.address())
                .spoolFolder(folder.resolve("spool"))
                .durability(mode)
                .build();
    }

    private void publish(KafkaEventPublisher publisher, String merchant, int count, Collection<EventId> accepted) {
        List<EventId> mine = byMerchant.computeIfAbsent(merchant, key -> new ArrayList<>());
        for (int i = 0; i < count; i++) {
            MerchantEvent event = event(merchant);
            if (publisher.publish(event).isAccepted()) {
                accepted.add(event.eventId());
                mine.add(event.eventId());
            }
        }
    }

    private void publish(KafkaEventPublisher publisher, int count) {
        for (int i = 0; i < count; i++) {
            MerchantEvent event = event("m-" + i % MERCHANTS);
            published.add(event.eventId());
            byMerchant
                    .computeIfAbsent(event.merchantId(), key -> new ArrayList<>())
                    .add(event.eventId());
            long before = System.nanoTime();
            CompletableFuture<PublishOutcome> outcome = publisher.publishAsync(event);
            longestPublishNanos = Math.max(longestPublishNanos, System.nanoTime() - before);
            outcomes.add(outcome.whenComplete((result, failure) -> outcomesTold.incrementAndGet()));
        }
    }

    private static MerchantEvent event(String merchant) {
        return MerchantEvent.builder()
                .merchantId(merchant)
                .eventType(EventType.PAGE_VIEWED)
                .build();
    }

    private static void assertFlushed(KafkaEventPublisher publisher, String when) {
        assertThat(publisher.flush(PATIENCE))
                .as(() -> "waiting " + when + ": " + publisher.metrics())
                .isZero();
    }

    private void assertAllStoredOnceInOrder(KafkaBroker broker, KafkaEventPublisher publisher, String test) {
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.getNow(null)).isInstanceOf(Delivered.class));
        assertThat(outcomesTold).hasValue(published.size());
        assertThat(Duration.ofNanos(longestPublishNanos)).isLessThan(LONGEST_PUBLISH);
        assertThat(publisher.close(Duration.ofSeconds(10))).isZero();
        PublishMetrics metrics = publisher.metrics();
        assertThat(metrics.published()).isEqualTo(published.size());
        assertThat(metrics.delivered()).isEqualTo(published.size());
        assertThat(metrics.waiting()).isZero();
        assertThat(metrics.spool().possiblyRepeated()).isZero();
        StoredEvents stored = StoredEvents.read(broker.address(), TOPIC, PARTITIONS);
        stored.assertNothingLost(test, published, metrics.refusedInAll(), metrics.droppedInAll());
        assertThat(stored.records()).as("stored once").hasSize(published.size());
        assertThat(stored.byMerchant()).isEqualTo(byMerchant);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
