package io.tillview.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Batch ingestion and layout by our own specs, in days' chunks, with segments of a chosen size. Returns once all is served. */
final class BatchTasks {
    private static final long GIVE_UP_MINUTES = 8;

    private final Path folder;
    private final DruidAdmin druid;
    private final ObjectMapper mapper = new ObjectMapper();

    BatchTasks(Path home, DruidAdmin druid) {
        this.folder = home.resolve("ingestion-specs/specs");
        this.druid = druid;
    }

    /** Appends a file's events, in whatever segment they come to lie. */
    void ingest(String datasource, Path file, int rowsPerSegment) throws InterruptedException {
        ObjectNode task = read("import.json", rowsPerSegment);
        JsonNode supervisor = read(datasource + "/supervisor.json", rowsPerSegment);
        ObjectNode schema = (ObjectNode) supervisor.at("/spec/dataSchema");
        schema.withObject("/granularitySpec").put("segmentGranularity", "DAY");
        task.withObject("/spec").set("dataSchema", schema);
        ObjectNode tuning = task.withObject("/spec/tuningConfig");
        tuning.set("indexSpec", supervisor.at("/spec/tuningConfig/indexSpec"));
        tuning.putObject("partitionsSpec").put("type", "dynamic").put("maxRowsPerSegment", rowsPerSegment);
        task.withObject("/spec/ioConfig/inputSource")
                .put("baseDir", file.getParent().toString())
                .put("filter", file.getFileName().toString());
        run(datasource, task);
    }

    /** Lays days out as compaction.json says. */
    void layOut(String datasource, Instant from, Instant to, int rowsPerSegment) throws InterruptedException {
        ObjectNode task = read(datasource + "/compaction.json", rowsPerSegment);
        task.putObject("ioConfig")
                .put("type", "compact")
                .putObject("inputSpec")
                .put("type", "interval")
                .put("interval", from + "/" + to);
        task.putObject("granularitySpec").put("segmentGranularity", "DAY");
        run(datasource, task);
    }

    private void run(String datasource, ObjectNode task) throws InterruptedException {
        String id = "bench_" + UUID.randomUUID();
        druid.begin(task.put("id", id));
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(GIVE_UP_MINUTES);
        String state = "RUNNING";
        while (!state.equals("SUCCESS") || !isServed(datasource)) {
            if (state.equals("FAILED") || System.nanoTime() > giveUp) {
                throw new BenchmarkException("The task " + id + " is " + state + ", or not all of it is served");
            }
            TimeUnit.MILLISECONDS.sleep(500);
            state = druid.taskState(id);
        }
    }

    /** Whether questions see what is published and not replaced, and nothing else. */
    private boolean isServed(String datasource) throws InterruptedException {
        Instant end = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        Instant from = end.minus(99, ChronoUnit.DAYS);
        return druid.answersFrom(datasource, druid.segments(datasource, from, end), from, end);
    }

    private ObjectNode read(String file, int rowsPerSegment) {
        try {
            return (ObjectNode) mapper.readTree(Files.readString(folder.resolve(file))
                    .replace("\"${layout.rowsPerSegment}\"", Integer.toString(rowsPerSegment))
                    .replaceAll("\"\\$\\{[^}]*}\"", "1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
