package io.tillview.command;

import io.tillview.cluster.process.ProcessEnd;
import io.tillview.cluster.supervision.ClusterProgress;
import java.io.PrintWriter;
import java.time.Duration;

/** Prints a line for every step of a start or stop. */
final class ConsoleProgress implements ClusterProgress {
    private final PrintWriter out;
    private final long began = System.nanoTime();

    ConsoleProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void starting(String service) {
        line("starting", service, "");
    }

    @Override
    public void ready(String service, Duration took) {
        line("ready", service, String.format("(%.1f s)", took.toMillis() / 1000.0));
    }

    @Override
    public void stopped(String service, ProcessEnd.Outcome outcome) {
        switch (outcome) {
            case STOPPED -> line("stopped", service, "");
            case KILLED -> line("killed", service, "(it did not stop when asked)");
            case NOT_RUNNING -> {}
        }
    }

    private void line(String what, String service, String detail) {
        double seconds = (System.nanoTime() - began) / 1e9;
        out.println(String.format("%6.1f s  %-8s %s %s", seconds, what, service, detail)
                .stripTrailing());
        out.flush();
    }
}
