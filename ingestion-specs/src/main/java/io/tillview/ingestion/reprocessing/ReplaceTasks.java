package io.tillview.ingestion.reprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.events.Timeliness;
import io.tillview.ingestion.IngestionSpecs;
import io.tillview.ingestion.LayoutSpec;
import io.tillview.ingestion.SupervisorSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tasks that replace chunks: what the supervisor's spec says of rows, laid out as the datasource's closed chunks are. */
final class ReplaceTasks {
    private static final String DETAIL = "merchant_events";

    private final Map<String, SupervisorSpec> supervisors;
    private final Map<String, LayoutSpec> layouts;

    ReplaceTasks(List<SupervisorSpec> supervisors, List<LayoutSpec> layouts) {
        this.supervisors = supervisors.stream().collect(Collectors.toMap(SupervisorSpec::id, Function.identity()));
        this.layouts = layouts.stream().collect(Collectors.toMap(LayoutSpec::datasource, Function.identity()));
    }

    /** The chunk's rows with other values; a shadow's are made of its original's. */
    ObjectNode corrected(String id, Chunk chunk, Change.Correction correction) {
        ObjectNode task = task(id, Shadow.original(chunk.datasource()), chunk, true);
        correction.transforms().forEach((column, expression) -> transform(schema(task), column, expression));
        return task;
    }

    /**
     * Those of the chunk's rows that a filter takes.
     *
     * @param some whether it takes any; a chunk of which nothing is left has nothing to be partitioned by
     */
    ObjectNode filtered(String id, Chunk chunk, ObjectNode kept, boolean some) {
        ObjectNode task = task(id, chunk.datasource(), chunk, some);
        schema(task).withObject("/transformSpec").set("filter", kept);
        return task;
    }

    /** The chunk's rows as another datasource has them. */
    ObjectNode copied(String id, String source, Chunk chunk) {
        return task(id, source, chunk, true);
    }

    /** A rollup's rows, made of the detail's. */
    ObjectNode rolledUp(String id, Chunk chunk, boolean some) {
        ObjectNode task = task(id, DETAIL, chunk, some);
        ObjectNode schema = schema(task);
        schema.set("metricsSpec", supervisor(chunk.datasource()).at("/spec/dataSchema/metricsSpec"));
        // What the event format works out of a record, and what merging counts.
        transform(schema, "ordered_minor", "if(event_type == 'order_placed', cast(amount_minor, 'DOUBLE'), null)");
        transform(schema, "late", "if(__time < arrived_at - " + Timeliness.MAX_BEHIND.toMillis() + ", 1, null)");
        return task;
    }

    /** The chunk's rows as they are, laid out anew. */
    ObjectNode laidOut(String id, Chunk chunk) {
        return layouts.get(chunk.datasource()).task(id, chunk.start(), chunk.end(), chunk.granularity());
    }

    /** The columns that rows of a datasource have. */
    List<String> columns(String datasource) {
        return supervisor(datasource)
                .at("/spec/dataSchema/dimensionsSpec/dimensions")
                .findValuesAsText("name");
    }

    boolean isRollup(String datasource) {
        return supervisor(datasource)
                .at("/spec/dataSchema/granularitySpec/rollup")
                .asBoolean();
    }

    /** The supervisor's spec of a datasource; a shadow's is that of what it stands for. */
    private JsonNode supervisor(String datasource) {
        return supervisors.get(Shadow.original(datasource)).json();
    }

    private ObjectNode task(String id, String source, Chunk chunk, boolean some) {
        String like = Shadow.original(chunk.datasource());
        ObjectNode task = IngestionSpecs.bundled().reprocessingTask().put("id", id);
        ObjectNode schema = (ObjectNode) supervisor(like).at("/spec/dataSchema");
        schema.put("dataSource", chunk.datasource());
        schema.putObject("timestampSpec").put("column", "__time").put("format", "millis");
        schema.withObject("/granularitySpec")
                .put("segmentGranularity", chunk.granularity())
                .putArray("intervals")
                .add(chunk.interval());
        if (isRollup(like)) {
            combine((ArrayNode) schema.get("metricsSpec"));
        }
        LayoutSpec layout = layouts.get(like);
        if (layout != null) {
            schema.set("dimensionsSpec", layout.dimensionsSpec());
        }
        if (layout != null && some) {
            task.withObject("/spec").set("tuningConfig", layout.tuningConfig());
        } else {
            task.withObject("/spec/tuningConfig")
                    .set("indexSpec", supervisor(like).at("/spec/tuningConfig/indexSpec"));
        }
        task.withObject("/spec").set("dataSchema", schema);
        task.withObject("/spec/ioConfig/inputSource").put("dataSource", source).put("interval", chunk.interval());
        return task;
    }

    private static ObjectNode schema(ObjectNode task) {
        return task.withObject("/spec/dataSchema");
    }

    /** Measures that are put together out of measures, where a rollup is read from itself. */
    private static void combine(ArrayNode metrics) {
        for (JsonNode metric : metrics) {
            ObjectNode combining = (ObjectNode) metric;
            combining.put("fieldName", metric.path("name").asText());
            switch (metric.path("type").asText()) {
                case "count" -> combining.put("type", "longSum");
                case "HLLSketchBuild" -> combining.put("type", "HLLSketchMerge");
                default -> {}
            }
        }
    }

    private static void transform(ObjectNode schema, String name, String expression) {
        schema.withObject("/transformSpec")
                .withArray("/transforms")
                .addObject()
                .put("type", "expression")
                .put("name", name)
                .put("expression", expression);
    }
}
