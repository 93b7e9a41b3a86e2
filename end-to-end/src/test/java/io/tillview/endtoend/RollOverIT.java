package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.events.kafka.KafkaEventPublisher;
import io.tillview.ingestion.AdminCredentials;
import io.tillview.ingestion.OverlordClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * While tasks hand over to their successors, three times, every event is answered within a bound. Writes the lag, twice a second, to
 * {@code target/roll-over-lag.txt}. {@code -Droll-over.every=PT2M} says how long a task reads before it hands over: as at the
 * end of its hour, only sooner.
 */
@ExtendWith(TillviewExtension.class)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class RollOverIT {
    private static final String MERCHANT = "roll-over";
    private static final String SUPERVISOR = "merchant_events";
    private static final Duration EVERY = Duration.parse(System.getProperty("roll-over.every", "PT6S"));
    private static final int ROLL_OVERS = 3;
    private static final int EVENTS_PER_SECOND = 200;
    private static final double BOUND_SECONDS = 10;

    private final Tillview tillview;
    private final OverlordClient overlord;
    private final AtomicLong sent = new AtomicLong();

    RollOverIT(Tillview tillview) {
        this.tillview = tillview;
        this.overlord = new OverlordClient(
                tillview.installation().http(Endpoint.COORDINATOR),
                new AdminCredentials("admin", tillview.adminPassword()));
    }

    @Test
    void events_stay_visible_while_tasks_hand_over() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread shop = new Thread(() -> publish(done));
        List<Sample> samples = new ArrayList<>();
        shop.start();
        try {
            // Brokers know the table only once it has a row.
            await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> visible() > 0);
            rollOver(samples);
        } finally {
            done.set(true);
            shop.join();
        }
        plot(samples);

        assertThat(samples).extracting(Sample::lagSeconds).allMatch(lag -> lag <= BOUND_SECONDS);
        await().atMost(Duration.ofMinutes(1)).until(() -> visible() == sent.get());
    }

    private void rollOver(List<Sample> samples) {
        Set<String> tasks = new HashSet<>(tasks("activeTasks"));
        int rollOvers = 0;
        int known = 0;
        long next = System.nanoTime() + EVERY.toNanos();
        while (rollOvers < ROLL_OVERS || !tasks("publishingTasks").isEmpty()) {
            samples.add(new Sample(lagSeconds(), rollOvers));
            tasks.addAll(tasks("activeTasks"));
            if (known > 0 && tasks.size() > known) {
                rollOvers++;
                known = 0;
                next = System.nanoTime() + EVERY.toNanos();
            } else if (known == 0 && rollOvers < ROLL_OVERS && System.nanoTime() > next) {
                known = tasks.size();
                overlord.handOff(SUPERVISOR, 1);
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    /**
     * A look at the lag.
     *
     * @param lagSeconds how long ago what is visible by now was all there was
     * @param rollOvers how many times tasks have handed over so far
     */
    private record Sample(double lagSeconds, int rollOvers) {}

    private double lagSeconds() {
        long before = sent.get();
        return Math.max(0, before - visible()) / (double) EVENTS_PER_SECOND;
    }

    private void publish(AtomicBoolean done) {
        long begun = System.nanoTime();
        try (KafkaEventPublisher publisher = tillview.publisher()) {
            while (!done.get()) {
                long due = (System.nanoTime() - begun) * EVENTS_PER_SECOND / 1_000_000_000;
                for (long i = sent.get(); i < due; i++) {
                    assertThat(publisher.publish(Events.order(MERCHANT)).isAccepted())
                            .isTrue();
                }
                sent.set(due);
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private long visible() {
        return tillview.adminSql("SELECT COUNT(*) AS n FROM merchant_events WHERE merchant_id = '" + MERCHANT + "'")
                .get(0)
                .get("n")
                .asLong();
    }

    private List<String> tasks(String kind) {
        List<String> ids = new ArrayList<>();
        for (JsonNode task : overlord.supervisorStatus(SUPERVISOR)
                .orElseThrow()
                .path("payload")
                .path(kind)) {
            ids.add(task.path("id").asText());
        }
        return ids;
    }

    private static void plot(List<Sample> samples) throws IOException {
        StringBuilder text = new StringBuilder("half second  roll-overs  lag in seconds\n");
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            text.append(String.format(
                    Locale.ROOT, "%11d  %10d  %5.2f %s%n", i, sample.rollOvers(), sample.lagSeconds(), "#".repeat((int)
                                    Math.round(sample.lagSeconds() * 10))));
        }
        Files.writeString(Path.of("target/roll-over-lag.txt"), text);
    }
}
