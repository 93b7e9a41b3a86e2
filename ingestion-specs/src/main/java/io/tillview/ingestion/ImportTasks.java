package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The Druid tasks of one import, one a datasource: begun where they have not been, and watched to their end. */
final class ImportTasks {
    private static final long PAUSE_MILLIS = 500;
    private static final List<String> ENCODINGS = List.of("indexSpec", "indexSpecForIntermediatePersists");

    private final OverlordClient overlord;
    private final ImportLedger ledger;
    private final List<SupervisorSpec> datasources;
    private final Path staged;
    private final List<String> intervals;

    ImportTasks(
            OverlordClient overlord,
            ImportLedger ledger,
            List<SupervisorSpec> datasources,
            Path staged,
            List<String> intervals) {
        this.overlord = overlord;
        this.ledger = ledger;
        this.datasources = datasources;
        this.staged = staged;
        this.intervals = intervals;
    }

    /** Returns once every task has succeeded. */
    void run(long rows, ImportProgress progress) throws InterruptedException {
        Map<String, String> running = new HashMap<>();
        for (SupervisorSpec datasource : datasources) {
            begin(datasource).ifPresent(task -> running.put(datasource.id(), task));
        }
        while (!running.isEmpty()) {
            Thread.sleep(PAUSE_MILLIS);
            running.entrySet().removeIf(entry -> hasSucceeded(entry.getKey(), entry.getValue(), rows, progress));
        }
    }

    /** The task to wait for; empty where it succeeded in an earlier run. */
    private Optional<String> begin(SupervisorSpec datasource) {
        Optional<String> before = ledger.task(datasource.id());
        String state = before.map(this::state).orElse("NONE");
        if (state.equals("SUCCESS")) {
            return Optional.empty();
        }
        if (state.equals("RUNNING")) {
            return before;
        }
        // Never one id twice: a task that failed keeps its id, and one that was submitted but not acknowledged may run.
        String task =
                state.equals("UNKNOWN") ? before.orElseThrow() : "import_" + datasource.id() + "_" + UUID.randomUUID();
        ledger.name(datasource.id(), task);
        overlord.submitTask(task, spec(datasource, task));
        return Optional.of(task);
    }

    private String state(String task) {
        return overlord.taskStatus(task)
                .map(status -> status.path("statusCode").asText("RUNNING"))
                .orElse("UNKNOWN");
    }

    private boolean hasSucceeded(String datasource, String task, long rows, ImportProgress progress) {
        Optional<JsonNode> status = overlord.taskStatus(task);
        String state = status.map(known -> known.path("statusCode").asText()).orElse("RUNNING");
        if (state.equals("FAILED")) {
            throw new ImportRefusedException(
                    datasource,
                    "Druid's task " + task + " failed: "
                            + status.orElseThrow().path("errorMsg").asText(),
                    "None of its rows is in; the same import again begins it anew.");
        }
        boolean succeeded = state.equals("SUCCESS");
        progress.ingested(datasource, succeeded ? rows : Math.min(rows, processed(task)), rows);
        return succeeded;
    }

    private long processed(String task) {
        return overlord.taskReport(task)
                .map(report -> report.findPath("totals").findValue("processed"))
                .map(JsonNode::asLong)
                .orElse(0L);
    }

    /**
     * The supervisor's own schema and encoding, in chunks of a day: history has no use for hours. Druid is told which days
     * there are; it would read all events once more to find out.
     */
    private ObjectNode spec(SupervisorSpec datasource, String task) {
        ObjectNode spec = (ObjectNode) IngestionSpecs.bundled().importSpec();
        spec.put("id", task);
        ObjectNode schema = (ObjectNode) datasource.json().at("/spec/dataSchema");
        ArrayNode days = schema.withObject("/granularitySpec")
                .put("segmentGranularity", "DAY")
                .putArray("intervals");
        intervals.forEach(days::add);
        for (String encoding : ENCODINGS) {
            JsonNode live = datasource.json().at("/spec/tuningConfig/" + encoding);
            if (!live.isMissingNode()) {
                spec.withObject("/spec/tuningConfig").set(encoding, live);
            }
        }
        spec.withObject("/spec").set("dataSchema", schema);
        spec.withObject("/spec/ioConfig/inputSource").put("baseDir", staged.toString());
        return spec;
    }
}
