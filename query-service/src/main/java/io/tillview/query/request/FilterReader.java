package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.query.Filter;
import io.tillview.query.Filter.All;
import io.tillview.query.Filter.Any;
import io.tillview.query.catalog.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads {@code filters}: a list of comparisons, and of {@code {"all": [...]}} and {@code {"any": [...]}} with more such
 * lists in them. One for each request.
 */
final class FilterReader {
    private static final String ALL = "all";
    private static final String ANY = "any";

    private final Violations violations;
    private final ComparisonReader comparisons;
    private int count;

    /** Of a question about one merchant. */
    FilterReader(Violations violations) {
        this(violations, Audience.MERCHANT);
    }

    FilterReader(Violations violations, Audience audience) {
        this.violations = violations;
        this.comparisons = new ComparisonReader(violations, audience);
    }

    /** The filters under {@code filters}, all of which must hold. */
    List<Filter> read(Fields query) {
        List<Filter> filters = readAll(query, "filters", 1);
        if (count > Filter.MAX_COMPARISONS) {
            query.violation(
                    "filters",
                    "These are " + count + " comparisons; at most " + Filter.MAX_COMPARISONS + " are possible.");
        }
        return filters;
    }

    private List<Filter> readAll(Fields fields, String field, int depth) {
        List<JsonNode> elements = fields.list(field, Filter.MAX_COMPARISONS);
        List<Filter> filters = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            read(elements.get(i), fields.at(field) + "[" + i + "]", depth).ifPresent(filters::add);
        }
        return filters;
    }

    private Optional<Filter> read(JsonNode node, String path, int depth) {
        boolean group = node.has(ALL) || node.has(ANY);
        List<String> known = group ? List.of(ALL, ANY) : ComparisonReader.FIELDS;
        return Fields.of(node, path, known, violations).flatMap(fields -> {
            if (!group) {
                count++;
                return comparisons.read(fields).map(comparison -> comparison);
            }
            if (fields.has(ALL) && fields.has(ANY)) {
                fields.violation("", "Either 'all' or 'any': one can stand in the other.");
                return Optional.empty();
            }
            return fields.has(ALL) ? group(fields, ALL, depth, All::new) : group(fields, ANY, depth, Any::new);
        });
    }

    private Optional<Filter> group(Fields fields, String field, int depth, Function<List<Filter>, Filter> made) {
        if (depth == Filter.MAX_DEPTH) {
            fields.violation("", "Filters nest " + Filter.MAX_DEPTH + " deep at most.");
            return Optional.empty();
        }
        List<Filter> filters = readAll(fields, field, depth + 1);
        boolean isEmptyList = fields.node(field)
                .filter(node -> node.isArray() && node.isEmpty())
                .isPresent();
        if (isEmptyList) {
            fields.violation(field, "At least one filter is needed.");
        }
        return filters.isEmpty() ? Optional.empty() : Optional.of(made.apply(filters));
    }
}
