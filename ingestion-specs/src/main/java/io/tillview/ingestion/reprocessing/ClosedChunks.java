package io.tillview.ingestion.reprocessing;

import io.tillview.events.Timeliness;
import io.tillview.ingestion.OverlordClient;
import io.tillview.ingestion.records.PublishedOffsets;
import io.tillview.ingestion.records.TopicRanges;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Whether a supervisor may still append to a time.
 *
 * <p>A record becomes a row of an answering datasource up to six hours after it occurred; of the others, when it arrives. So a
 * time is closed once that much has passed, and the supervisors have published all that had arrived by then: not only
 * read it, since what a task has read and not published comes again when the Indexer is killed. Belongs to one thread.
 */
final class ClosedChunks {
    /** How far the clocks here and at Kafka may be apart. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final long PAUSE_MILLIS = 500;

    private final OverlordClient overlord;
    private final TopicRanges topic;
    private final Duration patience;
    private final Map<Instant, Map<Integer, Long>> offsets = new HashMap<>();
    private final Set<String> askedToHandOff = new HashSet<>();

    /** @param patience how long to wait for tasks that were asked to hand over */
    ClosedChunks(OverlordClient overlord, TopicRanges topic, Duration patience) {
        this.overlord = overlord;
        this.topic = topic;
        this.patience = patience;
    }

    /** When the last record can arrive that a supervisor of live events makes a row of this time of. */
    static Instant lastLive(Instant end) {
        return end.plus(Timeliness.MAX_BEHIND);
    }

    /** Whether it is too early to ask. */
    static boolean isOpen(Instant lastArrival, Instant now) {
        return lastArrival.plus(GRACE).isAfter(now);
    }

    /** Whether the supervisors have published all that arrived before a time; tasks that haven't are asked to hand over. */
    boolean isPublished(List<String> supervisors, Instant lastArrival) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<Integer, Long> arrived = offsets.computeIfAbsent(lastArrival, topic::offsetsAt);
        for (String supervisor : supervisors) {
            while (!PublishedOffsets.ask(overlord, supervisor).reach(arrived)) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                if (askedToHandOff.add(supervisor)) {
                    overlord.handOff(supervisor, taskGroups(supervisor));
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
        return true;
    }

    private int taskGroups(String supervisor) {
        return overlord.supervisor(supervisor)
                .map(spec -> spec.findPath("taskCount").asInt(1))
                .orElse(1);
    }
}
