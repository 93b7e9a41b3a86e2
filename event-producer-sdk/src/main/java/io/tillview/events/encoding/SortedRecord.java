package io.tillview.events.encoding;

import io.tillview.events.BrokenRule;
import java.util.List;

/** Where a record of the topic belongs. */
public sealed interface SortedRecord {

    /**
     * An event that answers questions at once.
     *
     * @param event the event
     */
    record Live(DecodedEvent event) implements SortedRecord {}

    /**
     * An event that came so long after it happened that it waits to be merged.
     *
     * @param event the event
     */
    record Late(DecodedEvent event) implements SortedRecord {}

    /**
     * No event.
     *
     * @param rules the rules it breaks, at least one
     */
    record Rejected(List<BrokenRule> rules) implements SortedRecord {
        public Rejected {
            rules = List.copyOf(rules);
        }
    }
}
