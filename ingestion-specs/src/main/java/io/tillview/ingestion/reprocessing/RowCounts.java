package io.tillview.ingestion.reprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.ingestion.BrokerClient;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** How many rows a filter takes, asked in the form that tasks are given, so that both mean the same rows. */
final class RowCounts {
    private static final String HOUR = "hour";

    private final BrokerClient broker;

    RowCounts(BrokerClient broker) {
        this.broker = broker;
    }

    /** By hour; hours without any are left out. */
    Map<Instant, Long> byHour(String datasource, Instant from, Instant to, ObjectNode filter) {
        ObjectNode query = query("groupBy", datasource, from, to, filter);
        // A dimension, since Druid refuses a granularity where segments aren't sorted by time.
        query.putArray("virtualColumns")
                .addObject()
                .put("type", "expression")
                .put("name", HOUR)
                .put("expression", "timestamp_floor(__time, 'PT1H')")
                .put("outputType", "LONG");
        query.putArray("dimensions")
                .addObject()
                .put("type", "default")
                .put("dimension", HOUR)
                .put("outputName", HOUR)
                .put("outputType", "LONG");
        Map<Instant, Long> counts = new TreeMap<>();
        for (JsonNode row : broker.nativeQuery(datasource, query)) {
            counts.put(
                    Instant.ofEpochMilli(row.at("/event/" + HOUR).asLong()),
                    row.at("/event/n").asLong());
        }
        return counts;
    }

    long in(Chunk chunk, ObjectNode filter) {
        return in(chunk.datasource(), chunk.start(), chunk.end(), filter);
    }

    /** @param filter null for all rows */
    long in(String datasource, Instant from, Instant to, ObjectNode filter) {
        long count = 0;
        for (JsonNode row : broker.nativeQuery(datasource, query("timeseries", datasource, from, to, filter))) {
            count += row.at("/result/n").asLong();
        }
        return count;
    }

    private static ObjectNode query(String type, String datasource, Instant from, Instant to, ObjectNode filter) {
        ObjectNode query = JsonNodeFactory.instance
                .objectNode()
                .put("queryType", type)
                .put("dataSource", datasource)
                .put("granularity", "all");
        query.putArray("intervals").add(from + "/" + to);
        if (filter != null) {
            query.set("filter", filter);
        }
        query.putArray("aggregations").addObject().put("type", "count").put("name", "n");
        return query;
    }
}
