package io.tillview.command;

import io.tillview.benchmarks.BenchmarkException;
import io.tillview.cluster.ClusterException;
import io.tillview.events.InvalidEventException;
import io.tillview.ingestion.IngestionException;
import io.tillview.tenancy.token.UnusableFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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
            ImportCommand.class,
            DemoCommand.class,
            SpecsCommand.class,
            RecordsCommand.class,
            CheckCommand.class,
            ReindexCommand.class,
            EraseCommand.class,
            UpkeepCommand.class,
            SetUpCommand.class,
            BenchCommand.class
        })
public final class Tillview implements Runnable {
    /** What starts and watches processes of this machine. */
    private static final List<String> PROCESSES = List.of("up", "down", "status", "bench");

    /** What is of use only where containers run the processes. */
    private static final List<String> CONTAINERS = List.of("set-up");

    @Spec
    private CommandSpec spec;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command with those subcommands that have something to work on where it runs. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Tillview());
        (InstallationOptions.isContainer() ? PROCESSES : CONTAINERS)
                .forEach(name -> line.getCommandSpec().removeSubcommand(name));
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(TimeInterval.class, new TimeInterval.Converter())
                .registerConverter(OffsetsOption.class, new OffsetsOption.Converter())
                .setParameterExceptionHandler((failure, parsed) -> wrongCall(failure))
                .setExecutionExceptionHandler((failure, failed, parsed) -> report(failure, failed));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int wrongCall(ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        List<String> meant = failure instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.<String>of();
        line.getErr()
                .println("tillview: " + oneLine(failure.getMessage().replaceFirst("^Error: ", ""))
                        + (meant.isEmpty() ? "" : ", did you mean " + String.join(" or ", meant) + "?") + "; see "
                        + line.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int report(Exception failure, CommandLine line) throws Exception {
        if (failure instanceof UncheckedIOException unreadable) {
            line.getErr().println("tillview: " + oneLine(sentence(unreadable.getCause())));
            return CommandLine.ExitCode.SOFTWARE;
        }
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
                        || failure instanceof BenchmarkException
                        || failure instanceof UnusableFileException
                        || failure instanceof InvalidEventException
                        || failure instanceof IllegalArgumentException);
    }

    /** A file system's own exceptions say which file, but not always what about it. */
    private static String sentence(IOException failure) {
        return failure instanceof AccessDeniedException
                ? failure.getMessage()
                        + " cannot be read or written: run as its owner, or name another folder with --data"
                : failure.getClass().getSimpleName().replaceFirst("Exception$", "") + ": " + failure.getMessage();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\R+\\s*", " ");
    }
}
