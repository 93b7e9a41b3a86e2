package io.tillview.query.journeys;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Filter;
import java.util.List;
import java.util.Optional;

/**
 * Which events are meant.
 *
 * @param eventType their type; empty for any
 * @param filters all of them must hold; empty for none
 */
public record EventMatch(Optional<String> eventType, List<Filter> filters) {
    /** Every event. */
    public static final EventMatch ANY = new EventMatch(Optional.empty(), List.of());

    /**
     * Copies the filters.
     *
     * @throws NullPointerException if anything is null
     */
    public EventMatch {
        requireNonNull(eventType, "eventType");
        filters = List.copyOf(filters);
    }
}
