package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.Ports;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.endtoend.TillviewCommand.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot work is said in one line with the remedy, before anything is started or made. */
class CommandBadInputIT {
    private static final Map<String, String> AS_IT_IS = Map.of();

    @TempDir
    Path folder;

    private TillviewCommand tillview;

    @BeforeAll
    static void build() {
        TillviewCommand.build();
    }

    @BeforeEach
    void nothing_is_there() {
        tillview = new TillviewCommand(folder.resolve("data"), Ports.free());
    }

    @Test
    void a_taken_port_is_named_with_its_service() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = Ports.free().with(Endpoint.INDEXER, taken.getLocalPort());

            Result up = new TillviewCommand(folder.resolve("data"), ports).up();

            assertRefused(up, "Port " + taken.getLocalPort() + " (indexer)", "--port-offset");
        }
    }

    @Test
    void a_data_folder_that_cannot_be_written_is_named() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        TillviewCommand below = new TillviewCommand(file.resolve("data"), Ports.free());

        assertRefused(below.up(), file.resolve("data") + " cannot be written", "--data DIR");
        assertRefused(below.call("token", "--admin"), "./tillview up");
        assertThat(below.call("status").exit()).isEqualTo(1);
    }

    @Test
    void somebody_elses_folder_is_left_alone() throws Exception {
        Path precious = Files.createDirectories(folder.resolve("data/tmp/precious"));

        Result up = tillview.up();

        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.lines()).singleElement().asString().contains("something else", "--data DIR");
        assertThat(precious).isDirectory();
    }

    @Test
    void another_java_is_named_with_its_version() throws Exception {
        Path java = script("jdk/bin/java", "echo 'openjdk version \"25.0.1\" 2025-10-21' >&2");
        Path jdk = java.getParent().getParent();

        Result up = TillviewCommand.run(
                TillviewCommand.home(), Map.of("JAVA_HOME", jdk.toString()), List.of("./tillview", "up"));

        assertRefused(up, "needs JDK 17, found 25", java.toString(), "JAVA_HOME");
    }

    @Test
    void no_java_at_all_is_said_with_what_to_install() throws Exception {
        Map<String, String> bare = Map.of("PATH", barePath().toString(), "JAVA_HOME", "");

        Result up = TillviewCommand.run(TillviewCommand.home(), bare, List.of("./tillview", "up"));

        assertRefused(up, "needs JDK 17, found none", "install", "JAVA_HOME");
    }

    @Test
    void without_maven_a_tree_that_was_never_built_is_not_built() throws Exception {
        Path copy = Files.copy(TillviewCommand.home().resolve("tillview"), folder.resolve("tillview"));
        Map<String, String> bare = Map.of("PATH", barePath().toString(), "JAVA_HOME", System.getProperty("java.home"));

        Result up = TillviewCommand.run(folder, bare, List.of(copy.toString(), "up"));

        assertRefused(up, "Maven is missing", "install");
    }

    @Test
    void it_may_be_called_from_anywhere_and_through_a_symbolic_link() throws Exception {
        Path link = Files.createSymbolicLink(
                folder.resolve("tv"), TillviewCommand.home().resolve("tillview").toRealPath());

        Result status =
                TillviewCommand.run(folder, AS_IT_IS, List.of(link.toString(), "status", "--data", "data", "--json"));

        assertThat(status.exit()).as(status.toString()).isEqualTo(1);
        assertThat(Tillview.json(status.out()).get("healthy").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "upp | did you mean up",
                "up --dettach | did you mean --detach",
                "token --admin --ttl 1h | PT1H",
                "token --merchant no/shop | A merchant id has"
            })
    void a_wrong_call_exits_with_2(String call, String remedy) {
        Result result = tillview.call(call.split(" "));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.lines()).singleElement().asString().contains(remedy, "--help");
    }

    @Test
    void an_event_that_breaks_a_rule_is_refused_with_the_rule() {
        assertRefused(tillview.call("publish", "--merchant", "demo", "--type", "Order!"), "event_type_pattern");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token --merchant demo", "specs diff", "specs apply", "status", "publish --merchant demo"})
    void before_the_first_start_up_is_the_remedy(String call) {
        assertRefused(tillview.call(call.split(" ")), tillview.data().toString(), "./tillview up");
    }

    @Test
    void down_before_the_first_start_has_nothing_to_do() {
        Result down = tillview.call("down");

        assertThat(down.exit()).isZero();
        assertThat(down.lines()).singleElement().asString().contains("Nothing runs");
        assertThat(tillview.data()).doesNotExist();
    }

    private void assertRefused(Result result, String... words) {
        assertThat(result.exit()).as(result.toString()).isEqualTo(1);
        assertThat(result.lines()).singleElement().asString().contains(words);
        assertThat(tillview.data()).doesNotExist();
        assertThat(tillview.processes()).isEmpty();
    }

    private Path script(String name, String line) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** A folder with what every machine has, and nothing else: no Java and no Maven. */
    private Path barePath() throws IOException {
        for (String program : List.of("bash", "dirname", "head", "readlink", "sed")) {
            Path usual = Path.of("/usr/bin", program);
            script("bin/" + program, "exec " + (Files.exists(usual) ? usual : Path.of("/bin", program)) + " \"$@\"");
        }
        return folder.resolve("bin");
    }
}
