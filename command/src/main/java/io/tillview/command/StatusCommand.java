package io.tillview.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.cluster.Installation;
import io.tillview.cluster.ServiceStatus;
import io.tillview.cluster.supervision.Cluster;
import io.tillview.cluster.supervision.ClusterProgress;
import io.tillview.cluster.supervision.ClusterRecord;
import io.tillview.ingestion.IngestionException;
import io.tillview.ingestion.SupervisorStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: how every service and every supervisor is doing; exit code 0 only when all is well. */
@Command(
        name = "status",
        description = "Shows health, processes, memory and ingestion lag; exit code 0 only when all is well.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final int UNWELL = 1;

    @Mixin
    private InstallationOptions options;

    @Option(names = "--json", description = "the same for programs")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (ClusterRecord.read(options.data()).isEmpty()) {
            out.println(
                    json
                            ? asJson(false, List.of(), List.of())
                            : "Nothing runs in " + options.data().root() + ": ./tillview up");
            return UNWELL;
        }
        Installation installation = options.running();
        List<ServiceStatus> services;
        try (Cluster cluster = new Cluster(installation, ClusterProgress.SILENT)) {
            services = cluster.status();
        }
        List<SupervisorStatus> ingestion = ingestion(installation);
        boolean healthy = services.stream().allMatch(ServiceStatus::isReady)
                && ingestion.stream().allMatch(SupervisorStatus::healthy);
        if (json) {
            out.println(asJson(healthy, services, ingestion));
        } else {
            printTable(out, services, ingestion);
        }
        return healthy ? 0 : UNWELL;
    }

    /** Without an Overlord nobody can say; that the Overlord is gone stands in the table above. */
    private static List<SupervisorStatus> ingestion(Installation installation) {
        try {
            return Ingestion.status(installation);
        } catch (IngestionException e) {
            return List.of(
                    new SupervisorStatus("unknown", e.subject() + " cannot be asked", false, OptionalLong.empty()));
        }
    }

    private static void printTable(PrintWriter out, List<ServiceStatus> services, List<SupervisorStatus> ingestion) {
        out.println(String.format("%-22s %-10s %8s %8s  %s", "service", "state", "pid", "MB", ""));
        for (ServiceStatus service : services) {
            out.println(String.format(
                            "%-22s %-10s %8s %8s  %s",
                            service.service(),
                            service.state().name().toLowerCase(Locale.ROOT),
                            text(service.pid()),
                            text(megabytes(service)),
                            service.detail())
                    .stripTrailing());
        }
        out.println(String.format("%-22s %-10s %8s %8d", "all", "", "", Summary.megabytes(services)));
        out.println();
        out.println(String.format("%-22s %-22s %s", "ingestion", "state", "records behind"));
        for (SupervisorStatus datasource : ingestion) {
            out.println(String.format(
                    "%-22s %-22s %s", datasource.datasource(), datasource.state(), text(datasource.recordsBehind())));
        }
    }

    private static String asJson(boolean healthy, List<ServiceStatus> services, List<SupervisorStatus> ingestion) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("healthy", healthy);
        root.put("demoMerchant", Summary.MERCHANT.value());
        root.put("residentMegabytes", Summary.megabytes(services));
        ArrayNode list = root.putArray("services");
        for (ServiceStatus service : services) {
            ObjectNode node = list.addObject();
            node.put("service", service.service());
            node.put("state", service.state().name());
            node.put("detail", service.detail());
            service.pid().ifPresent(pid -> node.put("pid", pid));
            megabytes(service).ifPresent(megabytes -> node.put("residentMegabytes", megabytes));
        }
        ArrayNode datasources = root.putArray("ingestion");
        for (SupervisorStatus datasource : ingestion) {
            ObjectNode node = datasources.addObject();
            node.put("datasource", datasource.datasource());
            node.put("state", datasource.state());
            node.put("healthy", datasource.healthy());
            datasource.recordsBehind().ifPresent(records -> node.put("recordsBehind", records));
        }
        return root.toString();
    }

    private static OptionalLong megabytes(ServiceStatus service) {
        return service.residentBytes().isPresent()
                ? OptionalLong.of(service.residentBytes().getAsLong() / (1024 * 1024))
                : OptionalLong.empty();
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
    }
}
