package io.tillview.events;

import java.util.List;
import java.util.stream.Collectors;

/** An event, or a word of one, breaks rules of the contract; it carries all of them. */
public class InvalidEventException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<BrokenRule> rules;

    /** @param rules the broken rules, at least one */
    public InvalidEventException(List<BrokenRule> rules) {
        this(rules, null);
    }

    /**
     * @param rules the broken rules, at least one
     * @param cause what revealed them, or null
     */
    public InvalidEventException(List<BrokenRule> rules, Throwable cause) {
        super(sentence(rules), cause);
        this.rules = List.copyOf(rules);
    }

    /** An event that breaks a single rule. */
    public InvalidEventException(EventRule rule, String field, String detail) {
        this(List.of(new BrokenRule(rule, field, detail)));
    }

    /** The rules broken, at least one, in the order of the event's fields; empty only in a deserialized copy. */
    public List<BrokenRule> rules() {
        return rules == null ? List.of() : rules;
    }

    private static String sentence(List<BrokenRule> rules) {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("an invalid event breaks at least one rule");
        }
        return rules.stream().map(BrokenRule::toString).collect(Collectors.joining("; "));
    }
}
