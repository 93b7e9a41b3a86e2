package io.tillview.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.events.EventId;
import io.tillview.events.publishing.PublishMetrics;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the publishing process at random moments, one successor after the other on the same spool. */
class KilledPublisherIT {

    private static final String TOPIC = "merchant-events";
    private static final int PARTITIONS = 3;
    private static final int LONGEST_LIFE_MILLIS = 800;

    @TempDir
    private Path folder;

    @Test
    void loses_no_accepted_event() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (KafkaBroker broker = KafkaBroker.prepare(Files.createDirectory(folder.resolve("kafka")))) {
            broker.start();
            broker.createTopic(TOPIC, PARTITIONS);
            int kills = Soak.times(3, 50);
            for (int kill = 0; kill < kills; kill++) {
                runAndKill(broker, random);
            }
            broker.kill();
            for (int kill = 0; kill < kills; kill++) {
                runAndKill(broker, random);
            }
            broker.start();
            PublishMetrics last = drain(broker);

            assertThat(last.refusedInAll() + last.droppedInAll()).isZero();
            assertThat(last.spool().tornRecords())
                    .as("torn by a kill, seed %d", seed)
                    .isZero();
            StoredEvents stored = StoredEvents.read(broker.address(), TOPIC, PARTITIONS);
            stored.assertNothingLost(2 * kills + " kills of the publisher, seed " + seed, accepted(), 0, 0);
        }
    }

    private void runAndKill(KafkaBroker broker, Random random) throws Exception {
        Path log = folder.resolve("accepted");
        long before = Files.exists(log) ? Files.size(log) : 0;
        Process shop = broker.java(
                PublishingProcess.class.getName(),
                broker.address(),
                folder.resolve("spool").toString(),
                log.toString());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while ((!Files.exists(log) || Files.size(log) == before) && System.nanoTime() < end) {
            assertThat(shop.waitFor(5, TimeUnit.MILLISECONDS))
                    .as("ended by itself: " + broker.log())
                    .isFalse();
        }
        boolean ended = shop.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
        shop.destroyForcibly().onExit().join();
        assertThat(ended).as("ended by itself").isFalse();
        assertThat(Files.size(log)).as("accepted before the kill").isGreaterThan(before);
    }

    private PublishMetrics drain(KafkaBroker broker) {
        try (KafkaEventPublisher successor = KafkaEventPublisher.builder()
                .bootstrapServers(broker.address())
                .spoolFolder(folder.resolve("spool"))
                .build()) {
            assertThat(successor.flush(Duration.ofMinutes(5))).isZero();
            PublishMetrics metrics = successor.metrics();
            assertThat(metrics.delivered()).isEqualTo(metrics.spool().recoveredEvents());
            return metrics;
        }
    }

    private Set<EventId> accepted() throws Exception {
        ByteBuffer log = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("accepted")));
        Set<EventId> ids = new LinkedHashSet<>();
        while (log.remaining() >= 16) {
            ids.add(new EventId(new UUID(log.getLong(), log.getLong())));
        }
        return ids;
    }
}
