package io.tillview.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.benchmarks.Benchmark;
import io.tillview.benchmarks.Figure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: the published figures, measured again here. */
@Command(
        name = "bench",
        description = "Measures the published figures again, on an installation of its own (ports moved by 20000).",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final int MAX_RUNS = 100;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "startup, sdk, ingest, reindex, layout, query, freshness; all without a name")
    private List<String> names = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there, as an array")
    private Path json;

    @Option(names = "--runs", paramLabel = "N", description = "how many runs the medians are of (default: 3)")
    private int runs = 3;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<Benchmark> benchmarks = benchmarks();
        if (runs < 1 || runs > MAX_RUNS) {
            throw new ParameterException(spec.commandLine(), "--runs has to be 1 to " + MAX_RUNS);
        }
        PrintWriter out = spec.commandLine().getOut();
        List<Figure> figures = new ArrayList<>();
        int exit = OrderlyEnd.around(() -> {
            for (Benchmark benchmark : benchmarks) {
                out.println(benchmark.externalName() + ": " + benchmark.description());
                out.flush();
                figures.addAll(benchmark.run(InstallationOptions.home(), runs, line -> {
                    out.println("  " + line);
                    out.flush();
                }));
            }
            return 0;
        });
        print(out, figures);
        if (json != null) {
            Files.writeString(
                    json, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures) + "\n");
        }
        return exit;
    }

    private List<Benchmark> benchmarks() {
        if (names.isEmpty()) {
            return List.of(Benchmark.values());
        }
        return names.stream()
                .map(name -> Benchmark.named(name)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "There is no benchmark '" + name + "'; there are "
                                        + Arrays.stream(Benchmark.values())
                                                .map(Benchmark::externalName)
                                                .collect(Collectors.joining(", ")))))
                .toList();
    }

    private static void print(PrintWriter out, List<Figure> figures) {
        out.println(String.format(
                "%-45s %12s %-5s %8s %10s %8s  %s", "figure", "median", "", "ratio", "target", "runs", "range"));
        for (Figure figure : figures) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-45s %12.2f %-5s %8s %s %8.2f %8d  %.2f to %.2f%s%s",
                    figure.name(),
                    figure.value(),
                    figure.unit(),
                    figure.ratio() == null ? "" : String.format(Locale.ROOT, "%.2f", figure.ratio()),
                    figure.higherIsBetter() ? ">" : "<",
                    figure.target(),
                    figure.runs(),
                    figure.min(),
                    figure.max(),
                    figure.against() == null ? "" : ", the ratio to " + figure.against(),
                    figure.reachesTarget() ? "" : "  MISSED"));
        }
        out.flush();
    }
}
