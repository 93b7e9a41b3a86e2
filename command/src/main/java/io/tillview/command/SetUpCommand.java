package io.tillview.command;

import io.tillview.cluster.Installation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code set-up}: what {@code up} does once every process runs, for where containers do that. Can be repeated. */
@Command(
        name = "set-up",
        description = "Brings topics, permissions, supervisors and the demo's history into services that run already.",
        mixinStandardHelpOptions = true)
final class SetUpCommand implements Callable<Integer> {
    private static final Duration REACH_PATIENCE = Duration.ofSeconds(8);

    @Mixin
    private InstallationOptions options;

    @Option(names = "--no-demo", description = "without the history of the synthetic shops")
    private boolean noDemo;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = options.running();
        Ingestion.applySpecs(installation, out);
        FirstAnswer.await(installation, Summary.MERCHANT);
        if (!noDemo) {
            new DemoHistory(installation, out).bringInOnce();
        }
        out.println(new DataReach(installation).line(noDemo ? Duration.ZERO : REACH_PATIENCE));
        out.println("Set up. A merchant's token: "
                + ShellText.call(installation.data(), "token --merchant " + Summary.MERCHANT.value()));
        return 0;
    }
}
