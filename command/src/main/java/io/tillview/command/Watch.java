package io.tillview.command;

import io.tillview.cluster.ServiceStatus;
import io.tillview.cluster.ServiceStatus.State;
import io.tillview.cluster.supervision.Cluster;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says once when a service has ended by itself. */
final class Watch {
    private final Cluster cluster;
    private final PrintWriter out;
    private final Set<String> reported = new HashSet<>();

    Watch(Cluster cluster, PrintWriter out) {
        this.cluster = cluster;
        this.out = out;
    }

    /** Looks again and again, until this thread is interrupted. */
    void untilInterrupted(Duration interval) {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (!never.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                cluster.status().forEach(this::report);
            }
        } catch (InterruptedException e) {
            // Ctrl-C is how this is meant to end.
            Thread.currentThread().interrupt();
        }
    }

    private void report(ServiceStatus status) {
        if (status.state() == State.ENDED && reported.add(status.service())) {
            out.println(status.service() + " has ended: " + status.detail());
            out.println("Ctrl-C and ./tillview up start everything again; nothing is lost.");
            out.flush();
        }
    }
}
