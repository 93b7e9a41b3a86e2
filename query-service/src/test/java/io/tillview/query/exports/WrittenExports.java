package io.tillview.query.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What workers have made of exports. */
record WrittenExports(MemoryExportStore store, Path folder) {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Waits until an export is in a state; how it is then. */
    ExportJob await(ExportJob job, ExportState state) {
        Instant giveUp = Instant.now().plus(LIMIT);
        ExportJob now = now(job.id());
        while (now.state() != state && Instant.now().isBefore(giveUp)) {
            Thread.onSpinWait();
            now = now(job.id());
        }
        assertThat(now.state()).isEqualTo(state);
        return now;
    }

    private ExportJob now(UUID id) {
        return store.job(id).orElseThrow();
    }

    byte[] bytesOf(ExportJob job) throws IOException {
        try (var file = new ExportFiles(folder)
                .read(job.progress().segments(), 0, job.progress().bytes())) {
            return file.readAllBytes();
        }
    }

    List<String> linesOf(ExportJob job) throws IOException {
        List<String> lines =
                new String(bytesOf(job), StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(Math.toIntExact(job.progress().rows()));
        return lines;
    }

    /** The files that are there once there is time for them to go; none, if all of them do. */
    List<Path> filesLeft() throws IOException {
        Instant giveUp = Instant.now().plus(LIMIT);
        List<Path> left = files();
        while (!left.isEmpty() && Instant.now().isBefore(giveUp)) {
            Thread.onSpinWait();
            left = files();
        }
        return left;
    }

    List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
