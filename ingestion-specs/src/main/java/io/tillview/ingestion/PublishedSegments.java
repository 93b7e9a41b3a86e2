package io.tillview.ingestion;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Published segments that no newer ones stand in front of, as a Broker's table {@code sys.segments} has them. Safe for use by several
 * threads.
 */
public final class PublishedSegments {
    private final OverlordClient overlord;
    private final BrokerClient broker;

    /** Asks nothing yet; beside the Overlord a Coordinator answers. */
    public PublishedSegments(OverlordClient overlord, BrokerClient broker) {
        this.overlord = requireNonNull(overlord, "overlord");
        this.broker = requireNonNull(broker, "broker");
    }

    /**
     * SQL for those of a datasource that overlap a time.
     *
     * @param from its first instant
     * @param to its end, exclusive: a segment that begins there isn't one of them
     */
    public static String overlapping(String datasource, Instant from, Instant to) {
        return "datasource = '" + datasource + "' AND is_published = 1 AND is_overshadowed = 0 AND \"start\" < '"
                + text(to) + "' AND \"end\" > '" + text(from) + "'";
    }

    /** How many rows those have that overlap a time and are served to the Broker. */
    public long rows(String datasource, Instant from, Instant to) {
        return number("SUM(num_rows)", overlapping(datasource, from, to) + " AND is_available = 1");
    }

    /**
     * Whether the Broker's answers hold everything that is published of a time. Historicals may have loaded all of it, as the
     * Coordinator finds out anew, before the Broker has heard so from them.
     */
    public boolean areServed(String datasource, Instant from, Instant to) {
        return overlord.isServed(datasource, from, to)
                // Of tombstones, which have no rows, the table never says that they are available.
                && number(
                                "COUNT(*)",
                                overlapping(datasource, from, to)
                                        + " AND is_available = 0 AND shard_spec NOT LIKE '%\"type\":\"tombstone\"%'")
                        == 0;
    }

    private long number(String measure, String condition) {
        JsonNode rows = broker.rows("segments", "SELECT " + measure + " FROM sys.segments WHERE " + condition);
        return rows.isEmpty() ? 0 : rows.get(0).get(0).asLong();
    }

    /** With milliseconds, as the column has it, so that texts compare as times do. */
    private static String text(Instant time) {
        String text = time.toString();
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }
}
