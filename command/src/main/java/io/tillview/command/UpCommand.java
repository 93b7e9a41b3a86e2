package io.tillview.command;

import io.tillview.cluster.ClusterException;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports;
import io.tillview.cluster.ServiceStatus;
import io.tillview.cluster.supervision.Cluster;
import io.tillview.cluster.supervision.ClusterProgress;
import io.tillview.cluster.supervision.ClusterRecord;
import io.tillview.cluster.supervision.Preflight;
import io.tillview.ingestion.IngestionException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
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
    private static final Duration REACH_PATIENCE = Duration.ofSeconds(8);

    @Mixin
    private InstallationOptions options;

    @Mixin
    private PortOptions ports;

    @Option(names = "--detach", description = "returns once everything is up; ./tillview down stops it")
    private boolean detach;

    @Option(names = "--no-demo", description = "without synthetic shops, neither their history nor their traffic")
    private boolean noDemo;

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
            Ingestion.applySpecs(detached.get(), out);
            FirstAnswer.await(detached.get(), Summary.MERCHANT);
            out.println("Already up.");
            startUpkeep(detached.get());
            startDemo(detached.get(), out);
            printReach(detached.get(), out);
            Summary.print(out, detached.get(), true, !noDemo);
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
                Ingestion.applySpecs(installation, out);
                FirstAnswer.await(installation, Summary.MERCHANT);
                Summary.printFigures(out, secondsSinceJvmStart(), cluster.status(), !detach);
                startUpkeep(installation);
                startDemo(installation, out);
                printReach(installation, out);
                Summary.print(out, installation, detach, !noDemo);
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
                    // What is the matter with these is no reason to stop the rest.
                    .filter(status -> !status.isReady()
                            && !status.service().equals(Cluster.DEMO)
                            && !status.service().equals(Cluster.UPKEEP))
                    .toList();
            if (!unwell.isEmpty()) {
                throw new ClusterException("It was started before and is not well ("
                        + unwell.get(0).service() + ": " + unwell.get(0).detail()
                        + "): ./tillview down, then ./tillview up");
            }
        }
    }

    /** Without it late events wait, and nothing else. */
    private void startUpkeep(Installation installation) throws InterruptedException {
        try (Cluster cluster = new Cluster(installation, ClusterProgress.SILENT)) {
            cluster.startUnlessRunning(Cluster.UPKEEP);
        } catch (ClusterException | UncheckedIOException e) {
            butFor("upkeep, which merges late events", e, "./tillview up tries again");
        }
    }

    private void butFor(String what, RuntimeException e, String remedy) {
        if (OrderlyEnd.isInterrupt(e)) {
            throw e;
        }
        spec.commandLine()
                .getErr()
                .println("tillview: everything is up but the " + what + ": "
                        + String.valueOf(e.getMessage()).strip().replaceAll("\\R+\\s*", " ") + "; " + remedy);
        spec.commandLine().getErr().flush();
    }

    /** Without a demo the installation is still up. */
    private void startDemo(Installation installation, PrintWriter out) throws InterruptedException {
        if (noDemo) {
            return;
        }
        out.flush();
        try (Cluster cluster = new Cluster(installation, ClusterProgress.SILENT)) {
            new DemoHistory(installation, out).bringInOnce();
            cluster.startUnlessRunning(Cluster.DEMO);
        } catch (ClusterException | IngestionException | UncheckedIOException | IllegalArgumentException e) {
            butFor("demo", e, "./tillview up tries again, ./tillview up --no-demo does without");
        }
    }

    /** Without a demo there may be no data to wait for. */
    private void printReach(Installation installation, PrintWriter out) throws InterruptedException {
        out.println(new DataReach(installation).line(noDemo ? Duration.ZERO : REACH_PATIENCE));
    }

    private static double secondsSinceJvmStart() {
        return (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1000.0;
    }
}
