package io.tillview.command;

import io.tillview.cluster.ClusterException;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports;
import io.tillview.cluster.ServiceStatus;
import io.tillview.cluster.supervision.Cluster;
import io.tillview.cluster.supervision.ClusterProgress;
import io.tillview.cluster.supervision.ClusterRecord;
import io.tillview.cluster.supervision.Preflight;
import io.tillview.ingestion.SpecReconciler;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code up}: starts everything, and stays until Ctrl-C unless it is detached. */
@Command(
        name = "up",
        description = "Starts ZooKeeper, PostgreSQL, Kafka, Druid and query-service on this machine.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(5);

    @Mixin
    private InstallationOptions options;

    @Mixin
    private PortOptions ports;

    @Option(names = "--detach", description = "returns once everything is up; ./tillview down stops it")
    private boolean detach;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Ports asked = ports.ports();
        Optional<Installation> detached = detachedBefore();
        if (detached.isPresent()) {
            requireAllReady(detached.get());
            // Whoever started it may have been killed before it came to these.
            applySpecs(detached.get(), out);
            FirstAnswer.await(detached.get(), Summary.MERCHANT);
            out.println("Already up.");
            Summary.print(out, detached.get(), true);
            return 0;
        }
        Installation installation = new Installation(options.distribution(), options.data(), ports.host(), asked);
        return OrderlyEnd.around(() -> run(installation, out));
    }

    private int run(Installation installation, PrintWriter out) throws InterruptedException {
        try (Cluster cluster = new Cluster(installation, new ConsoleProgress(out))) {
            cluster.start(Preflight.DEFAULT, detach);
            boolean goesOn = false;
            try {
                applySpecs(installation, out);
                FirstAnswer.await(installation, Summary.MERCHANT);
                Summary.printFigures(out, secondsSinceJvmStart(), cluster.status(), !detach);
                Summary.print(out, installation, detach);
                goesOn = detach;
                if (!detach) {
                    new Watch(cluster, out).untilInterrupted(WATCH_INTERVAL);
                }
            } finally {
                if (!goesOn) {
                    // An interrupt asked for this very stop; it must not cut it short.
                    Thread.interrupted();
                    cluster.stop();
                }
            }
        }
        return 0;
    }

    /** A detached installation goes on by itself: a second {@code up} finds it, rather than starting it anew. */
    private Optional<Installation> detachedBefore() {
        return ClusterRecord.read(options.data())
                .filter(record -> record.detached() && record.ready())
                .map(record -> options.running())
                .filter(installation -> Cluster.anyRuns(installation));
    }

    private static void requireAllReady(Installation installation) throws InterruptedException {
        try (Cluster cluster = new Cluster(installation, ClusterProgress.SILENT)) {
            List<ServiceStatus> unwell = cluster.status().stream()
                    .filter(status -> !status.isReady())
                    .toList();
            if (!unwell.isEmpty()) {
                throw new ClusterException("It was started before and is not well ("
                        + unwell.get(0).service() + ": " + unwell.get(0).detail()
                        + "): ./tillview down, then ./tillview up");
            }
        }
    }

    private static void applySpecs(Installation installation, PrintWriter out) {
        try (SpecReconciler reconciler = Ingestion.reconciler(installation)) {
            reconciler.apply(change -> {
                if (change.isToDo()) {
                    out.println("          " + change.summary());
                }
            });
        }
    }

    private static double secondsSinceJvmStart() {
        return (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1000.0;
    }
}
