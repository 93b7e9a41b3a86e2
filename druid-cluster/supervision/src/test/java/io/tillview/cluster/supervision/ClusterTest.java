package io.tillview.cluster.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Distribution;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports;
import io.tillview.cluster.PreflightException;
import io.tillview.cluster.ServiceStatus;
import io.tillview.cluster.ServiceStatus.State;
import io.tillview.cluster.process.ProcessIdentity;
import io.tillview.cluster.process.ProcessLauncher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a data folder as a killed supervisor leaves it; no program of the installation is needed for that. */
class ClusterTest {
    @TempDir
    Path folder;

    private Installation installation;

    @BeforeEach
    void install() {
        installation = new Installation(
                new Distribution(folder, folder, folder, folder, folder),
                new DataFolder(folder.resolve("data")),
                Installation.LOOPBACK,
                Ports.free());
    }

    @Test
    void one_killed_in_its_first_moments_can_be_asked_and_stopped() throws Exception {
        killedWhileStarting();

        try (Cluster cluster = new Cluster(installation, ClusterProgress.SILENT)) {
            assertThat(cluster.status()).extracting(ServiceStatus::state).containsOnly(State.STOPPED);
            cluster.stop();
        }

        assertThat(ClusterRecord.read(installation.data())).isEmpty();
    }

    @Test
    void what_a_killed_supervisor_left_running_is_found_and_ended() throws Exception {
        killedWhileStarting();
        Path record = installation.data().processRecord("kafka");
        Process left = ProcessLauncher.launch(List.of("sleep", "60"), Map.of(), record, folder.resolve("out"));
        while (ProcessIdentity.read(record).isEmpty()) {
            Thread.onSpinWait();
        }

        try (Cluster cluster = new Cluster(installation, ClusterProgress.SILENT)) {
            cluster.stop();
        }

        left.waitFor();
        assertThat(left.isAlive()).isFalse();
    }

    @Test
    void a_start_that_is_refused_leaves_nothing_behind() {
        Preflight greedy = new Preflight(Long.MAX_VALUE, 0);

        try (Cluster cluster = new Cluster(installation, ClusterProgress.SILENT)) {
            assertThatThrownBy(() -> cluster.start(greedy, false)).isInstanceOf(PreflightException.class);
        }

        assertThat(installation.data().root()).doesNotExist();
    }

    @Test
    void somebody_elses_folder_stays_as_it_is() throws Exception {
        Path precious = Files.createDirectories(folder.resolve("data/tmp")).resolve("precious");
        Files.writeString(precious, "keep");

        try (Cluster cluster = new Cluster(installation, ClusterProgress.SILENT)) {
            assertThatThrownBy(() -> cluster.start(new Preflight(0, 0), false)).isInstanceOf(PreflightException.class);
            cluster.stop();
        }

        assertThat(precious).exists();
        assertThat(folder.resolve("data")).isDirectoryNotContaining("glob:**/run");
    }

    private void killedWhileStarting() {
        installation.data().prepare();
        ClusterRecord.of(installation, false, false).write(installation.data());
    }
}
