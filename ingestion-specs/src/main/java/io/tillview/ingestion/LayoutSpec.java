package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a datasource's closed chunks are laid out: by what they are partitioned and sorted, how large a segment is, how columns
 * are encoded.
 *
 * @param datasource the datasource's name
 * @param json a Druid {@code compact} task but for its id, its interval and the chunks' length
 */
public record LayoutSpec(String datasource, ObjectNode json) {

    private static final String DAY_AFTER = "tillviewDayAfter";
    private static final String APPENDED_SHARE = "tillviewAppendedShare";
    private static final String RANGE = "range";

    public LayoutSpec {
        json = json.deepCopy();
    }

    /** @throws InvalidSpecException if the spec lacks what decides about chunks */
    static LayoutSpec of(String path, JsonNode filled) {
        LayoutSpec spec = new LayoutSpec(filled.path("dataSource").asText(), filled.deepCopy());
        require(path, !spec.datasource.isEmpty(), "it names no datasource", "Set dataSource in it.");
        require(
                path,
                filled.at("/tuningConfig/partitionsSpec/type").asText().equals(RANGE)
                        && !spec.partitionedBy().isEmpty(),
                "it doesn't partition by the range of dimensions",
                "Set tuningConfig.partitionsSpec in it.");
        double share = spec.appendedShare();
        require(
                path,
                share > 0 && share <= 1,
                "its " + APPENDED_SHARE + " is no share",
                "Set context." + APPENDED_SHARE + " to more than 0 and at most 1.");
        try {
            require(
                    path,
                    !spec.dayAfter().isNegative(),
                    "its " + DAY_AFTER + " is negative",
                    "Set context." + DAY_AFTER + " to a time such as P7D.");
        } catch (DateTimeException e) {
            throw new InvalidSpecException(
                    path,
                    "its " + DAY_AFTER + " is no time",
                    "Set context." + DAY_AFTER + " to a time such as P7D.",
                    e);
        }
        return spec;
    }

    private static void require(String path, boolean holds, String fact, String remedy) {
        if (!holds) {
            throw new InvalidSpecException(path, fact, remedy, null);
        }
    }

    /** A copy. */
    @Override
    public ObjectNode json() {
        return json.deepCopy();
    }

    /** How long after its end a day's hours are merged into one chunk. */
    public Duration dayAfter() {
        return Duration.parse(json.at("/context/" + DAY_AFTER).asText());
    }

    /** The share of a chunk's rows that may have been appended to it before it is laid out once more; more than 0, at most 1. */
    public double appendedShare() {
        return json.at("/context/" + APPENDED_SHARE).asDouble();
    }

    /** The dimensions whose ranges segments hold, the first first. */
    public List<String> partitionedBy() {
        List<String> dimensions = new ArrayList<>();
        json.at("/tuningConfig/partitionsSpec/partitionDimensions").forEach(name -> dimensions.add(name.asText()));
        return List.copyOf(dimensions);
    }

    /** The dimensions in the order in which rows are sorted by them, {@code __time} among them. */
    public ObjectNode dimensionsSpec() {
        return (ObjectNode) json().get("dimensionsSpec");
    }

    /** Partitioning, segment size and encoding, as {@code index_parallel} and {@code compact} take them. */
    public ObjectNode tuningConfig() {
        return (ObjectNode) json().get("tuningConfig");
    }

    /**
     * The task that lays chunks out, whatever they are like.
     *
     * @param id the task's id
     * @param from the first chunk's beginning
     * @param to the last chunk's end, exclusive
     * @param granularity how long a chunk is afterwards, {@code HOUR} or {@code DAY}
     */
    public ObjectNode task(String id, Instant from, Instant to, String granularity) {
        ObjectNode task = json();
        task.put("id", id);
        task.putObject("ioConfig")
                .put("type", "compact")
                .putObject("inputSpec")
                .put("type", "interval")
                .put("interval", from + "/" + to);
        task.putObject("granularitySpec").put("segmentGranularity", granularity);
        return task;
    }
}
