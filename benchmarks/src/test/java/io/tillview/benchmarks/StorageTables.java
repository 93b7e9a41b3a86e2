package io.tillview.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints the tables of docs/storage-layout.md. Not among the tests of a build; it runs by {@code mvn test -pl benchmarks -am
 * -Dtest=StorageTables -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class StorageTables {
    private static final int EVENTS = 100_000;
    private static final List<Integer> DENSITIES = List.of(5, 50, 500, 5_000);
    private static final String DENSE = "500";

    @TempDir
    private Path folder;

    @Test
    void prints_what_each_choice_costs() throws IOException {
        encodings("merchant_metrics");
        encodings("merchant_events");
        orders();
        sketches();
        sizes();
        density();
    }

    private void encodings(String datasource) throws IOException {
        head(datasource + ": encoding", "bytes an event", "of JSON");
        SegmentWriter writer = new SegmentWriter(folder, datasource, 2_000, EVENTS);
        try (SegmentWriter.Rows rows = writer.read(spec -> {})) {
            for (String encoding : List.of(
                    "lz4, sketches not {\"dimensionCompression\":\"lz4\",\"metricCompression\":\"lz4\",\"complexMetricCompression\":null}",
                    "lz4 {\"dimensionCompression\":\"lz4\",\"metricCompression\":\"lz4\",\"complexMetricCompression\":\"lz4\"}",
                    "zstd {\"dimensionCompression\":\"zstd\",\"metricCompression\":\"zstd\",\"complexMetricCompression\":\"zstd\"}",
                    "the default, longs auto {\"longEncoding\":\"auto\"}",
                    "the same, dictionaries without front coding {\"stringDictionaryEncoding\":{\"type\":\"utf8\"}}",
                    "the same, front coding by 16 {\"stringDictionaryEncoding\":{\"type\":\"frontCoded\",\"bucketSize\":16,\"formatVersion\":1}}",
                    "the same, Concise bitmaps {\"bitmap\":{\"type\":\"concise\"}}")) {
                int json = encoding.indexOf('{');
                row(encoding.substring(0, json).strip(), rows.bytes(encoding.substring(json)), rows);
            }
        }
    }

    private void orders() throws IOException {
        head("rows sorted by", "rollup", "detail");
        for (List<String> order : List.of(
                List.of("__time"),
                List.of("merchant_id", "__time"),
                List.of("merchant_id", "event_type", "__time"),
                List.of("merchant_id", "event_type", "channel", "country", "device", "__time"),
                List.of("merchant_id", "visitor_key", "session_key", "__time"),
                List.of("merchant_id", "visitor_key", "__time", "session_key"))) {
            StringBuilder line = new StringBuilder(String.join(", ", order));
            for (String datasource : List.of("merchant_metrics", "merchant_events")) {
                SegmentWriter writer = new SegmentWriter(folder, datasource, 2_000, EVENTS);
                try (SegmentWriter.Rows rows = writer.read(spec -> sortBy(spec, order))) {
                    line.append(String.format(Locale.ROOT, " | %.2f", rows.bytes("{}") / EVENTS));
                }
            }
            System.out.println("| " + line + " |");
        }
    }

    private void sketches() throws IOException {
        head("merchant_metrics: sketches", "bytes an event", "of JSON");
        for (int lgK : List.of(10, 11, 12, 13)) {
            for (String type : List.of("HLL_4", "HLL_8")) {
                sketch(
                        "HLL lgK " + lgK + ", " + type,
                        spec -> metrics(spec, "HLLSketchBuild", metric -> metric.put("lgK", lgK)
                                .put("tgtHllType", type)));
            }
        }
        for (int k : List.of(64, 128, 256)) {
            sketch("quantiles k " + k, spec -> metrics(spec, "quantilesDoublesSketch", metric -> metric.put("k", k)));
        }
        sketch(
                "without sketches",
                spec -> removeMetrics(spec, List.of("visitors", "sessions", "customers", "order_value")));
        sketch("without quantiles", spec -> removeMetrics(spec, List.of("order_value")));
        sketch("without sessions", spec -> removeMetrics(spec, List.of("sessions")));
    }

    private void sketch(String name, Consumer<ObjectNode> change) throws IOException {
        SegmentWriter writer = new SegmentWriter(folder, "merchant_metrics", 2_000, EVENTS);
        try (SegmentWriter.Rows rows = writer.read(change)) {
            row(name, rows.bytes("{}"), rows);
        }
    }

    private void sizes() throws IOException {
        head("events in a segment", "rollup", "detail");
        for (int events : List.of(1_000, 10_000, 100_000, 300_000)) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%,d", events));
            for (String datasource : List.of("merchant_metrics", "merchant_events")) {
                SegmentWriter writer = new SegmentWriter(folder, datasource, 2_000, events);
                try (SegmentWriter.Rows rows = writer.read(spec -> {})) {
                    line.append(String.format(Locale.ROOT, " | %.2f", rows.bytes("{}") / events));
                }
            }
            System.out.println("| " + line + " |");
        }
    }

    private void density() throws IOException {
        System.out.println(
                "\n| grain, dimensions, lgK | 5 | 50 | " + DENSE + " | 5,000 |\n| --- | --- | --- | --- | --- |");
        for (String grain : List.of("FIFTEEN_MINUTE", "HOUR")) {
            for (int dimensions : List.of(6, 4, 2)) {
                for (int lgK : List.of(12, 10)) {
                    StringBuilder line = new StringBuilder(grain + ", " + dimensions + ", " + lgK);
                    for (int density : DENSITIES) {
                        SegmentWriter writer = new SegmentWriter(folder, "merchant_metrics", density * 4, EVENTS);
                        try (SegmentWriter.Rows rows = writer.read(spec -> {
                            spec.withObject("/granularitySpec").put("queryGranularity", grain);
                            metrics(spec, "HLLSketchBuild", metric -> metric.put("lgK", lgK));
                            keepDimensions(spec, dimensions);
                        })) {
                            double bytes = rows.bytes("{}");
                            line.append(String.format(
                                    Locale.ROOT,
                                    " | %.1f, 1/%.0f",
                                    (double) EVENTS / rows.count(),
                                    rows.jsonBytes() / bytes));
                        }
                    }
                    System.out.println("| " + line + " |");
                }
            }
        }
    }

    private static void head(String what, String one, String other) {
        System.out.println("\n| " + what + " | " + one + " | " + other + " |\n| --- | --- | --- |");
    }

    private static void row(String name, double bytes, SegmentWriter.Rows rows) {
        System.out.println(
                String.format(Locale.ROOT, "| %s | %.2f | %.4f |", name, bytes / EVENTS, bytes / rows.jsonBytes()));
    }

    private static void metrics(ObjectNode schema, String type, Consumer<ObjectNode> change) {
        for (JsonNode metric : schema.path("metricsSpec")) {
            if (metric.path("type").asText().equals(type)) {
                change.accept((ObjectNode) metric);
            }
        }
    }

    private static void removeMetrics(ObjectNode schema, List<String> names) {
        keep(
                (ArrayNode) schema.path("metricsSpec"),
                node -> !names.contains(node.path("name").asText()));
    }

    /** The first ones, in the order in which questions ask for them; {@code __time} stays. */
    private static void keepDimensions(ObjectNode schema, int count) {
        List<String> names = List.of("merchant_id", "event_type", "currency", "channel", "country", "device");
        keep((ArrayNode) schema.at("/dimensionsSpec/dimensions"), node -> !names.subList(count, names.size())
                .contains(node.path("name").asText()));
    }

    private static void keep(ArrayNode array, java.util.function.Predicate<JsonNode> wanted) {
        List<JsonNode> kept =
                StreamSupport.stream(array.spliterator(), false).filter(wanted).toList();
        array.removeAll();
        kept.forEach(array::add);
    }

    /** Brings some dimensions to the front; those that the datasource hasn't are passed over. */
    private static void sortBy(ObjectNode schema, List<String> first) {
        ArrayNode dimensions = (ArrayNode) schema.at("/dimensionsSpec/dimensions");
        ArrayNode sorted = new ObjectMapper().createArrayNode();
        first.forEach(name -> dimensions.forEach(node -> {
            if (node.path("name").asText().equals(name)) {
                sorted.add(node);
            }
        }));
        dimensions.forEach(node -> {
            if (!first.contains(node.path("name").asText())) {
                sorted.add(node);
            }
        });
        dimensions.removeAll();
        dimensions.addAll(sorted);
    }
}
