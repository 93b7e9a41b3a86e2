package io.tillview.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.cluster.Installation;
import io.tillview.ingestion.IngestionSpecs;
import io.tillview.ingestion.SpecChange;
import io.tillview.ingestion.SpecReconciler;
import io.tillview.ingestion.SpecValues;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code specs}: makes what runs in Kafka and Druid what the ingestion specs say. */
@Command(
        name = "specs",
        description = "Compares what runs in Kafka and Druid with the ingestion specs, and changes what differs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(apply | diff | show)")
final class SpecsCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "apply",
            description =
                    "Creates and changes what differs, and only that; topics, permissions, retention, supervisors.",
            mixinStandardHelpOptions = true)
    int apply(@Mixin InstallationOptions options) {
        PrintWriter out = spec.commandLine().getOut();
        try (SpecReconciler reconciler = Ingestion.reconciler(options.running())) {
            reconciler.apply(change -> out.println(change.summary()));
        }
        return 0;
    }

    @Command(
            name = "diff",
            description = "Says what apply would do; exit code 1 when there is something.",
            mixinStandardHelpOptions = true)
    int diff(@Mixin InstallationOptions options) {
        PrintWriter out = spec.commandLine().getOut();
        try (SpecReconciler reconciler = Ingestion.reconciler(options.running())) {
            List<SpecChange> plan = reconciler.plan();
            plan.forEach(change -> out.println(change.summary()));
            return plan.stream().anyMatch(SpecChange::isToDo) ? 1 : 0;
        }
    }

    @Command(
            name = "show",
            description =
                    "Prints the specs as they are submitted, as one JSON object: supervisors, layouts and rules by datasource.",
            mixinStandardHelpOptions = true)
    int show(@Mixin InstallationOptions options) throws JsonProcessingException {
        Installation installation = options.running();
        ObjectMapper mapper = new ObjectMapper();
        SpecValues values = Ingestion.values(installation);
        var all = mapper.createObjectNode();
        var supervisors = all.putObject("supervisors");
        IngestionSpecs.bundled()
                .supervisors(values)
                .forEach(supervisor -> supervisors.set(supervisor.id(), supervisor.json()));
        var layouts = all.putObject("layouts");
        IngestionSpecs.bundled().layouts(values).forEach(layout -> layouts.set(layout.datasource(), layout.json()));
        var rules = all.putObject("rules");
        IngestionSpecs.bundled().retention(values).forEach(kept -> rules.set(kept.datasource(), kept.json()));
        spec.commandLine()
                .getOut()
                .println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all));
        return 0;
    }
}
