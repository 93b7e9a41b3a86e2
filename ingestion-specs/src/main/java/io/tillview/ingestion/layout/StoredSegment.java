package io.tillview.ingestion.layout;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A published segment, as the metadata store has it.
 *
 * @param start its chunk's beginning
 * @param end its chunk's end, exclusive
 * @param version of segments of the same time the later version is what queries see
 * @param partition its number within chunk and version
 * @param bytes its size
 * @param rangeOf the dimensions of whose values it holds a range; empty where it may hold any
 * @param columns its dimensions that aren't empty
 */
record StoredSegment(
        Instant start,
        Instant end,
        String version,
        int partition,
        long bytes,
        List<String> rangeOf,
        Set<String> columns) {

    StoredSegment {
        requireNonNull(start, "start");
        requireNonNull(end, "end");
        requireNonNull(version, "version");
        rangeOf = List.copyOf(rangeOf);
        columns = Set.copyOf(columns);
    }

    static StoredSegment of(JsonNode segment) {
        String[] interval = segment.path("interval").asText().split("/", -1);
        JsonNode shard = segment.path("shardSpec");
        List<String> rangeOf = new ArrayList<>();
        shard.path("dimensions").forEach(name -> rangeOf.add(name.asText()));
        TreeSet<String> columns =
                new TreeSet<>(List.of(segment.path("dimensions").asText().split(",", -1)));
        columns.remove("");
        return new StoredSegment(
                Instant.parse(interval[0]),
                Instant.parse(interval[1]),
                segment.path("version").asText(),
                shard.path("partitionNum").asInt(),
                segment.path("size").asLong(),
                shard.path("type").asText().equals("range") ? rangeOf : List.of(),
                columns);
    }

    /** Without those that later versions have replaced. */
    static List<StoredSegment> visible(List<StoredSegment> segments) {
        return segments.stream()
                .filter(segment -> segments.stream().noneMatch(segment::isReplacedBy))
                .toList();
    }

    private boolean isReplacedBy(StoredSegment other) {
        return other.version.compareTo(version) > 0 && !other.start.isAfter(start) && !other.end.isBefore(end);
    }

    Duration length() {
        return Duration.between(start, end);
    }

    /** What tells it from every other segment of its datasource. */
    String identity() {
        return start + "/" + end + "/" + version + "/" + partition;
    }
}
