package io.tillview.events.publishing;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a publisher has counted since it was made. The counts are read one after another while events go on, so a sum over
 * them is exact only when nothing is under way.
 *
 * @param published events given to {@code publish}
 * @param delivered events with the outcome {@code Delivered}
 * @param rejected events with the outcome {@code Rejected}
 * @param dropped events with the outcome {@code Dropped}, by reason; every reason has its count
 * @param waiting events taken that have no outcome yet
 * @param waitingBytes memory that those are reckoned to take, in bytes
 */
public record PublishMetrics(
        long published, long delivered, long rejected, Map<DropReason, Long> dropped, long waiting, long waitingBytes) {

    public PublishMetrics {
        Map<DropReason, Long> counts = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            counts.put(reason, dropped.getOrDefault(reason, 0L));
        }
        dropped = Collections.unmodifiableMap(counts);
    }

    /** Events dropped for whatever reason. */
    public long droppedInAll() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}
