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

/**
 * The Druid tasks of one import, one a datasource: begun where they have not been, and watched to their end. Where nobody knows what
 * became of one, the rows are asked before another is begun.
 */
final class ImportTasks {
    private static final long PAUSE_MILLIS = 500;
    private static final List<String> AS_LIVE_TASKS =
            List.of("indexSpec", "indexSpecForIntermediatePersists", "appendableIndexSpec");

    private final OverlordClient overlord;
    private final ImportLedger ledger;
    private final ImportEvidence evidence;
    private final List<SupervisorSpec> datasources;
    private final Path staged;
    private final List<String> intervals;

    ImportTasks(
            OverlordClient overlord,
            ImportLedger ledger,
            ImportEvidence evidence,
            List<SupervisorSpec> datasources,
            Path staged,
            List<String> intervals) {
        this.overlord = overlord;
        this.ledger = ledger;
        this.evidence = evidence;
        this.datasources = datasources;
        this.staged = staged;
        this.intervals = intervals;
    }

    /**
     * Returns once every datasource has the events.
     *
     * @throws ImportRefusedException if a task fails, or it can't be told whether an earlier one has published
     */
    void run(long rows, ImportProgress progress) throws InterruptedException {
        Map<String, ImportStep> steps = new HashMap<>();
        for (SupervisorSpec datasource : datasources) {
            steps.put(datasource.id(), step(datasource.id()));
        }
        // Nothing is begun before it is known what is there; what has no merchants is told by what has them.
        for (SupervisorSpec datasource : datasources) {
            if (datasource.knowsMerchants()) {
                look(datasource, steps);
            }
        }
        Map<String, String> running = new HashMap<>();
        for (SupervisorSpec datasource : datasources) {
            start(datasource, steps, running);
        }
        await(running, rows, progress);
        for (SupervisorSpec datasource : datasources) {
            if (steps.get(datasource.id()) == ImportStep.LOOK) {
                evidence.awaitServed();
                look(datasource, steps);
                start(datasource, steps, running);
            }
        }
        await(running, rows, progress);
    }

    private ImportStep step(String datasource) {
        Optional<String> task = ledger.task(datasource);
        boolean succeeded = ledger.hasSucceeded(datasource);
        ImportStep step = ImportStep.of(succeeded, task, succeeded ? Optional.empty() : task.flatMap(this::state));
        if (step == ImportStep.DONE && !succeeded) {
            ledger.succeeded(datasource);
        }
        return step;
    }

    /** Takes a datasource out of doubt. */
    private void look(SupervisorSpec datasource, Map<String, ImportStep> steps) throws InterruptedException {
        if (steps.get(datasource.id()) != ImportStep.LOOK) {
            return;
        }
        boolean isIn = evidence.isIn(datasource);
        if (isIn) {
            ledger.succeeded(datasource.id());
        }
        steps.put(datasource.id(), isIn ? ImportStep.DONE : ImportStep.BEGIN);
    }

    private void start(SupervisorSpec datasource, Map<String, ImportStep> steps, Map<String, String> running) {
        ImportStep step = steps.get(datasource.id());
        if (step == ImportStep.WAIT) {
            running.put(datasource.id(), ledger.task(datasource.id()).orElseThrow());
        } else if (step == ImportStep.BEGIN) {
            running.put(datasource.id(), begin(datasource));
        }
    }

    private String begin(SupervisorSpec datasource) {
        Optional<String> before = ledger.task(datasource.id());
        Optional<String> state = before.flatMap(this::state);
        if (before.isPresent() && state.isPresent() && !state.get().equals("FAILED")) {
            // It was still on its way when it was looked for.
            return before.get();
        }
        // Never one id twice: a task that failed keeps its id, and one that was submitted but not acknowledged may run.
        String task =
                before.filter(any -> state.isEmpty()).orElse("import_" + datasource.id() + "_" + UUID.randomUUID());
        ledger.name(datasource.id(), task);
        overlord.submitTask(task, spec(datasource, task));
        return task;
    }

    private Optional<String> state(String task) {
        return overlord.taskStatus(task).map(status -> status.path("statusCode").asText("RUNNING"));
    }

    private void await(Map<String, String> running, long rows, ImportProgress progress) throws InterruptedException {
        while (!running.isEmpty()) {
            Thread.sleep(PAUSE_MILLIS);
            running.entrySet().removeIf(entry -> hasSucceeded(entry.getKey(), entry.getValue(), rows, progress));
        }
    }

    private boolean hasSucceeded(String datasource, String task, long rows, ImportProgress progress) {
        Optional<JsonNode> status = overlord.taskStatus(task);
        String state = status.map(known -> known.path("statusCode").asText()).orElse("RUNNING");
        if (state.equals("FAILED")) {
            throw new ImportRefusedException(
                    datasource,
                    "Druid's task " + task + " failed: "
                            + status.orElseThrow().path("errorMsg").asText(),
                    "It may have published before that: the same import again looks, and begins it anew if none of its rows is in.");
        }
        boolean succeeded = state.equals("SUCCESS");
        if (succeeded) {
            ledger.succeeded(datasource);
        }
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
     * The supervisor's own schema, encoding and memory, in chunks of a day: history has no use for hours. Druid is told which days
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
        for (String setting : AS_LIVE_TASKS) {
            JsonNode live = datasource.json().at("/spec/tuningConfig/" + setting);
            if (!live.isMissingNode()) {
                spec.withObject("/spec/tuningConfig").set(setting, live);
            }
        }
        spec.withObject("/spec").set("dataSchema", schema);
        spec.withObject("/spec/ioConfig/inputSource").put("baseDir", staged.toString());
        return spec;
    }
}
