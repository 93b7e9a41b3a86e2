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
    private final BrokerClient broker;

    RowCounts(BrokerClient broker) {
        this.broker = broker;
    }

    /** By hour; hours without any are left out. */
    Map<Instant, Long> byHour(String datasource, Instant from, Instant to, ObjectNode filter) {
        Map<Instant, Long> counts = new TreeMap<>();
        for (JsonNode row : ask(datasource, from, to, filter, "hour")) {
            counts.put(
                    Instant.parse(row.path("timestamp").asText()),
                    row.at("/result/n").asLong());
        }
        return counts;
    }

    long in(Chunk chunk, ObjectNode filter) {
        return in(chunk.datasource(), chunk.start(), chunk.end(), filter);
    }

    /** @param filter null for all rows */
    long in(String datasource, Instant from, Instant to, ObjectNode filter) {
        long count = 0;
        for (JsonNode row : ask(datasource, from, to, filter, "all")) {
            count += row.at("/result/n").asLong();
        }
        return count;
    }

    private JsonNode ask(String datasource, Instant from, Instant to, ObjectNode filter, String granularity) {
        ObjectNode query = JsonNodeFactory.instance
                .objectNode()
                .put("queryType", "timeseries")
                .put("dataSource", datasource)
                .put("granularity", granularity);
        query.putArray("intervals").add(from + "/" + to);
        if (filter != null) {
            query.set("filter", filter);
        }
        query.putArray("aggregations").addObject().put("type", "count").put("name", "n");
        query.putObject("context").put("skipEmptyBuckets", true);
        return broker.nativeQuery(datasource, query);
    }
}
