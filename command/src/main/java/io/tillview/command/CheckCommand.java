package io.tillview.command;

import io.tillview.cluster.Installation;
import io.tillview.ingestion.checks.RollupCheck;
import io.tillview.ingestion.checks.RollupFinding;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: whether what is stored agrees with itself. */
@Command(
        name = "check",
        description = "Checks whether what is stored agrees with itself.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(rollup)")
final class CheckCommand {
    private static final List<String> ROLLUPS = List.of("merchant_metrics", "platform_metrics");
    private static final int SHOWN = 20;

    @Spec
    private CommandSpec spec;

    @Command(
            name = "rollup",
            description = {
                "Compares the rollups with the detail, hour by hour: counts and sums exactly, distinct counts within their error.",
                "Exit code 0 when all agrees, 1 when something differs."
            },
            mixinStandardHelpOptions = true)
    int rollup(
            @Mixin InstallationOptions options,
            @Option(
                            names = "--interval",
                            required = true,
                            paramLabel = "FROM/TO",
                            description =
                                    "two instants, as 2026-11-01T00:00:00Z/2026-11-02T00:00:00Z; cut to whole hours")
                    TimeInterval interval,
            @Option(
                            names = "--patience",
                            paramLabel = "PT10S",
                            defaultValue = "PT10S",
                            description = "how long to look again at hours that differ (default: ${DEFAULT-VALUE})")
                    Duration patience)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = options.running();
        RollupCheck check = new RollupCheck(Ingestion.broker(installation), patience);
        boolean agrees = true;
        for (String rollup : ROLLUPS) {
            RollupCheck.Report report = check.check(rollup, interval.from(), interval.to());
            agrees &= report.findings().isEmpty();
            report.findings().stream().limit(SHOWN).forEach(finding -> out.println(line(finding)));
            out.println(String.format(
                    Locale.ROOT,
                    "%s: %,d figures of %,d hours compared with merchant_events, %,d differ",
                    rollup,
                    report.figures(),
                    report.hours(),
                    report.findings().size()));
        }
        return agrees ? 0 : 1;
    }

    private static String line(RollupFinding finding) {
        return String.format(
                Locale.ROOT,
                "%s %s %s: %,.0f instead of %,.0f%s",
                finding.rollup(),
                finding.hour(),
                finding.what(),
                finding.rolledUp(),
                finding.detail(),
                finding.moving() ? " (events still come into this hour: look again later)" : "");
    }
}
