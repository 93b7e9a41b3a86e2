package io.tillview.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.events.EventId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The publishing machine's clock is set forward and back while Kafka's goes right. */
class ClockJumpIT {

    private static final int ID_LENGTH = 36;
    private static final String TOPIC = "merchant-events";

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    @Test
    void delivers_soon_and_once_whatever_the_clock_does() throws Exception {
        Path offset = folder.resolve("offset");
        set(offset, 0);
        try (KafkaBroker broker = KafkaBroker.prepare(Files.createDirectory(folder.resolve("kafka")))) {
            broker.start();
            broker.createTopic(TOPIC, 1);
            Process shop = shop(broker, offset);
            try {
                awaitFirst(shop);
                assertDelivers(broker, 0);
                for (int seconds : List.of(7_200, -86_400, -86_398, -172_800, 0)) {
                    set(offset, seconds);
                    assertDelivers(broker, seconds);
                }
            } finally {
                shop.destroyForcibly().onExit().join();
            }
            drain(broker);
            List<EventId> accepted = accepted().stream()
                    .map(line -> EventId.parse(line.substring(0, ID_LENGTH)))
                    .toList();
            StoredEvents stored = StoredEvents.read(broker.address(), TOPIC, 1);
            stored.assertNothingLost("clock jumps", accepted, 0, 0);
        }
    }

    /** At once for who reads it: it is never seen half written. */
    private static void set(Path offset, long seconds) throws IOException {
        Path next = offset.resolveSibling("offset.next");
        Files.writeString(next, Long.toString(1_000 * seconds));
        Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void awaitFirst(Process shop) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (Files.size(folder.resolve("accepted")) == 0 && System.nanoTime() < end) {
            assertThat(shop.waitFor(50, TimeUnit.MILLISECONDS)).as(() -> log()).isFalse();
        }
    }

    /** What is accepted in the next two seconds is stored ten seconds later at the latest. */
    private void assertDelivers(KafkaBroker broker, long offset) throws Exception {
        Thread.sleep(2_000);
        List<String> accepted = accepted();
        Instant last = Instant.parse(accepted.get(accepted.size() - 1).substring(ID_LENGTH + 1));
        assertThat(Duration.between(Instant.now(), last).toSeconds())
                .as("the clock that is set to " + offset)
                .isBetween(offset - 60, offset + 60);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        long stored = 0;
        while (stored < accepted.size() && System.nanoTime() < end) {
            stored = StoredEvents.count(broker.address(), TOPIC, 1);
        }
        assertThat(stored).as("stored after the clock was set to " + offset).isGreaterThanOrEqualTo(accepted.size());
    }

    private Process shop(KafkaBroker broker, Path offset) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        shiftedClock()
                                + File.pathSeparator
                                + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-Dclock.offset=" + offset,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        SteadyShop.class.getName(),
                        broker.address(),
                        folder.resolve("spool").toString())
                .redirectOutput(folder.resolve("accepted").toFile())
                .redirectError(folder.resolve("shop.log").toFile())
                .start();
    }

    /** A folder with the class that takes the place of the client's own. */
    private Path shiftedClock() throws Exception {
        Path source = Path.of(
                ClockJumpIT.class.getResource("/shifted-clock/SystemTime.java").toURI());
        Path classes = Files.createDirectory(folder.resolve("shifted-clock"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(failed).isZero();
        return classes;
    }

    /** What the shop told so far; a line that it is writing isn't. */
    private List<String> accepted() throws Exception {
        String text = Files.readString(folder.resolve("accepted"), UTF_8);
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        assertThat(lines).as(() -> log()).isNotEmpty();
        assertThat(lines.size()).as("accepted goes on").isGreaterThan(told.size());
        told.clear();
        told.addAll(lines);
        return lines;
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("shop.log"), UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void drain(KafkaBroker broker) {
        try (KafkaEventPublisher successor = KafkaEventPublisher.builder()
                .bootstrapServers(broker.address())
                .spoolFolder(folder.resolve("spool"))
                .build()) {
            assertThat(successor.flush(Duration.ofMinutes(1))).isZero();
        }
    }
}
