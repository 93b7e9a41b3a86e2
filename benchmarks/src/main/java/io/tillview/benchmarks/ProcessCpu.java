package io.tillview.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;

/** CPU seconds of one service of an installation, in user and system mode, as Linux counts them; what it takes idle is left out. */
final class ProcessCpu {
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final long IDLE_SECONDS = 10;

    private final Path stat;
    private double idleShare;

    ProcessCpu(TemporaryInstallation installation, String service) {
        try {
            String record = Files.readString(installation.data().resolve("run/" + service + ".process"));
            this.stat = Path.of("/proc", record.substring(0, record.indexOf(' ')), "stat");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds out what it takes while there is nothing to do. */
    void learnIdleShare() throws InterruptedException {
        Mark before = mark();
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        Mark after = mark();
        idleShare = (after.cpuSeconds - before.cpuSeconds) / (after.seconds - before.seconds);
    }

    Mark mark() {
        try {
            String line = Files.readString(stat);
            // The name, in brackets, may hold blanks.
            List<String> fields =
                    Collections.list(new StringTokenizer(line.substring(line.lastIndexOf(')') + 2))).stream()
                            .map(Object::toString)
                            .toList();
            double ticks = Double.parseDouble(fields.get(USER_TIME)) + Double.parseDouble(fields.get(SYSTEM_TIME));
            return new Mark(ticks / TICKS_PER_SECOND, System.nanoTime() / 1e9);
        } catch (IOException e) {
            throw new BenchmarkException(stat + " is gone with its process: " + e.getMessage(), e);
        }
    }

    /** What it took since then, in CPU seconds. */
    double since(Mark before) {
        Mark now = mark();
        return now.cpuSeconds - before.cpuSeconds - idleShare * (now.seconds - before.seconds);
    }

    /** What had been taken at a moment. */
    record Mark(double cpuSeconds, double seconds) {}
}
