package io.tillview.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.events.EventId;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.publishing.DropReason;
import io.tillview.events.publishing.DurabilityMode;
import io.tillview.events.publishing.PublishOutcome;
import io.tillview.events.publishing.PublishOutcome.Dropped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Kafka that is well and says no. */
class RefusingKafkaIT {

    private static final String TOPIC = "merchant-events";
    private static final String OLDEST = "message.timestamp.before.max.ms";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(DurabilityMode.class)
    void loses_nothing_while_a_topics_setting_is_wrong(DurabilityMode mode) throws Exception {
        List<EventId> published = new ArrayList<>();
        try (KafkaBroker broker = KafkaBroker.prepare(folder);
                KafkaEventPublisher publisher = publisher(broker, mode)) {
            broker.start();
            // Nothing is as young as a millisecond when it arrives.
            broker.createTopic(TOPIC, 2, Map.of(OLDEST, "1"));
            publish(publisher, published, 300);
            assertThat(publisher.flush(Duration.ofSeconds(3)))
                    .as("refused for now")
                    .isEqualTo(300);

            broker.setTopic(TOPIC, OLDEST, Long.toString(Long.MAX_VALUE));
            long waiting = publisher.flush(Duration.ofMinutes(1));

            assertThat(waiting).as(() -> publisher.metrics().toString()).isZero();
            assertThat(publisher.metrics().delivered()).isEqualTo(300);
            StoredEvents stored = StoredEvents.read(broker.address(), TOPIC, 2);
            stored.assertNothingLost("wrong setting, " + mode, published, 0, 0);
            assertThat(stored.records()).as("stored once").hasSize(300);
        }
    }

    @ParameterizedTest
    @EnumSource(DurabilityMode.class)
    void loses_nothing_while_it_may_not_write(DurabilityMode mode) throws Exception {
        List<EventId> published = new ArrayList<>();
        try (KafkaBroker broker = KafkaBroker.prepare(
                        folder,
                        List.of(
                                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                                "allow.everyone.if.no.acl.found=true"));
                KafkaEventPublisher publisher = publisher(broker, mode)) {
            broker.start();
            broker.createTopic(TOPIC, 2, Map.of());
            publish(publisher, published, 100);
            assertThat(publisher.flush(Duration.ofMinutes(1)))
                    .as("allowed at first")
                    .isZero();

            broker.forbidWriting(TOPIC);
            publish(publisher, published, 200);
            assertThat(publisher.flush(Duration.ofSeconds(3))).as("forbidden").isEqualTo(200);
            assertThat(publisher.metrics().delivered()).isEqualTo(100);
            broker.allowWriting(TOPIC);
            long waiting = publisher.flush(Duration.ofMinutes(1));

            assertThat(waiting).as(() -> publisher.metrics().toString()).isZero();
            assertThat(publisher.metrics().delivered()).isEqualTo(300);
            StoredEvents stored = StoredEvents.read(broker.address(), TOPIC, 2);
            stored.assertNothingLost("no permission, " + mode, published, 0, 0);
            assertThat(stored.records()).as("stored once").hasSize(300);
        }
    }

    private static void publish(KafkaEventPublisher publisher, List<EventId> published, int count) {
        for (int i = 0; i < count; i++) {
            MerchantEvent event = event(i, "/");
            published.add(event.eventId());
            assertThat(publisher.publish(event).isAccepted()).isTrue();
        }
    }

    @Test
    void drops_the_event_that_is_too_large_for_the_topic_and_no_other() throws Exception {
        try (KafkaBroker broker = KafkaBroker.prepare(folder);
                KafkaEventPublisher publisher = publisher(broker, DurabilityMode.WRITE_AHEAD)) {
            broker.start();
            broker.createTopic(TOPIC, 1, Map.of("max.message.bytes", "6000"));
            List<CompletableFuture<PublishOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                outcomes.add(publisher.publishAsync(event(i, "/")));
            }
            assertThat(publisher.flush(Duration.ofMinutes(1))).isZero();
            StringBuilder incompressible = new StringBuilder("/");
            new Random(1).ints(9_000, '0', 'z').forEach(incompressible::appendCodePoint);
            CompletableFuture<PublishOutcome> large = publisher.publishAsync(event(50, incompressible.toString()));

            assertThat(publisher.flush(Duration.ofMinutes(1))).isZero();

            assertThat(large.join()).isInstanceOfSatisfying(Dropped.class, dropped -> assertThat(dropped.reason())
                    .isEqualTo(DropReason.REFUSED));
            assertThat(outcomes).allMatch(outcome -> outcome.join() instanceof PublishOutcome.Delivered);
            assertThat(publisher.metrics().dropped()).containsEntry(DropReason.REFUSED, 1L);
        }
    }

    private KafkaEventPublisher publisher(KafkaBroker broker, DurabilityMode mode) {
        return KafkaEventPublisher.builder()
                .bootstrapServers(broker.address())
                .spoolFolder(folder.resolve("spool"))
                .durability(mode)
                .build();
    }

    private static MerchantEvent event(int number, String path) {
        return MerchantEvent.builder()
                .merchantId("m-" + number % 7)
                .eventType(EventType.PAGE_VIEWED)
                .pagePath(path)
                .build();
    }
}
