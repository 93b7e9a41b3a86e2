package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports;
import io.tillview.endtoend.TillviewCommand.Foreground;
import io.tillview.endtoend.TillviewCommand.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a stranger does with {@code ./tillview}, in this order; the data folder has a space in its name. */
@TestMethodOrder(OrderAnnotation.class)
class CommandIT {
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Pattern FIGURES =
            Pattern.compile("Up: first REST answer after ([0-9.]+) s, .* hold ([0-9,]+) MB of memory");

    private static final TillviewCommand TILLVIEW =
            new TillviewCommand(Path.of("target/a strangers folder", "data"), Ports.free());
    private static final TillviewCommand KILLED =
            new TillviewCommand(Path.of("target/a strangers folder", "killed"), Ports.free());

    private static String question;

    @BeforeAll
    static void begin_with_nothing() {
        TillviewCommand.build();
        endAll();
        if (Files.exists(TILLVIEW.data().getParent())) {
            TillviewCommand.run(
                    Path.of("."),
                    Map.of(),
                    List.of("rm", "-rf", TILLVIEW.data().getParent().toString()));
        }
    }

    @AfterAll
    static void endAll() {
        TILLVIEW.call("down");
        KILLED.call("down");
    }

    @Test
    @Order(1)
    void up_prints_lines_that_work_when_pasted_and_ctrl_c_leaves_no_process() throws Exception {
        Foreground up = TILLVIEW.foreground();
        awaitPrinted(up, "Ctrl-C stops it.");
        assertFigures(up.printed());

        Result published = TillviewCommand.paste(up.line("./tillview publish"));
        assertThat(published.lines()).containsExactly("Delivered 1 of 1 events");
        question = up.line("curl ");
        awaitTheOrder();

        assertAllWell();
        assertTokenAlone();
        assertNothingToReconcile();
        Result second = TILLVIEW.up();
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.lines()).singleElement().asString().contains("Another ./tillview is at work", "--data");

        up.ctrlC();
        assertThat(up.exit()).as(up.printed()).isEqualTo(130);
        assertThat(TILLVIEW.processes()).isEmpty();
        assertFilesPrivate();
    }

    @Test
    @Order(2)
    void up_again_still_answers_a_killed_process_is_named_and_down_ends_the_rest() throws Exception {
        Result up = TILLVIEW.up("--detach");
        assertThat(up.exit()).as(up.toString()).isZero();
        assertFigures(up.out());
        awaitTheOrder();
        assertNothingToReconcile();
        assertThat(TILLVIEW.up("--detach").out()).contains("Already up.");

        long historical = pid("historical");
        ProcessHandle.of(historical).orElseThrow().destroyForcibly();
        ProcessHandle.of(historical).ifPresent(process -> process.onExit().join());

        Result status = TILLVIEW.call("status");
        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.out().lines().filter(line -> line.contains(" ended ")))
                .singleElement()
                .asString()
                .startsWith("historical ");
        assertThat(Tillview.json(TILLVIEW.call("status", "--json").out())
                        .get("healthy")
                        .asBoolean())
                .isFalse();
        Result unwell = TILLVIEW.up("--detach");
        assertThat(unwell.exit()).isEqualTo(1);
        assertThat(unwell.lines()).singleElement().asString().contains("historical", "./tillview down");

        Result down = TILLVIEW.call("down");
        assertThat(down.exit()).as(down.toString()).isZero();
        assertThat(TILLVIEW.processes()).isEmpty();
        Result afterwards = TILLVIEW.call("publish", "--merchant", "demo");
        assertThat(afterwards.exit()).isEqualTo(1);
        assertThat(afterwards.lines()).singleElement().asString().contains("./tillview up");
    }

    @Test
    @Order(3)
    void what_a_killed_up_left_behind_is_found_and_ended() throws Exception {
        killedAfter("starting kafka");
        assertThat(KILLED.call("status").exit()).isEqualTo(1);
        Result down = KILLED.call("down");
        assertThat(down.exit()).as(down.toString()).isZero();
        assertThat(KILLED.processes()).isEmpty();

        // The half-made databases of that start are no obstacle to the next, nor is another killed one.
        killedAfter("ready    kafka");
        assertThat(KILLED.processes()).isNotEmpty();
        killedAfter("ready    kafka");
        down = KILLED.call("down");
        assertThat(down.exit()).as(down.toString()).isZero();
        assertThat(KILLED.processes()).isEmpty();
    }

    private static void killedAfter(String printed) throws Exception {
        Foreground up = KILLED.foreground();
        awaitPrinted(up, printed);
        up.process().destroyForcibly();
        assertThat(up.exit()).isEqualTo(137);
    }

    private static void awaitPrinted(Foreground up, String text) {
        await().atMost(START_LIMIT)
                .failFast(() ->
                        assertThat(up.process().isAlive()).as(up.printed()).isTrue())
                .until(() -> up.printed().contains(text));
    }

    private static void assertFigures(String printed) {
        Matcher figures = FIGURES.matcher(printed);
        assertThat(figures.find()).as(printed).isTrue();
        System.out.println(figures.group());
        assertThat(Integer.parseInt(figures.group(2).replace(",", ""))).isBetween(1_000, 4_000);
    }

    private static void awaitTheOrder() {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Result answer = TillviewCommand.paste(question);
            assertThat(answer.exit()).isZero();
            JsonNode rows = Tillview.json(answer.out()).path("rows");
            assertThat(rows.toString()).as(answer.out()).isEqualTo("[[1,1,\"49.90\"]]");
        });
    }

    private static void assertAllWell() {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Result status = TILLVIEW.call("status");
            assertThat(status.exit()).as(status.toString()).isZero();
        });
        JsonNode status = Tillview.json(TILLVIEW.call("status", "--json").out());
        assertThat(status.get("healthy").asBoolean()).isTrue();
        assertThat(status.get("services")).hasSize(10);
        assertThat(status.get("ingestion")).hasSize(5);
    }

    private static void assertTokenAlone() {
        Result token = TILLVIEW.call("token", "--merchant", "demo");
        assertThat(token.lines()).singleElement().asString().matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    }

    private static void assertNothingToReconcile() {
        for (String action : List.of("diff", "apply")) {
            Result specs = TILLVIEW.call("specs", action);
            assertThat(specs.exit()).as(specs.toString()).isZero();
            assertThat(specs.lines()).isNotEmpty().allSatisfy(line -> assertThat(line)
                    .endsWith(" is up to date"));
        }
    }

    /** No file is for anybody else's eyes, but for the public keys. */
    private static void assertFilesPrivate() throws IOException {
        try (Stream<Path> all = Files.walk(TILLVIEW.data())) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(regular -> !regular.toString().endsWith(".pub.pem"))
                    .toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .endsWith("------");
            }
        }
    }

    private static long pid(String service) {
        for (JsonNode node :
                Tillview.json(TILLVIEW.call("status", "--json").out()).get("services")) {
            if (node.get("service").asText().equals(service)) {
                return node.get("pid").asLong();
            }
        }
        throw new AssertionError(service + " is not listed");
    }
}
