package io.tillview.events;

import static java.util.Objects.requireNonNull;

/**
 * One rule that an event breaks.
 *
 * @param rule the rule
 * @param field the event's field in its JSON spelling, for example {@code merchant_id}; {@code event} for the event as a whole
 * @param detail what is wrong, in words; it never repeats the value itself, which may be a customer's
 */
public record BrokenRule(EventRule rule, String field, String detail) {

    public BrokenRule {
        requireNonNull(rule, "rule");
        requireNonNull(field, "field");
        requireNonNull(detail, "detail");
    }

    @Override
    public String toString() {
        return rule.id() + " (" + field + "): " + detail;
    }
}
