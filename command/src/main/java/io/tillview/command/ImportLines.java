package io.tillview.command;

import io.tillview.events.BrokenRule;
import io.tillview.ingestion.ImportProgress;
import io.tillview.ingestion.ImportReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An import on the screen: a bar on a terminal, a line every few seconds elsewhere, and the first rejected lines. */
final class ImportLines implements ImportProgress {
    private static final int SHOWN_REJECTED = 20;
    private static final int BAR = 30;
    private static final long LINE_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private final Rejected also;
    // The project's JDK is 17, where no console means no terminal.
    @SuppressWarnings("SystemConsoleNull")
    private final boolean terminal = System.console() != null;

    private final Map<String, Long> rowsByDatasource = new TreeMap<>();
    private long rejected;
    private long lastLine = System.nanoTime();
    private boolean barShown;

    /** Is told of rejected lines, too. */
    @FunctionalInterface
    interface Rejected {
        void line(Path file, long line, List<BrokenRule> rules);
    }

    ImportLines(PrintWriter out, Rejected also) {
        this.out = out;
        this.also = also;
    }

    @Override
    public void read(long lines, long bytes, long ofBytes) {
        show("checked " + grouped(lines) + " lines", bytes, ofBytes);
    }

    @Override
    public void ingested(String datasource, long rows, long ofRows) {
        rowsByDatasource.put(datasource, rows);
        long slowest = rowsByDatasource.values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
        String text = rowsByDatasource.entrySet().stream()
                .map(entry -> entry.getKey() + " " + grouped(entry.getValue()))
                .collect(Collectors.joining(", "));
        show("ingested " + text, slowest, ofRows);
    }

    @Override
    public void rejected(Path file, long line, List<BrokenRule> rules) {
        rejected++;
        also.line(file, line, rules);
        if (rejected <= SHOWN_REJECTED) {
            endBar();
            out.println(file + ":" + line + ": "
                    + rules.stream().map(BrokenRule::toString).collect(Collectors.joining("; ")));
            out.flush();
        }
    }

    /** The last line. */
    void end(ImportReport report) {
        endBar();
        if (rejected > SHOWN_REJECTED) {
            out.println(
                    "… and " + grouped(rejected - SHOWN_REJECTED) + " more rejected lines (--rejected FILE lists all)");
        }
        out.println((report.alreadyImported() ? "Already imported: " : "Imported ") + grouped(report.accepted())
                + " events, rejected " + grouped(report.rejected()) + " lines");
        out.flush();
    }

    private void show(String text, long done, long all) {
        if (terminal) {
            int filled = all == 0 ? BAR : (int) (BAR * Math.min(done, all) / all);
            out.print("\r[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + text + "  ");
            out.flush();
            barShown = true;
        } else if (System.nanoTime() - lastLine > LINE_NANOS) {
            lastLine = System.nanoTime();
            out.println(text);
            out.flush();
        }
    }

    private void endBar() {
        if (barShown) {
            out.println();
            barShown = false;
        }
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
