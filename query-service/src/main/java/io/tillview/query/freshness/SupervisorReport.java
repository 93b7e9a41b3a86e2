package io.tillview.query.freshness;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the Overlord tells about a supervisor. Offsets are those of the next record, by partition.
 *
 * @param suspended whether somebody has suspended it
 * @param healthy whether Druid calls it healthy
 * @param sampledAt when the Overlord had last asked Kafka for the topic's end, by the Overlord's clock; empty before the
 *     first time
 * @param latest the topic's end, as of then or later
 * @param current how far the partitions have been ingested; one that nobody reads at the moment is missing
 */
public record SupervisorReport(
        boolean suspended,
        boolean healthy,
        Optional<Instant> sampledAt,
        Map<Integer, Long> latest,
        Map<Integer, Long> current) {

    /** Copies the offsets. */
    public SupervisorReport {
        requireNonNull(sampledAt, "sampledAt");
        latest = Map.copyOf(latest);
        current = Map.copyOf(current);
    }

    IngestionState state() {
        if (suspended) {
            return IngestionState.SUSPENDED;
        }
        if (!healthy) {
            return IngestionState.UNHEALTHY;
        }
        return sampledAt.isPresent() && !latest.isEmpty() ? IngestionState.INGESTING : IngestionState.STARTING;
    }

    /** Whether it is known of every partition how far it has been ingested; one without any record needs no reader. */
    boolean tellsAllPartitions() {
        return latest.entrySet().stream().allMatch(end -> end.getValue() == 0 || current.containsKey(end.getKey()));
    }

    OptionalLong recordsBehind() {
        if (latest.isEmpty() || !tellsAllPartitions()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(latest.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - current.getOrDefault(end.getKey(), 0L)))
                .sum());
    }
}
