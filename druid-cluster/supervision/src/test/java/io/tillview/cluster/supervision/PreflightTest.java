package io.tillview.cluster.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Distribution;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.PreflightException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest {
    private static final Preflight NOTHING_NEEDED = new Preflight(0, 0);

    @TempDir
    Path folder;

    @Test
    void a_machine_with_room_and_free_ports_passes() {
        Installation installation = installation(folder.resolve("data"), Ports.free());

        assertThatCode(() -> NOTHING_NEEDED.check(installation)).doesNotThrowAnyException();
    }

    @Test
    void a_taken_port_is_named_with_its_service_and_the_remedy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Installation installation =
                    installation(folder.resolve("data"), Ports.free().with(Endpoint.BROKER, taken.getLocalPort()));

            PreflightException failure = refused(NOTHING_NEEDED, installation);

            assertThat(failure.problems())
                    .singleElement()
                    .asString()
                    .contains(Integer.toString(taken.getLocalPort()), "broker", "--port-offset");
        }
    }

    @Test
    void a_data_folder_that_cannot_be_written_is_named_with_the_remedy() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        PreflightException failure = refused(NOTHING_NEEDED, installation(file.resolve("data"), Ports.free()));

        assertThat(failure.problems())
                .singleElement()
                .asString()
                .contains(file.resolve("data").toString(), "--data DIR");
    }

    @Test
    void somebody_elses_folder_is_left_alone() throws Exception {
        Files.createDirectories(folder.resolve("home/tmp"));

        PreflightException failure = refused(NOTHING_NEEDED, installation(folder.resolve("home"), Ports.free()));

        assertThat(failure.problems()).singleElement().asString().contains("something else", "--data DIR");
    }

    @Test
    void a_path_the_programs_would_take_apart_is_named_with_the_remedy() {
        PreflightException failure = refused(NOTHING_NEEDED, installation(folder.resolve("a,b"), Ports.free()));

        assertThat(failure.problems()).singleElement().asString().contains("a,b", "--data DIR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "no host"})
    void a_host_that_cannot_be_listened_on_is_named_once_with_the_remedy(String host) {
        Installation installation = new Installation(
                new Distribution(folder, folder, folder, folder, folder),
                new DataFolder(folder.resolve("data")),
                host,
                Ports.free());

        PreflightException failure = refused(NOTHING_NEEDED, installation);

        assertThat(failure.problems()).singleElement().asString().contains("--host", host, "127.0.0.1");
    }

    @Test
    void nothing_is_made() {
        NOTHING_NEEDED.check(installation(folder.resolve("data"), Ports.free()));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void all_that_is_wrong_is_reported_at_once() {
        Preflight greedy = new Preflight(Long.MAX_VALUE, Long.MAX_VALUE);

        PreflightException failure = refused(greedy, installation(folder.resolve("data"), Ports.free()));

        assertThat(failure.problems()).hasSize(2);
        assertThat(failure).hasMessageContaining("disk").hasMessageContaining("memory");
    }

    private static PreflightException refused(Preflight preflight, Installation installation) {
        return catchThrowableOfType(PreflightException.class, () -> preflight.check(installation));
    }

    private Installation installation(Path data, Ports ports) {
        return new Installation(
                new Distribution(folder, folder, folder, folder, folder),
                new DataFolder(data),
                Installation.LOOPBACK,
                ports);
    }
}
