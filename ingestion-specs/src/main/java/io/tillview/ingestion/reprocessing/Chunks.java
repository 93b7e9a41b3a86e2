package io.tillview.ingestion.reprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.BrokerClient;
import io.tillview.ingestion.PublishedSegments;
import io.tillview.ingestion.ReprocessingRefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which chunks datasources have, as their published segments say. */
final class Chunks {
    private final BrokerClient broker;

    Chunks(BrokerClient broker) {
        this.broker = broker;
    }

    /**
     * The chunks that overlap a time, the earliest first.
     *
     * @throws ReprocessingRefusedException if two of them overlap each other
     */
    List<Chunk> of(String datasource, Instant from, Instant to) {
        List<Chunk> chunks = new ArrayList<>();
        for (JsonNode row : broker.rows(
                "segments",
                "SELECT \"start\", \"end\" FROM sys.segments WHERE "
                        + PublishedSegments.overlapping(datasource, from, to) + " GROUP BY 1, 2 ORDER BY 1")) {
            Chunk chunk = new Chunk(
                    datasource,
                    Instant.parse(row.get(0).asText()),
                    Instant.parse(row.get(1).asText()));
            if (!chunks.isEmpty()
                    && chunk.overlaps(chunks.get(chunks.size() - 1).start(), last(chunks))) {
                throw new ReprocessingRefusedException(
                        chunk.toString(),
                        "it overlaps " + chunks.get(chunks.size() - 1) + ", so that one chunk would mix two versions",
                        "Wait until compaction has brought both to one length, then run this again.");
            }
            chunks.add(chunk);
        }
        return chunks;
    }

    /** Every chunk of a datasource. */
    List<Chunk> all(String datasource) {
        return of(datasource, Instant.parse("1970-01-01T00:00:00Z"), Instant.parse("2999-01-01T00:00:00Z"));
    }

    /** Where the first chunk begins; empty for a datasource without chunks. */
    Optional<Instant> beginning(String datasource) {
        return all(datasource).stream().map(Chunk::start).findFirst();
    }

    /** The ids of published segments that newer ones stand in front of. */
    List<String> overshadowed(String datasource) {
        return ids(datasource, " AND is_overshadowed = 1");
    }

    /** The ids of all published segments. */
    List<String> published(String datasource) {
        return ids(datasource, "");
    }

    private List<String> ids(String datasource, String condition) {
        List<String> ids = new ArrayList<>();
        broker.rows(
                        "segments",
                        "SELECT segment_id FROM sys.segments WHERE datasource = '" + datasource
                                + "' AND is_published = 1" + condition)
                .forEach(row -> ids.add(row.get(0).asText()));
        return ids;
    }

    private static Instant last(List<Chunk> chunks) {
        return chunks.get(chunks.size() - 1).end();
    }
}
