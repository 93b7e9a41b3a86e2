package io.tillview.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What segments' metadata says of their ranges and sizes. */
final class ChunkRanges {
    private ChunkRanges() {}

    /** The most segments of a chunk that may hold rows of a merchant, and so have to be read for it. */
    static long most(List<JsonNode> segments, String merchant) {
        Map<String, Long> chunks = new TreeMap<>();
        for (JsonNode segment : segments) {
            if (mayHold(segment.path("shardSpec"), merchant)) {
                chunks.merge(segment.path("interval").asText(), 1L, Long::sum);
            }
        }
        return chunks.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Whether each of them holds a range of merchants: there are some, and none is left to be laid out. */
    static boolean areLaidOut(List<JsonNode> segments) {
        return !segments.isEmpty()
                && segments.stream()
                        .allMatch(segment ->
                                segment.at("/shardSpec/type").asText().equals("range"));
    }

    /** A range's beginning belongs to it, its end doesn't; merchants come first in it. Without a range a segment may hold anything. */
    private static boolean mayHold(JsonNode shard, String merchant) {
        if (!shard.path("type").asText().equals("range")) {
            return true;
        }
        JsonNode start = shard.path("start");
        JsonNode end = shard.path("end");
        return (start.isNull() || start.path(0).asText().compareTo(merchant) <= 0)
                && (end.isNull() || end.path(0).asText().compareTo(merchant) >= 0);
    }

    /** How large they are together. */
    static double bytes(List<JsonNode> segments) {
        return segments.stream()
                .mapToDouble(segment -> segment.path("size").asDouble())
                .sum();
    }
}
