package io.tillview.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.cluster.Installation;
import io.tillview.ingestion.IngestionSpecs;
import io.tillview.ingestion.records.TopicRanges;
import io.tillview.ingestion.reprocessing.Change;
import io.tillview.ingestion.reprocessing.Chunk;
import io.tillview.ingestion.reprocessing.DayFigures;
import io.tillview.ingestion.reprocessing.Outcome;
import io.tillview.ingestion.reprocessing.Recipe;
import io.tillview.ingestion.reprocessing.Reprocessing;
import io.tillview.ingestion.reprocessing.ShadowRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reindex}: what is stored is processed again, while ingestion and questions go on. */
@Command(
        name = "reindex",
        description = {
            "Processes what is stored again, one time chunk after another, while ingestion and questions go on.",
            "The same call goes on where an earlier one was cut off. Without a recipe it lists the recipes.",
            "Exit code 0 when all of it is done, 3 when times remain that are still appended to."
        },
        mixinStandardHelpOptions = true)
final class ReindexCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Parameters(
            paramLabel = "RECIPE",
            arity = "0..1",
            description = "amounts, channel, column, deduplicate, repartition, rollups, or a file of the same form")
    private String recipe;

    @Option(
            names = "--interval",
            paramLabel = "FROM/TO",
            description = "two instants, as 2026-11-01T00:00:00Z/2026-11-02T00:00:00Z")
    private TimeInterval interval;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "a parameter of the recipe; can be repeated")
    private Map<String, String> parameters = new HashMap<>();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "what the change is called in Druid's tasks, and in the rows it corrects (default: made of the recipe and its parameters)")
    private String name;

    @Option(names = "--dry-run", description = "changes nothing; prints how many chunks, the first task, and the days")
    private boolean dryRun;

    @Option(
            names = "--save-tasks",
            paramLabel = "DIR",
            description = "changes nothing; writes every task there, to be posted or pasted")
    private Path tasks;

    @Option(
            names = "--shadow",
            description =
                    "tries a correction in the datasource merchant_events_shadow, and prints its days beside the real ones")
    private boolean shadow;

    @Option(names = "--switch", description = "replaces chunks by their shadows, and deletes the shadow")
    private boolean switching;

    @Mixin
    private WaitOptions waiting;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (recipe == null) {
            recipes().values().forEach(known -> list(known, out));
            return 0;
        }
        if (interval == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--interval=FROM/TO'");
        }
        Installation installation = options.running();
        try (TopicRanges topic = Ingestion.topic(installation)) {
            Reprocessing reprocessing = new Reprocessing(Ingestion.druid(installation, topic));
            Change change = recipe().change(parameters, Optional.ofNullable(name), reprocessing.columns());
            if (dryRun || tasks != null) {
                return plan(reprocessing, change, out);
            }
            return shadow || switching
                    ? shadow(reprocessing, new ShadowRun(Ingestion.druid(installation, topic)), change, out)
                    : OrderlyEnd.around(() -> run(reprocessing, change, out));
        }
    }

    private int run(Reprocessing reprocessing, Change change, PrintWriter out) throws InterruptedException {
        DayFigures before = reprocessing.figures(interval.from(), interval.to());
        Outcome outcome;
        while (true) {
            try (ReindexProgress progress = new ReindexProgress(out)) {
                outcome = reprocessing.run(change, interval.from(), interval.to(), Instant.now(), progress);
            } catch (InterruptedException e) {
                out.println("Cancelled: the chunk that was at work is as it was. The same command goes on.");
                out.flush();
                throw e;
            }
            if (!waiting.again(outcome, out)) {
                break;
            }
        }
        out.println(change.run() + ": " + ReindexLines.replaced(outcome));
        ReindexLines.days(before, reprocessing.figures(interval.from(), interval.to()), out);
        return ReindexLines.remaining(outcome, out);
    }

    private int shadow(Reprocessing reprocessing, ShadowRun run, Change change, PrintWriter out)
            throws InterruptedException {
        if (!(change instanceof Change.Correction correction)) {
            throw new ParameterException(
                    spec.commandLine(), "--shadow and --switch are for corrections: others take whole rows away");
        }
        return OrderlyEnd.around(() -> {
            try (ReindexProgress progress = new ReindexProgress(out)) {
                if (switching) {
                    int exit = run(reprocessing, correction.switchToShadow(), out);
                    if (exit == 0) {
                        run.drop(progress);
                    }
                    return exit;
                }
                List<Chunk> filled = run.fill(correction, interval.from(), interval.to(), progress);
                out.println("merchant_events_shadow holds " + filled.size()
                        + " corrected chunks. The real ones, and these:");
                ReindexLines.days(run.original(filled), run.shadow(filled), out);
                out.println("The same command with --switch instead of --shadow takes them over.");
                return 0;
            }
        });
    }

    private int plan(Reprocessing reprocessing, Change change, PrintWriter out) throws IOException {
        Map<Chunk, ObjectNode> plan = reprocessing.plan(change, interval.from(), interval.to());
        ObjectMapper json = new ObjectMapper();
        if (tasks != null) {
            Files.createDirectories(tasks);
            int number = 1;
            for (ObjectNode task : plan.values()) {
                // Their order is that in which they have to be posted.
                Path file = tasks.resolve(
                        String.format("%04d-%s.json", number++, task.get("id").asText()));
                Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(task) + "\n");
                out.println(file);
            }
            return 0;
        }
        plan.values().stream().findFirst().ifPresent(task -> out.println(task.toPrettyString()));
        out.println(change.run() + " would replace " + plan.size() + " chunks"
                + (plan.isEmpty() ? "" : "; the first task is above") + ". Now there is:");
        DayFigures now = reprocessing.figures(interval.from(), interval.to());
        ReindexLines.days(now, now, out);
        return 0;
    }

    private Recipe recipe() throws IOException {
        Recipe known = recipes().get(recipe);
        if (known != null) {
            return known;
        }
        Path file = Path.of(recipe);
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no recipe and no file '" + recipe + "'; there are "
                            + String.join(", ", recipes().keySet()));
        }
        String called = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
        return new Recipe(called, new ObjectMapper().readTree(Files.readString(file)));
    }

    private static Map<String, Recipe> recipes() {
        return IngestionSpecs.bundled().reprocessing().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new Recipe(entry.getKey(), entry.getValue()),
                        (one, other) -> one,
                        java.util.LinkedHashMap::new));
    }

    private static void list(Recipe known, PrintWriter out) {
        out.println(String.format("%-12s %s", known.name(), known.does()));
        List<Map.Entry<String, String>> named = List.copyOf(known.parameters().entrySet());
        named.forEach(parameter ->
                out.println(String.format("%-12s   --set %s=… %s", "", parameter.getKey(), parameter.getValue())));
    }
}
