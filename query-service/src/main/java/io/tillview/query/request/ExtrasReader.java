package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.query.CompareTo;
import io.tillview.query.CompareTo.OwnRange;
import io.tillview.query.CompareTo.Previous;
import io.tillview.query.Extras;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what is wanted besides the rows: {@code totals}, {@code compareTo} and {@code maxStaleness}. */
final class ExtrasReader {
    private static final List<String> PREVIOUS =
            Arrays.stream(Previous.values()).map(Previous::externalName).toList();

    private final Violations violations;

    ExtrasReader(Violations violations) {
        this.violations = violations;
    }

    Extras read(Fields query) {
        return new Extras(query.bool("totals").orElse(false), compareTo(query), maxStaleness(query));
    }

    private Optional<CompareTo> compareTo(Fields query) {
        Optional<JsonNode> node = query.node("compareTo");
        if (node.isEmpty() || node.get().isObject()) {
            return node.flatMap(range -> new TimeRangeReader(violations).read(range, "compareTo"))
                    .map(OwnRange::new);
        }
        if (!node.get().isTextual()) {
            query.violation(
                    "compareTo", "This has to be one of " + String.join(", ", PREVIOUS) + ", or {\"from\", \"to\"}.");
            return Optional.empty();
        }
        String name = node.get().textValue();
        Optional<CompareTo> previous = Previous.named(name).map(found -> found);
        if (previous.isEmpty()) {
            violations.addUnknown("compareTo", "time to compare to", name, PREVIOUS);
        }
        return previous;
    }

    private Optional<Duration> maxStaleness(Fields query) {
        return query.text("maxStaleness").flatMap(text -> {
            try {
                Duration duration = Duration.parse(text);
                if (!duration.isNegative() && duration.compareTo(Extras.LONGEST_STALENESS) <= 0) {
                    return Optional.of(duration);
                }
            } catch (DateTimeException e) {
                // Said below, in the same words as for one that is too long.
            }
            query.violation(
                    "maxStaleness",
                    "'" + Violations.shown(text) + "' is not a length of time like PT30S, from PT0S to "
                            + Extras.LONGEST_STALENESS + ".");
            return Optional.empty();
        });
    }
}
