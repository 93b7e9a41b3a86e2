package io.tillview.events.publishing;

import static java.util.Objects.requireNonNull;

import io.tillview.events.BrokenRule;
import java.time.Instant;
import java.util.List;

/** What became of one event. Every event given to a publisher gets exactly one. */
public sealed interface PublishOutcome {

    /**
     * The event is stored, on every replica that has to have it.
     *
     * @param topic the Kafka topic
     * @param partition the topic's partition; the same for all events of a merchant, unless the merchant's events are spread
     * @param offset the record's place in the partition; -1 where the broker recognised a repeated send of a record it already had
     * @param timestamp when the broker stored it
     */
    record Delivered(String topic, int partition, long offset, Instant timestamp) implements PublishOutcome {

        public Delivered {
            requireNonNull(topic, "topic");
            requireNonNull(timestamp, "timestamp");
        }
    }

    /**
     * The event breaks rules that only show when it is published; it was not taken.
     *
     * @param rules the broken rules, at least one
     */
    record Rejected(List<BrokenRule> rules) implements PublishOutcome {

        public Rejected {
            rules = List.copyOf(rules);
        }
    }

    /**
     * The event is valid and was given up; it is not at Kafka, or, with {@link DropReason#UNCERTAIN}, may not be.
     *
     * @param reason why
     * @param detail what the other side said last, for a log; may be empty
     */
    record Dropped(DropReason reason, String detail) implements PublishOutcome {

        public Dropped {
            requireNonNull(reason, "reason");
            requireNonNull(detail, "detail");
        }
    }

    /**
     * The event stays in the spool and this publisher does nothing more about it: the next publisher on the same folder sends
     * it, with the same {@code event_id}.
     *
     * @param possiblyDelivered whether Kafka may have it already, because its answer never came; it is then repeated, and counted
     * @param detail why, for a log
     */
    record Kept(boolean possiblyDelivered, String detail) implements PublishOutcome {

        public Kept {
            requireNonNull(detail, "detail");
        }
    }
}
