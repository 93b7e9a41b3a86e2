package io.tillview.events.encoding;

import io.tillview.events.BrokenRule;
import java.util.List;

/**
 * Bytes that are no event.
 *
 * @param rules the rules they break, at least one; {@code not_json} and {@code event_too_large} stand alone
 */
public record InvalidEvent(List<BrokenRule> rules) implements Decoded {

    /** @throws IllegalArgumentException if no rule is broken */
    public InvalidEvent {
        rules = List.copyOf(rules);
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("an invalid event breaks at least one rule");
        }
    }

    /** What breaks a single rule. */
    static InvalidEvent of(BrokenRule rule) {
        return new InvalidEvent(List.of(rule));
    }
}
