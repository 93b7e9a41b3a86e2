package io.tillview.cluster.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLauncherTest {
    @TempDir
    Path folder;

    private Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void the_program_has_written_down_who_it_is_by_the_time_it_runs() throws Exception {
        launch("sh", "-c", "cat \"$RECORD\"; sleep 60");

        ProcessIdentity identity = recorded();

        assertThat(identity.pid()).isEqualTo(process.pid());
        assertThat(identity.running()).contains(process.toHandle());
        assertThat(awaitOutput()).isEqualTo(Files.readString(record()).trim());
    }

    @Test
    void the_program_leads_a_session_of_its_own_so_ctrl_c_at_the_terminal_does_not_reach_it() throws Exception {
        launch("sleep", "60");

        recorded();

        String[] stat =
                Files.readString(Path.of("/proc/" + process.pid() + "/stat")).split(" ", -1);
        assertThat(stat[5]).as("session id").isEqualTo(Long.toString(process.pid()));
    }

    @Test
    void a_program_whose_supervisor_is_gone_is_not_started() throws Exception {
        long gone = ProcessHandle.current().pid() + 1;

        process = ProcessLauncher.launch(
                gone, List.of("touch", folder.resolve("ran").toString()), Map.of(), record(), folder.resolve("out"));

        assertThat(process.waitFor()).isEqualTo(72);
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void what_a_program_makes_is_its_owners_alone() throws Exception {
        launch("touch", folder.resolve("made").toString());

        assertThat(process.waitFor()).isZero();

        assertThat(Files.getPosixFilePermissions(folder.resolve("made")))
                .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
    }

    @Test
    void a_process_that_listens_is_stopped() throws Exception {
        launch("sleep", "60");

        ProcessEnd.Outcome outcome = ProcessEnd.end(recorded(), "TERM", Duration.ofSeconds(10));

        assertThat(outcome).isEqualTo(ProcessEnd.Outcome.STOPPED);
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_process_that_does_not_listen_is_killed() throws Exception {
        launch("sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done");
        awaitOutput();

        ProcessEnd.Outcome outcome = ProcessEnd.end(recorded(), "TERM", Duration.ofMillis(300));

        assertThat(outcome).isEqualTo(ProcessEnd.Outcome.KILLED);
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void another_process_with_the_same_id_is_left_alone() throws Exception {
        launch("sleep", "60");
        ProcessIdentity identity = recorded();
        ProcessIdentity earlier = new ProcessIdentity(identity.pid(), identity.startTicks() - 1, identity.bootId());

        ProcessEnd.Outcome outcome = ProcessEnd.end(earlier, "TERM", Duration.ofSeconds(1));

        assertThat(outcome).isEqualTo(ProcessEnd.Outcome.NOT_RUNNING);
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void a_process_of_an_earlier_boot_is_gone() {
        ProcessIdentity now = ProcessIdentity.ofThisProcess();

        assertThat(now.running()).isPresent();
        assertThat(new ProcessIdentity(now.pid(), now.startTicks(), "another-boot").running())
                .isEmpty();
    }

    @Test
    void a_torn_record_is_no_record() throws Exception {
        Files.writeString(record(), "4711 12");

        assertThat(ProcessIdentity.read(record())).isEmpty();
        assertThat(ProcessIdentity.read(folder.resolve("none"))).isEmpty();
    }

    private void launch(String... command) throws Exception {
        process = ProcessLauncher.launch(
                List.of(command), Map.of("RECORD", record().toString()), record(), folder.resolve("out"));
    }

    private ProcessIdentity recorded() throws Exception {
        for (int i = 0; i < 200 && !Files.exists(record()); i++) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return ProcessIdentity.read(record()).orElseThrow();
    }

    private String awaitOutput() throws Exception {
        Path output = folder.resolve("out");
        for (int i = 0; i < 200 && Files.size(output) == 0; i++) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return new String(Files.readAllBytes(output), UTF_8).trim();
    }

    private Path record() {
        return folder.resolve("record");
    }
}
