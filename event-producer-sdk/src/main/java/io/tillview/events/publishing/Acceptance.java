package io.tillview.events.publishing;

import static java.util.Objects.requireNonNull;

import io.tillview.events.BrokenRule;
import java.util.List;

/** What {@code publish} answers at once. An accepted event gets a {@link PublishOutcome} later; a refused one is over. */
public sealed interface Acceptance {

    /**
     * The publisher has the event and will not forget it.
     *
     * @param durability what the event survives from now on
     */
    record Accepted(Durability durability) implements Acceptance {

        /** The answer that an event is in the spool. */
        public static final Accepted SPOOLED = new Accepted(Durability.SPOOLED);

        /** The answer that an event is in memory. */
        public static final Accepted IN_MEMORY = new Accepted(Durability.IN_MEMORY);

        public Accepted {
            requireNonNull(durability, "durability");
        }
    }

    /**
     * The publisher doesn't have the event: it is nowhere, and never will be at Kafka.
     *
     * @param reason why
     * @param rules the broken rules, at least one if the event is {@link RefusalReason#INVALID}, otherwise none
     * @param detail the same in words, for a log; never an event's content
     */
    record Refused(RefusalReason reason, List<BrokenRule> rules, String detail) implements Acceptance {

        public Refused {
            requireNonNull(reason, "reason");
            requireNonNull(detail, "detail");
            rules = List.copyOf(rules);
        }

        /** The refusal of an event that breaks rules. */
        public static Refused invalid(List<BrokenRule> rules) {
            return new Refused(RefusalReason.INVALID, rules, rules.toString());
        }
    }

    /** Whether the event was accepted. */
    default boolean isAccepted() {
        return this instanceof Accepted;
    }
}
