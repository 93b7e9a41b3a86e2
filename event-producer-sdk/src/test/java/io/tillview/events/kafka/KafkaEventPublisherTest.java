package io.tillview.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillview.events.BrokenRule;
import io.tillview.events.EventRule;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.publishing.DropReason;
import io.tillview.events.publishing.PublishOutcome;
import io.tillview.events.publishing.PublishOutcome.Dropped;
import io.tillview.events.publishing.PublishOutcome.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The publisher where no Kafka answers: port 1 of loopback refuses. */
@Timeout(30)
class KafkaEventPublisherTest {

    private static final String NOWHERE = "127.0.0.1:1";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void rejects_an_event_from_the_future() {
        try (KafkaEventPublisher publisher =
                nowhere().clock(InstantSource.fixed(NOW)).build()) {
            PublishOutcome justAhead = publisher
                    .publishAsync(event().occurredAt(NOW.plusSeconds(3_600).plusMillis(1))
                            .build())
                    .getNow(null);

            assertThat(rulesOf(justAhead)).containsExactly(EventRule.FROM_THE_FUTURE);
            assertThat(publisher.publishAsync(
                            event().occurredAt(NOW.plusSeconds(3_600)).build()))
                    .isNotDone();
            assertThat(publisher.close(Duration.ZERO)).isOne();
        }
    }

    @Test
    void rejects_an_event_that_is_too_large() {
        try (KafkaEventPublisher publisher = nowhere().build()) {
            PublishOutcome outcome = publisher
                    .publishAsync(event().pagePath("/".repeat(40_000)).build())
                    .getNow(null);

            assertThat(rulesOf(outcome)).containsExactly(EventRule.EVENT_TOO_LARGE);
            assertThat(publisher.metrics().dropped().values().stream()
                                    .filter(n -> n > 0)
                                    .count()
                            + 1)
                    .isOne();
        }
    }

    @Test
    void drops_what_exceeds_its_memory_and_says_so_at_once() {
        try (KafkaEventPublisher publisher = nowhere().bufferMemory(1024 * 1024).build()) {
            List<CompletableFuture<PublishOutcome>> outcomes = publish(publisher, 10_000);

            List<PublishOutcome> dropped = outcomes.stream()
                    .filter(CompletableFuture::isDone)
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(dropped).isNotEmpty().allMatch(outcome -> reasonOf(outcome) == DropReason.SPOOL_FULL);
            assertThat(publisher.metrics().waiting()).isEqualTo(outcomes.size() - dropped.size());
            publisher.close(Duration.ZERO);
            assertThat(outcomes).allMatch(CompletableFuture::isDone);
            assertThat(publisher.metrics().droppedInAll()).isEqualTo(outcomes.size());
        }
    }

    @Test
    void tells_how_many_events_wait_when_a_flush_runs_out_of_time() {
        try (KafkaEventPublisher publisher = nowhere().build()) {
            publish(publisher, 5);

            assertThat(publisher.flush(Duration.ofMillis(50))).isEqualTo(5);
            assertThat(publisher.close(Duration.ZERO)).isEqualTo(5);
        }
    }

    @Test
    void gives_every_event_its_outcome_when_it_is_closed_in_time() {
        KafkaEventPublisher publisher = nowhere().build();
        List<CompletableFuture<PublishOutcome>> outcomes = publish(publisher, 100);
        long before = System.nanoTime();

        long notDelivered = publisher.close(Duration.ofMillis(300));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(notDelivered).isEqualTo(100);
        assertThat(outcomes).allMatch(outcome -> reasonOf(outcome.getNow(null)) == DropReason.CLOSED);
        assertThat(publisher.close(Duration.ofSeconds(1))).isZero();
        assertThat(reasonOf(publisher.publishAsync(event().build()).join())).isEqualTo(DropReason.CLOSED);
    }

    @Test
    void ends_a_wait_at_an_interrupt_and_keeps_it() {
        try (KafkaEventPublisher publisher = nowhere().build()) {
            publish(publisher, 3);
            Thread.currentThread().interrupt();

            long waiting = publisher.flush(Duration.ofMinutes(1));

            assertThat(waiting).isEqualTo(3);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(publisher.close(Duration.ofMinutes(1))).isEqualTo(3);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void names_every_fault_of_its_settings() {
        KafkaEventPublisherBuilder builder = KafkaEventPublisher.builder()
                .properties(Map.of("acks", "1", "enable.idempotence", "false", "linger.ms", "5"))
                .bufferMemory(1)
                .maxSpoolBytes(1);

        InvalidPublisherSettingsException refusal =
                catchThrowableOfType(InvalidPublisherSettingsException.class, builder::build);

        assertThat(String.join("\n", refusal.faults()))
                .contains("bootstrapServers", "acks", "enable.idempotence", "linger", "bufferMemory", "maxSpoolBytes");
    }

    @Test
    void reads_the_installations_properties_file(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("publisher.properties"), "bootstrap.servers=" + NOWHERE + "\nacks=all\n");

        try (KafkaEventPublisher publisher =
                KafkaEventPublisher.builder().properties(file).build()) {
            assertThat(publisher.metrics().published()).isZero();
        }
        assertThatThrownBy(() -> KafkaEventPublisher.builder()
                        .properties(folder.resolve("absent"))
                        .build())
                .isInstanceOf(InvalidPublisherSettingsException.class)
                .hasMessageContaining("absent");
    }

    private static KafkaEventPublisherBuilder nowhere() {
        return KafkaEventPublisher.builder().bootstrapServers(NOWHERE);
    }

    private static MerchantEventBuilder event() {
        return MerchantEvent.builder().merchantId("m-1").eventType(EventType.PAGE_VIEWED);
    }

    private static List<CompletableFuture<PublishOutcome>> publish(KafkaEventPublisher publisher, int count) {
        List<CompletableFuture<PublishOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outcomes.add(publisher.publishAsync(event().build()));
        }
        return outcomes;
    }

    private static List<EventRule> rulesOf(PublishOutcome outcome) {
        return ((Rejected) outcome).rules().stream().map(BrokenRule::rule).toList();
    }

    private static DropReason reasonOf(PublishOutcome outcome) {
        return ((Dropped) outcome).reason();
    }
}
