package io.tillview.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.events.BrokenRule;
import io.tillview.ingestion.EventImport;
import io.tillview.ingestion.ImportReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: past events from files. */
@Command(
        name = "import",
        description = {
            "Imports past events from files of one JSON event a line (gzip too).",
            "Exit code 0 when every line was taken, 1 when some were rejected or nothing could be imported."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "read in this order")
    private List<Path> files;

    @Option(
            names = "--rejected",
            paramLabel = "FILE",
            description = "writes every rejected line's file, number and rules there, one JSON object a line")
    private Path rejected;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        EventImport events = Ingestion.eventImport(options.running());
        PrintWriter out = spec.commandLine().getOut();
        try (PrintWriter list = rejected == null ? null : new PrintWriter(Files.newBufferedWriter(rejected))) {
            ImportLines progress = new ImportLines(out, (file, line, rules) -> {
                if (list != null) {
                    list.println(asJson(file, line, rules));
                }
            });
            ImportReport report = events.run(files, progress);
            progress.end(report);
            return report.rejected() == 0 ? 0 : 1;
        }
    }

    private static ObjectNode asJson(Path file, long line, List<BrokenRule> rules) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("file", file.toString());
        node.put("line", line);
        rules.forEach(rule -> node.withArray("/rules")
                .addObject()
                .put("rule", rule.rule().id())
                .put("field", rule.field())
                .put("detail", rule.detail()));
        return node;
    }
}
