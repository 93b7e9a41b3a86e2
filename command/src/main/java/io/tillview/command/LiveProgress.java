package io.tillview.command;

import io.tillview.demo.LiveTraffic;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** One line on a terminal that counts on; elsewhere a new line now and then. Told on the thread that sells. */
final class LiveProgress {
    // The project's JDK is 17, where no console means no terminal.
    @SuppressWarnings("SystemConsoleNull")
    private static final boolean TERMINAL = System.console() != null;

    private static final long INTERVAL = TERMINAL ? TimeUnit.MILLISECONDS.toNanos(500) : TimeUnit.SECONDS.toNanos(10);

    private final PrintWriter out;
    private final long began = System.nanoTime();
    private LiveTraffic traffic;
    private long last = began;

    LiveProgress(PrintWriter out) {
        this.out = out;
    }

    void of(LiveTraffic running) {
        traffic = running;
    }

    void step() {
        long now = System.nanoTime();
        if (now - last < INTERVAL) {
            return;
        }
        last = now;
        String line = String.format(
                "%8.0f s  %,d events published, %,d delivered",
                (now - began) / 1e9, traffic.published(), traffic.delivered());
        out.print(TERMINAL ? "\r" + line : line + System.lineSeparator());
        out.flush();
    }

    void end() {
        if (TERMINAL) {
            out.println();
        }
    }
}
