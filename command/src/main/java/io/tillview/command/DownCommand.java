package io.tillview.command;

import io.tillview.cluster.DataFolder;
import io.tillview.cluster.process.ProcessEnd;
import io.tillview.cluster.process.ProcessIdentity;
import io.tillview.cluster.supervision.Cluster;
import io.tillview.cluster.supervision.ClusterRecord;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code down}: stops everything that was started in a data folder, whoever started it. */
@Command(
        name = "down",
        description = "Stops everything, in good order; nothing is lost.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    /** A supervisor stops all services itself when it is asked to end; this is longer than that may take. */
    private static final Duration SUPERVISOR_LIMIT = Duration.ofMinutes(4);

    @Mixin
    private InstallationOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        DataFolder data = options.data();
        Optional<ProcessIdentity> supervisor = ClusterRecord.supervisor(data);
        if (supervisor.isEmpty() && ClusterRecord.read(data).isEmpty()) {
            out.println("Nothing runs in " + data.root());
            return 0;
        }
        if (supervisor.isPresent()) {
            out.println("Asking ./tillview up (process " + supervisor.get().pid() + ") to stop");
            out.flush();
            ProcessEnd.end(supervisor.get(), "TERM", SUPERVISOR_LIMIT);
        }
        // Whatever it left when it was killed, or all of it when it was detached.
        if (ClusterRecord.read(data).isPresent()) {
            try (Cluster cluster = new Cluster(options.running(), new ConsoleProgress(out))) {
                cluster.stop();
            }
        }
        out.println("Stopped; the data stays in " + data.root());
        return 0;
    }
}
