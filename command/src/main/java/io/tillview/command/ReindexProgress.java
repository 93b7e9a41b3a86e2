package io.tillview.command;

import io.tillview.ingestion.reprocessing.Chunk;
import io.tillview.ingestion.reprocessing.ReprocessingProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A bar with rows and the time left: on a terminal one line, elsewhere a line a chunk. Belongs to one thread. */
final class ReindexProgress implements ReprocessingProgress, AutoCloseable {
    // The project's JDK is 17, where no console means no terminal.
    @SuppressWarnings("SystemConsoleNull")
    private static final boolean TERMINAL = System.console() != null;

    private static final int WIDTH = 30;
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(200);

    private final PrintWriter out;
    private final long began = System.nanoTime();
    private long last;
    private Chunk chunk;
    private long done;
    private long total;

    ReindexProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void replacing(Chunk next) {
        if (!next.equals(chunk)) {
            chunk = next;
            print(true);
        }
    }

    @Override
    public void rows(long soFar, long all) {
        done = Math.max(done, soFar);
        total = all;
        print(false);
    }

    @Override
    public void waiting(String what) {
        if (TERMINAL) {
            out.print("\r\u001b[K" + what);
            out.flush();
        }
    }

    private void print(boolean always) {
        long now = System.nanoTime();
        if (!always && (!TERMINAL || now - last < INTERVAL)) {
            return;
        }
        last = now;
        String line = line(done, total, (now - began) / 1e9) + (chunk == null ? "" : "  " + chunk);
        out.print(TERMINAL ? "\r\u001b[K" + line : line + System.lineSeparator());
        out.flush();
    }

    /** The bar alone. */
    static String line(long done, long total, double seconds) {
        double share = total == 0 ? 0 : (double) done / total;
        int filled = (int) Math.round(share * WIDTH);
        String left = share == 0 || share >= 1
                ? ""
                : String.format(Locale.ROOT, ", %,.0f s left", seconds * (1 - share) / share);
        return String.format(
                Locale.ROOT,
                "[%s%s] %,d of %,d rows%s",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                done,
                total,
                left);
    }

    @Override
    public void close() {
        if (TERMINAL) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
