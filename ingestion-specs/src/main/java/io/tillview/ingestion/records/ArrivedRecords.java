package io.tillview.ingestion.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.BrokerClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which records arrived in a time, also those that Kafka no longer keeps: where these begin and end is told by the rows that they
 * became. Belongs to one thread.
 */
public final class ArrivedRecords {
    private final TopicRanges topic;
    private final BrokerClient broker;

    public ArrivedRecords(TopicRanges topic, BrokerClient broker) {
        this.topic = topic;
        this.broker = broker;
    }

    /**
     * The ranges of all partitions, in their order.
     *
     * @param from when the first record came at the earliest
     * @param to when the last record came before
     */
    public List<OffsetRange> between(Instant from, Instant to) {
        Map<Integer, Long> keptFrom = topic.keptFrom();
        List<OffsetRange> ranges = new ArrayList<>();
        for (OffsetRange kept : topic.arrived(Optional.of(from), Optional.of(to))) {
            long begin = keptFrom.getOrDefault(kept.partition(), 0L);
            ranges.add(begin > 0 && kept.from() <= begin ? withRows(kept, begin, from, to) : kept);
        }
        return ranges;
    }

    private OffsetRange withRows(OffsetRange kept, long begin, Instant from, Instant to) {
        long first = Long.MAX_VALUE;
        long last = -1;
        for (RecordClass place : RecordClass.values()) {
            for (JsonNode row : broker.rows(place.datasource(), place.boundsSql(kept.partition(), begin, from, to))) {
                if (row.get(0).isNumber() && row.get(2).asLong() > 0) {
                    first = Math.min(first, row.get(0).asLong());
                    last = Math.max(last, row.get(1).asLong());
                }
            }
        }
        if (last < 0) {
            return kept;
        }
        return new OffsetRange(
                kept.partition(),
                first,
                kept.size() > 0 ? kept.to() : last + 1,
                OptionalLong.of(from.toEpochMilli()),
                kept.lastArrival().isPresent() ? kept.lastArrival() : OptionalLong.of(to.toEpochMilli()));
    }
}
