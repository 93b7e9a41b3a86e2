package io.tillview.events.spool;

import static io.tillview.events.spool.Records.append;
import static io.tillview.events.spool.Records.drain;
import static io.tillview.events.spool.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 3 MiB that fills up: a tmpfs, which root may mount. */
@Timeout(60)
class DiskFullTest {

    private static final long MAX_BYTES = 16 * Records.MIB;

    @TempDir
    private Path mountPoint;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", mountPoint.toString()) == 0;
        assumeTrue(mounted, "skipped: only root may mount a small tmpfs");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "-l", mountPoint.toString());
        }
    }

    @Test
    void a_full_disk_is_an_answer_and_what_was_taken_stays() throws IOException {
        try (Spool spool = Records.open(
                Records.settings(mountPoint.resolve("spool"), MAX_BYTES, SpoolFullPolicy.DROP_NEWEST, Duration.ZERO),
                record -> {})) {
            long accepted = 0;
            while (append(spool, accepted, 1_000) != null) {
                accepted++;
            }
            Appended full = spool.append(new SpoolPlace(), record(accepted, 1_000), Purpose.WRITE_AHEAD, true);

            assertThat(full).isEqualTo(Appended.FAILED);
            assertThat(accepted).isPositive();
            assertThat(spool.counts().failures()).isPositive();
            assertThat(drain(spool)).hasSize((int) accepted).isSorted();
            assertThat(append(spool, 0, 1_000)).isNotNull();
        }
    }

    @Test
    void drops_the_oldest_on_a_full_disk_when_told_to() throws IOException {
        Path folder = mountPoint.resolve("spool");
        try (Spool spool = Records.open(
                Records.settings(folder, 4 * Records.MIB, SpoolFullPolicy.DROP_OLDEST, Duration.ZERO), record -> {})) {
            for (long number = 0; number < 20_000; number++) {
                assertThat(append(spool, number, 1_000)).isNotNull();
            }

            assertThat(drain(spool)).isSorted().endsWith(19_999L);
        }
    }

    @Test
    void opens_on_a_full_disk_and_spools_once_there_is_room() throws Exception {
        Path folder = Files.createDirectories(mountPoint.resolve("spool"));
        Path ballast = mountPoint.resolve("ballast");
        Files.write(ballast, new byte[2 * 1024 * 1024]);
        try (Spool spool = Records.open(
                Records.settings(folder, MAX_BYTES, SpoolFullPolicy.DROP_NEWEST, Duration.ZERO), record -> {})) {
            assertThat(append(spool, 1, 1_000)).isNull();
            Files.delete(ballast);
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            SpoolPlace place = null;
            while (place == null && System.nanoTime() < end) {
                place = append(spool, 1, 1_000);
            }

            assertThat(place).isNotNull();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            // There is no such program here.
            return -1;
        }
    }
}
