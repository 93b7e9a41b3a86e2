package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.query.Filter;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.catalog.Dimension;
import io.tillview.query.journeys.EventMatch;
import io.tillview.query.journeys.FunnelQuery;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the body of {@code POST /v1/funnel}.
 *
 * <p>Keeps no state but its clock; safe for use by many threads.
 */
public final class FunnelReader {
    private static final List<String> FIELDS =
            List.of("steps", "window", "timeRange", "timeZone", "grain", "dimension", "filters", "limit");

    private final JsonTree json = new JsonTree();
    private final JourneyTime time;

    /** @param clock what "the last seven days" are counted from */
    public FunnelReader(InstantSource clock) {
        this.time = new JourneyTime(new TimeReader(clock));
    }

    /**
     * Reads a question.
     *
     * @param body UTF-8 JSON, already bounded in size
     * @return the question, or everything that is wrong with it
     */
    public Reading<FunnelQuery> read(byte[] body) {
        return json.read(body, (root, violations) -> Fields.of(root, "", FIELDS, violations)
                .flatMap(fields -> read(fields, violations))
                .orElse(null));
    }

    private Optional<FunnelQuery> read(Fields fields, Violations violations) {
        List<EventMatch> steps = steps(fields, new FilterReader(violations).read(fields), violations);
        fields.missing("window", "how long the steps may take, for example \"PT1H\" or \"P7D\".");
        Optional<Duration> window = fields.text("window").flatMap(text -> window(fields, text));
        Grain grain = time.grain(fields, violations);
        ZoneId zone = time.zone(fields, violations);
        Optional<String> dimension = fields.text("dimension").filter(name -> isDimension(name, violations));
        if (grain != Grain.NONE && fields.has("dimension")) {
            fields.violation("", "Either 'grain' or 'dimension': a funnel is broken down by one of them.");
        }
        int limit = fields.integer("limit", 1, FunnelQuery.MAX_LIMIT).orElse(FunnelQuery.DEFAULT_LIMIT);
        if (fields.has("limit") && !fields.has("dimension")) {
            fields.violation("limit", "This belongs to 'dimension'.");
        }
        Optional<Interval> interval = time.interval(fields, grain, zone, violations);
        if (!violations.isEmpty() || interval.isEmpty() || window.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FunnelQuery(steps, window.get(), interval.get(), zone, grain, dimension, limit));
    }

    private static List<EventMatch> steps(Fields fields, List<Filter> forAll, Violations violations) {
        List<JsonNode> elements = fields.list("steps", FunnelQuery.MAX_STEPS);
        boolean tooMany = fields.node("steps")
                .filter(node -> node.isArray() && node.size() > FunnelQuery.MAX_STEPS)
                .isPresent();
        if (elements.size() < FunnelQuery.MIN_STEPS && !tooMany) {
            fields.violation(
                    "steps",
                    "At least " + FunnelQuery.MIN_STEPS
                            + " steps are needed, for example [{\"eventType\": \"product_viewed\"},"
                            + " {\"eventType\": \"order_placed\"}].");
        }
        List<EventMatch> steps = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            steps.add(new EventMatchReader(violations)
                    .read(elements.get(i), fields.at("steps") + "[" + i + "]", true, forAll));
        }
        return steps;
    }

    private static boolean isDimension(String name, Violations violations) {
        boolean known = Dimension.named(name).isPresent();
        if (!known) {
            violations.addUnknown("dimension", "dimension", name, Dimension.names());
        }
        return known;
    }

    /** Its days have 24 hours: the window doesn't depend on where it begins. */
    private static Optional<Duration> window(Fields fields, String text) {
        Optional<Duration> window = duration(text)
                .filter(length -> !length.isNegative()
                        && !length.isZero()
                        && length.compareTo(FunnelQuery.MAX_WINDOW) <= 0
                        && length.truncatedTo(ChronoUnit.MILLIS).equals(length));
        if (window.isEmpty()) {
            fields.violation(
                    "window",
                    "'" + Violations.shown(text) + "' is not a length of time like PT30M, P7D or P2W, longer than none"
                            + " and at most " + FunnelQuery.MAX_WINDOW.toDays() + " days, in days of 24 hours.");
        }
        return window;
    }

    private static Optional<Duration> duration(String text) {
        try {
            if (text.contains("T")) {
                return Optional.of(Duration.parse(text));
            }
            Period period = Period.parse(text);
            return period.toTotalMonths() == 0
                    ? Optional.of(
                            Duration.ofDays(ChronoUnit.DAYS.between(LocalDate.EPOCH, LocalDate.EPOCH.plus(period))))
                    : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
