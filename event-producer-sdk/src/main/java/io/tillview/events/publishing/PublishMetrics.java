package io.tillview.events.publishing;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a publisher has counted since it was made. The counts are read one after another while events go on, so a sum over
 * them is exact only when nothing is under way. Then: published = accepted + refused, and accepted + recovered = delivered +
 * dropped + kept + waiting.
 *
 * @param published events given to {@code publish} or {@code publishAsync}
 * @param accepted events accepted, by what they survive
 * @param refused events refused, by reason
 * @param delivered events with the outcome {@code Delivered}
 * @param dropped accepted events with the outcome {@code Dropped}, by reason
 * @param kept events with the outcome {@code Kept}
 * @param waiting the queue's depth: accepted or recovered events that have no outcome yet, on disk and on their way
 * @param spool what the spool holds and has gone through
 * @param latency how long deliveries took
 */
public record PublishMetrics(
        long published,
        Map<Durability, Long> accepted,
        Map<RefusalReason, Long> refused,
        long delivered,
        Map<DropReason, Long> dropped,
        long kept,
        long waiting,
        Spool spool,
        DeliveryLatency latency) {

    /**
     * What the spool holds and has gone through.
     *
     * @param bytes what its files take on disk, in bytes
     * @param unsentEvents events in it that Kafka's producer hasn't been given yet
     * @param recoveredEvents events found in it when the publisher was made, left by a predecessor
     * @param possiblyRepeated events that were sent although Kafka may already have had them; their {@code event_id} is the same
     * @param tornRecords records found damaged when the publisher was made; what they held is lost
     * @param failures how often the disk refused something
     */
    public record Spool(
            long bytes,
            long unsentEvents,
            long recoveredEvents,
            long possiblyRepeated,
            long tornRecords,
            long failures) {

        /** No spool, or nothing of it used. */
        public static final Spool UNUSED = new Spool(0, 0, 0, 0, 0, 0);
    }

    public PublishMetrics {
        accepted = complete(Durability.class, accepted);
        refused = complete(RefusalReason.class, refused);
        dropped = complete(DropReason.class, dropped);
        requireNonNull(spool, "spool");
        requireNonNull(latency, "latency");
    }

    /** Events accepted, whatever they survive. */
    public long acceptedInAll() {
        return sum(accepted);
    }

    /** Events refused for whatever reason. */
    public long refusedInAll() {
        return sum(refused);
    }

    /** Accepted events dropped for whatever reason. */
    public long droppedInAll() {
        return sum(dropped);
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static <K extends Enum<K>> Map<K, Long> complete(Class<K> keys, Map<K, Long> given) {
        Map<K, Long> counts = new EnumMap<>(keys);
        for (K key : keys.getEnumConstants()) {
            counts.put(key, given.getOrDefault(key, 0L));
        }
        return Collections.unmodifiableMap(counts);
    }
}
