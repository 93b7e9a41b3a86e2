package io.tillview.ingestion.merging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.ingestion.BrokerClient;
import io.tillview.ingestion.DruidRefusedException;
import io.tillview.ingestion.OverlordClient;
import io.tillview.ingestion.PublishedSegments;
import io.tillview.ingestion.ReadOffsets;
import io.tillview.ingestion.RetentionRules;
import io.tillview.ingestion.SupervisorSpec;
import io.tillview.ingestion.merging.MergeComparison.Span;
import io.tillview.ingestion.records.PublishedOffsets;
import io.tillview.ingestion.records.TopicRanges;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Merges late events into the datasources that answer: one arrival hour after another, once it is closed, each exactly once.
 *
 * <p>Nothing is written down about it. Whether an hour is merged is read from the rows: of each hour in which the
 * arrival hour's events occurred, a datasource holds as many merged events as had arrived up to its end, or as had arrived up to its
 * start; anything between is refused. Only what is missing is merged. A task's id says
 * which hour it merges, so that Druid takes it once, whoever submits it and however often; another attempt is made only when the one
 * before has ended, and all that is published of the time is served and doesn't hold the hour. So a crash anywhere, here or in Druid,
 * is taken up where it was, and several of these may run beside each other. Nothing is merged while late events themselves aren't
 * all served: what isn't seen of them looks like merged. Blocks; belongs to one thread.
 */
public final class LateMerger {
    /** How far the clocks here and at Kafka may be apart before a record could still come into an hour that is over. */
    static final Duration GRACE = Duration.ofSeconds(30);

    private static final long PAUSE_MILLIS = 500;
    /** So many a call; how many there were before says nothing of what is wrong now. */
    private static final int MAX_TASKS = 3;

    private final OverlordClient overlord;
    private final LateRows rows;
    private final PublishedSegments segments;
    private final TopicRanges topic;
    private final SupervisorSpec late;
    private final List<MergeTarget> targets;
    private final RetentionRules retention;
    private final Duration patience;

    /**
     * @param late the supervisor of late events
     * @param targets the supervisors of the datasources that they are merged into
     * @param retention of the target that keeps its rows for the shortest time; what occurred before that isn't merged into any
     * @param patience how long to wait for a task, or for what it published to be served, before this round is given up
     */
    public LateMerger(
            OverlordClient overlord,
            BrokerClient broker,
            TopicRanges topic,
            SupervisorSpec late,
            List<SupervisorSpec> targets,
            RetentionRules retention,
            Duration patience) {
        this.overlord = overlord;
        this.rows = new LateRows(broker);
        this.segments = new PublishedSegments(overlord, broker);
        this.topic = topic;
        this.late = late;
        this.targets = targets.stream().map(MergeTarget::new).toList();
        this.retention = retention;
        this.patience = patience;
    }

    /**
     * An hour that was merged.
     *
     * @param hour its first instant
     * @param events how many events it had
     */
    public record Merged(Instant hour, long events) {}

    /**
     * Merges what can be merged by now. An hour whose segments aren't published yet is asked to be handed over, and is
     * merged in a later round; so are all where not everything that is published of late events is served.
     *
     * @param now the time; an hour is over 30 s after its end
     * @return the hours that were merged in this round, the earliest first
     * @throws io.tillview.ingestion.IngestionException if Druid or Kafka can't be asked, or the rows contradict each other
     */
    public List<Merged> mergeClosedHours(Instant now) throws InterruptedException {
        Instant over = over(now);
        if (!areLateServed(over)) {
            return List.of();
        }
        List<ArrivalHour> open = unmerged(rows.hours(kept(now)));
        List<Merged> merged = new ArrayList<>();
        for (ArrivalHour hour : open) {
            if (hour.end().isAfter(over) || !isPublished(hour)) {
                break;
            }
            // What was lost while the rows were looked at is missing from them.
            if (merged.isEmpty() && !areLateServed(over)) {
                break;
            }
            for (MergeTarget target : targets) {
                merge(target, hour);
            }
            merged.add(new Merged(hour.start(), hour.events()));
        }
        return merged;
    }

    /** The end of the last hour that is over. */
    private static Instant over(Instant now) {
        return now.minus(GRACE).truncatedTo(ChronoUnit.HOURS);
    }

    private boolean areLateServed(Instant to) {
        return segments.areServed(LateRows.DATASOURCE, Instant.EPOCH, to);
    }

    /** Whole days from here on are kept by every target; what is dropped could never be found merged. */
    private Instant kept(Instant now) {
        return retention.keptSince(now).truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    }

    /** The hours after the last that every datasource has. */
    private List<ArrivalHour> unmerged(List<ArrivalHour> hours) {
        int first = hours.size();
        while (first > 0 && !isMergedEverywhere(hours.get(first - 1))) {
            first--;
        }
        return hours.subList(first, hours.size());
    }

    private boolean isMergedEverywhere(ArrivalHour hour) {
        return targets.stream().allMatch(target -> rows.comparison(target, hour).isMerged());
    }

    /** What tasks have read beyond the hour's end is published once they have handed over, and no sooner is it known what it is. */
    private boolean isPublished(ArrivalHour hour) {
        Map<Integer, Long> end = topic.offsetsAt(hour.end());
        PublishedOffsets published = PublishedOffsets.ask(overlord, LateRows.DATASOURCE);
        if (published.reach(end)) {
            // A task that reads segments finds them, and nothing beside them.
            return segments.rows(LateRows.DATASOURCE, hour.start(), hour.end()) == hour.events();
        }
        if (!published.willReach(end)
                && ReadOffsets.ask(overlord, LateRows.DATASOURCE).reach(end)) {
            overlord.handOff(
                    LateRows.DATASOURCE,
                    late.json().at("/spec/ioConfig/taskCount").asInt(1));
        }
        return false;
    }

    /**
     * How far late events are merged by now.
     *
     * @param now the time
     * @return offsets by partition: every late event that lies before them is in all of the datasources; a partition of which that
     *     isn't known is missing
     * @throws io.tillview.ingestion.IngestionException if Druid or Kafka can't be asked
     */
    public Map<Integer, Long> mergedUpTo(Instant now) {
        // What is published before the rows are looked for has to be found among them, if it is served.
        PublishedOffsets published = PublishedOffsets.ask(overlord, LateRows.DATASOURCE);
        Instant over = over(now);
        if (!areLateServed(over)) {
            return Map.of();
        }
        Instant merged = mergedBefore(over, unmerged(rows.hours(kept(now))));
        // An hour that was lost while it was looked for looks like none.
        return areLateServed(over) ? published.atMost(topic.offsetsAt(merged)) : Map.of();
    }

    /** The end of the last hour that is over and has no late events, or has them merged, as have all before it. */
    static Instant mergedBefore(Instant over, List<ArrivalHour> unmerged) {
        return unmerged.stream()
                .map(ArrivalHour::start)
                .filter(start -> start.isBefore(over))
                .min(Comparator.naturalOrder())
                .orElse(over);
    }

    /** The datasources that late events are merged into. */
    public List<String> datasources() {
        return targets.stream().map(MergeTarget::datasource).toList();
    }

    /** Returns once a datasource has an hour. */
    void merge(MergeTarget target, ArrivalHour hour) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        int submitted = 0;
        for (int attempt = 1; ; attempt++) {
            String task = hour.task(target.datasource(), attempt);
            if (overlord.taskStatus(task).isEmpty()) {
                List<Span> missing = missing(target, hour, deadline);
                if (missing.isEmpty()) {
                    return;
                }
                if (submitted == MAX_TASKS) {
                    throw new DruidRefusedException(
                            target.datasource(),
                            MAX_TASKS + " tasks in a row haven't merged the late events of " + hour.start(),
                            "The tasks' logs say why, the last is that of "
                                    + hour.task(target.datasource(), attempt - 1) + "; the next round tries again.",
                            0,
                            null);
                }
                submit(task, target.task(task, hour, missing));
                submitted++;
            }
            // Whether it has succeeded or not, what is served says what is missing.
            awaitEnd(task, deadline);
        }
    }

    private void submit(String task, ObjectNode spec) {
        try {
            overlord.submitTask(task, spec);
        } catch (DruidRefusedException e) {
            // Another one of these may have been first; then there is such a task now.
            if (overlord.taskStatus(task).isEmpty()) {
                throw e;
            }
        }
    }

    private void awaitEnd(String task, long deadline) throws InterruptedException {
        while (overlord.taskStatus(task)
                .map(status -> status.path("statusCode"))
                .map(JsonNode::asText)
                .orElse("RUNNING")
                .equals("RUNNING")) {
            pause(task, "it still runs", deadline);
        }
    }

    /**
     * Looks only while everything of the time is served: what is published and not served would be merged twice, and late events that
     * aren't served would be missing from all that is compared.
     */
    private List<Span> missing(MergeTarget target, ArrivalHour hour, long deadline) throws InterruptedException {
        while (true) {
            boolean lateWereServed = areLateServed(hour.end());
            boolean wasServed = isServed(target, hour);
            MergeComparison comparison = rows.comparison(target, hour);
            boolean isWhole = comparison.isMerged() || (wasServed && isServed(target, hour));
            if (lateWereServed
                    && areLateServed(hour.end())
                    && isWhole
                    && comparison.contradictory().isEmpty()) {
                return comparison.missing();
            }
            pause(
                    target.datasource(),
                    comparison.contradictory().isEmpty()
                            ? "not all that is published of it and of late events is served for " + hour
                            : "it holds " + comparison.contradictory(),
                    deadline);
        }
    }

    private boolean isServed(MergeTarget target, ArrivalHour hour) {
        return segments.areServed(target.datasource(), hour.from(), hour.to());
    }

    private static void pause(String subject, String fact, long deadline) throws InterruptedException {
        if (System.nanoTime() > deadline) {
            throw new DruidRefusedException(
                    subject, fact, "See that Indexer and Historical run; the next round goes on.", 0, null);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
}
