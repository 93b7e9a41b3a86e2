package io.tillview.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillview.events.BrokenRule;
import io.tillview.events.EventId;
import io.tillview.events.EventRule;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.publishing.Acceptance;
import io.tillview.events.publishing.Acceptance.Accepted;
import io.tillview.events.publishing.Acceptance.Refused;
import io.tillview.events.publishing.DurabilityMode;
import io.tillview.events.publishing.PublishMetrics;
import io.tillview.events.publishing.PublishOutcome;
import io.tillview.events.publishing.PublishOutcome.Kept;
import io.tillview.events.publishing.PublishOutcome.Rejected;
import io.tillview.events.publishing.RefusalReason;
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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The publisher where no Kafka answers: port 1 of loopback refuses. */
@Timeout(30)
class KafkaEventPublisherTest {

    private static final String NOWHERE = "127.0.0.1:1";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void refuses_an_event_from_the_future() {
        try (KafkaEventPublisher publisher =
                nowhere().clock(InstantSource.fixed(NOW)).build()) {
            Acceptance justAhead = publisher.publish(
                    event().occurredAt(NOW.plusSeconds(3_600).plusMillis(1)).build());

            assertThat(rulesOf(justAhead)).containsExactly(EventRule.FROM_THE_FUTURE);
            assertThat(publisher.publish(
                            event().occurredAt(NOW.plusSeconds(3_600)).build()))
                    .isEqualTo(Accepted.SPOOLED);
            assertThat(publisher.close(Duration.ZERO)).isOne();
        }
    }

    @Test
    void refuses_an_event_that_is_too_large_and_says_by_which_rule() {
        try (KafkaEventPublisher publisher = nowhere().build()) {
            MerchantEvent large = event().pagePath("/".repeat(40_000)).build();

            Acceptance acceptance = publisher.publish(large);

            assertThat(rulesOf(acceptance)).containsExactly(EventRule.EVENT_TOO_LARGE);
            assertThat(publisher.publishAsync(large)).isCompletedWithValueMatching(Rejected.class::isInstance);
            assertThat(publisher.metrics().refused()).containsEntry(RefusalReason.INVALID, 2L);
        }
    }

    @ParameterizedTest
    @EnumSource(DurabilityMode.class)
    void spools_what_kafka_does_not_take_and_refuses_what_exceeds_the_spool(DurabilityMode mode) {
        try (KafkaEventPublisher publisher =
                nowhere().durability(mode).maxSpoolBytes(1024 * 1024).build()) {
            List<Acceptance> answers = publish(publisher, 10_000);

            long refused = answers.stream().filter(Refused.class::isInstance).count();
            assertThat(refused).isBetween(1L, 9_999L);
            assertThat(answers.get(9_999)).isInstanceOfSatisfying(Refused.class, refusal -> assertThat(refusal.reason())
                    .isEqualTo(RefusalReason.SPOOL_FULL));
            PublishMetrics metrics = publisher.metrics();
            assertThat(metrics.acceptedInAll()).isEqualTo(10_000 - refused);
            assertThat(metrics.waiting()).isEqualTo(10_000 - refused);
            assertThat(metrics.refused()).containsEntry(RefusalReason.SPOOL_FULL, refused);
            assertThat(metrics.spool().bytes()).isLessThanOrEqualTo(1024 * 1024);
            assertThat(publisher.close(Duration.ZERO)).isEqualTo(10_000 - refused);
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

    @ParameterizedTest
    @EnumSource(DurabilityMode.class)
    void keeps_for_its_successor_what_it_could_not_deliver(DurabilityMode mode) {
        List<EventId> told = new CopyOnWriteArrayList<>();
        List<CompletableFuture<PublishOutcome>> outcomes = new ArrayList<>();
        KafkaEventPublisher publisher = nowhere()
                .durability(mode)
                .listener((id, outcome) -> {
                    assertThat(outcome).isInstanceOf(Kept.class);
                    told.add(id);
                })
                .build();
        for (int i = 0; i < 100; i++) {
            outcomes.add(publisher.publishAsync(event().build()));
        }
        long before = System.nanoTime();

        long notDelivered = publisher.close(Duration.ofMillis(300));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(notDelivered).isEqualTo(100);
        assertThat(outcomes)
                .allMatch(outcome -> outcome.getNow(null) instanceof Kept kept && !kept.possiblyDelivered());
        assertThat(told).hasSize(100).doesNotHaveDuplicates();
        assertThat(publisher.metrics().kept()).isEqualTo(100);
        assertThat(publisher.close(Duration.ofSeconds(1))).isZero();
        assertThat(publisher.publish(event().build()))
                .isInstanceOfSatisfying(
                        Refused.class, refusal -> assertThat(refusal.reason()).isEqualTo(RefusalReason.CLOSED));
        try (KafkaEventPublisher successor = nowhere().build()) {
            assertThat(successor.metrics().spool().recoveredEvents()).isEqualTo(100);
            assertThat(successor.metrics().waiting()).isEqualTo(100);
            assertThat(successor.metrics().spool().possiblyRepeated()).isZero();
            assertThat(successor.close(Duration.ZERO)).isEqualTo(100);
        }
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
    void accepts_events_from_an_interrupted_thread() {
        try (KafkaEventPublisher publisher = nowhere().build()) {
            Thread.currentThread().interrupt();

            List<Acceptance> answers = publish(publisher, 3);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(answers).containsOnly(Accepted.SPOOLED);
            assertThat(publisher.close(Duration.ZERO)).isEqualTo(3);
        }
    }

    @Test
    void refuses_a_folder_that_another_publisher_has_and_names_it() {
        try (KafkaEventPublisher publisher = nowhere().build()) {
            assertThatThrownBy(() -> nowhere().build())
                    .isInstanceOf(InvalidPublisherSettingsException.class)
                    .hasMessageContaining(folder.resolve("spool").toString())
                    .hasMessageContaining("in use");
            assertThat(publisher.toString()).contains("merchant-events").doesNotContain(NOWHERE);
        }
    }

    @Test
    void takes_the_next_free_folder_where_several_may_be() {
        try (KafkaEventPublisher first = several().build();
                KafkaEventPublisher second = several().build()) {
            assertThat(first.toString()).contains(folder.resolve("several/0").toString());
            assertThat(second.toString()).contains(folder.resolve("several/1").toString());
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
    void reads_the_installations_properties_file() throws IOException {
        Path file = Files.writeString(
                folder.resolve("publisher.properties"), "bootstrap.servers=" + NOWHERE + "\nacks=all\n");

        try (KafkaEventPublisher publisher = KafkaEventPublisher.builder()
                .properties(file)
                .spoolFolder(folder.resolve("spool"))
                .build()) {
            assertThat(publisher.metrics().published()).isZero();
        }
        assertThatThrownBy(() -> KafkaEventPublisher.builder()
                        .properties(folder.resolve("absent"))
                        .build())
                .isInstanceOf(InvalidPublisherSettingsException.class)
                .hasMessageContaining("absent");
    }

    private KafkaEventPublisherBuilder nowhere() {
        return KafkaEventPublisher.builder().bootstrapServers(NOWHERE).spoolFolder(folder.resolve("spool"));
    }

    private KafkaEventPublisherBuilder several() {
        return KafkaEventPublisher.builder().bootstrapServers(NOWHERE).spoolFolderIn(folder.resolve("several"));
    }

    private static MerchantEventBuilder event() {
        return MerchantEvent.builder().merchantId("m-1").eventType(EventType.PAGE_VIEWED);
    }

    private static List<Acceptance> publish(KafkaEventPublisher publisher, int count) {
        List<Acceptance> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(publisher.publish(event().build()));
        }
        return answers;
    }

    private static List<EventRule> rulesOf(Acceptance refusal) {
        return ((Refused) refusal).rules().stream().map(BrokenRule::rule).toList();
    }
}
