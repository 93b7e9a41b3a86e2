package io.tillview.command;

import io.tillview.cluster.ClusterException;
import io.tillview.events.InvalidEventException;
import io.tillview.ingestion.IngestionException;
import io.tillview.tenancy.token.UnusableFileException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The top of the command: lists the subcommands, and turns what they throw into one line and an exit code. */
@Command(
        name = "./tillview",
        description = "Merchant analytics on a real Kafka and a real Druid, on this machine.",
        mixinStandardHelpOptions = true,
        version = "Tillview 0.1.0",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            TokenCommand.class,
            PublishCommand.class,
            SpecsCommand.class
        })
public final class Tillview implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new Tillview())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> report(failure, line))
                .execute(arguments);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int report(Exception failure, CommandLine line) throws Exception {
        if (isMeantForPeople(failure)) {
            failure.getMessage().lines().forEach(text -> line.getErr().println("tillview: " + text));
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (failure instanceof InterruptedException) {
            return 130;
        }
        throw failure;
    }

    private static boolean isMeantForPeople(Exception failure) {
        return failure.getMessage() != null
                && (failure instanceof ClusterException
                        || failure instanceof IngestionException
                        || failure instanceof UnusableFileException
                        || failure instanceof InvalidEventException
                        || failure instanceof UncheckedIOException
                        || failure instanceof IllegalArgumentException);
    }
}
