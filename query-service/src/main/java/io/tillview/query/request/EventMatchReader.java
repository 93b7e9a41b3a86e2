package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.query.Filter;
import io.tillview.query.journeys.EventMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads which events are meant: {@code {eventType, filters}}. */
final class EventMatchReader {
    private static final List<String> FIELDS = List.of("eventType", "filters");
    private static final Pattern EVENT_TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private final Violations violations;

    EventMatchReader(Violations violations) {
        this.violations = violations;
    }

    /**
     * One of them.
     *
     * @param node what should be an object
     * @param path where it stands
     * @param typeNeeded whether its type has to be named
     * @param forAll filters that hold besides its own
     */
    EventMatch read(JsonNode node, String path, boolean typeNeeded, List<Filter> forAll) {
        return Fields.of(node, path, FIELDS, violations)
                .map(fields -> {
                    if (typeNeeded) {
                        fields.missing("eventType", "what happens in this step, for example \"product_viewed\".");
                    }
                    Optional<String> type = fields.text("eventType").filter(name -> isType(fields, name));
                    List<Filter> filters = new ArrayList<>(forAll);
                    filters.addAll(new FilterReader(violations).read(fields));
                    return new EventMatch(type, filters);
                })
                .orElse(EventMatch.ANY);
    }

    /** Merchants have types of their own, so whether there are such events isn't known. */
    private static boolean isType(Fields fields, String name) {
        boolean valid = EVENT_TYPE.matcher(name).matches();
        if (!valid) {
            fields.violation(
                    "eventType",
                    "'" + Violations.shown(name)
                            + "' is no type of event: 1 to 64 characters of a-z, 0-9 and _, a letter first.");
        }
        return valid;
    }
}
