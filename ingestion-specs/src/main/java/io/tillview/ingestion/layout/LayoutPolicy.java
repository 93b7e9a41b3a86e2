package io.tillview.ingestion.layout;

import static java.util.Objects.requireNonNull;

import io.tillview.events.Timeliness;
import io.tillview.ingestion.LayoutSpec;
import io.tillview.ingestion.SupervisorSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * When a datasource's chunks are laid out: each once it is closed, once more when much was appended to it, and the hours of an
 * old day as one chunk.
 *
 * @param layout how they are laid out
 * @param taskTime how long a task of its supervisor may hold on to a row before that is published
 */
record LayoutPolicy(LayoutSpec layout, Duration taskTime) {
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);

    LayoutPolicy {
        requireNonNull(layout, "layout");
        requireNonNull(taskTime, "taskTime");
    }

    static LayoutPolicy of(LayoutSpec layout, SupervisorSpec supervisor) {
        String io = "/spec/ioConfig/";
        return new LayoutPolicy(
                layout,
                Duration.parse(supervisor.json().at(io + "taskDuration").asText())
                        .plus(Duration.parse(
                                supervisor.json().at(io + "completionTimeout").asText())));
    }

    /** When the last record can have come whose event occurred before this time and is ingested at once. */
    static Instant lastArrival(Instant end) {
        return end.plus(Timeliness.MAX_BEHIND);
    }

    /** Whether all live events of the time before this end are published, if its supervisor keeps up. */
    boolean isClosed(Instant end, Instant now) {
        return !lastArrival(end).plus(taskTime).isAfter(now);
    }

    /**
     * What is to be done of one day, the latest chunk first.
     *
     * @param day the day's first instant, UTC
     * @param segments all published segments of the day, replaced ones among them
     * @param now the time
     */
    List<DueChunk> due(Instant day, List<StoredSegment> segments, Instant now) {
        List<StoredSegment> visible = StoredSegment.visible(segments);
        boolean known = visible.stream()
                .allMatch(segment -> segment.length().equals(HOUR)
                        || (segment.length().equals(DAY) && segment.start().equals(day)));
        if (visible.isEmpty() || !known) {
            // Chunks of another length are somebody's own.
            return List.of();
        }
        Instant end = day.plus(DAY);
        boolean hasHours = visible.stream().anyMatch(segment -> segment.length().equals(HOUR));
        boolean hasDay = visible.stream().anyMatch(segment -> segment.length().equals(DAY));
        boolean isOld = !end.plus(layout.dayAfter()).isAfter(now);
        if (hasDay || isOld) {
            return isClosed(end, now) && (hasHours || isToLayOut(visible))
                    ? List.of(new DueChunk(layout.datasource(), day, end, "DAY", visible))
                    : List.of();
        }
        return hours(visible, now);
    }

    private List<DueChunk> hours(List<StoredSegment> visible, Instant now) {
        TreeMap<Instant, List<StoredSegment>> hours = new TreeMap<>(Comparator.reverseOrder());
        visible.forEach(segment -> hours.computeIfAbsent(segment.start(), start -> new ArrayList<>())
                .add(segment));
        return hours.entrySet().stream()
                .filter(hour -> isClosed(hour.getKey().plus(HOUR), now) && isToLayOut(hour.getValue()))
                .map(hour -> new DueChunk(
                        layout.datasource(), hour.getKey(), hour.getKey().plus(HOUR), "HOUR", hour.getValue()))
                .toList();
    }

    /** Rows that came after a chunk was laid out lie in segments of their own, which hold no range. */
    private boolean isToLayOut(List<StoredSegment> chunk) {
        long bytes = chunk.stream().mapToLong(StoredSegment::bytes).sum();
        long appended = chunk.stream()
                .filter(segment -> !segment.rangeOf().equals(layout.partitionedBy()))
                .mapToLong(StoredSegment::bytes)
                .sum();
        return appended > layout.appendedShare() * bytes;
    }
}
