package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.query.Filter;
import io.tillview.query.Filter.Operator;
import io.tillview.query.catalog.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code filters}: a list of {@code {dimension, op, value}} or {@code {dimension, op, values}}. */
final class FilterReader {
    private static final int MAX_FILTERS = 20;
    private static final int MAX_VALUES = 500;
    private static final int MAX_CHARACTERS = 1_024;
    private static final List<String> FIELDS = List.of("dimension", "op", "value", "values");
    private static final List<String> OPERATORS =
            Arrays.stream(Operator.values()).map(Operator::externalName).toList();

    private final Violations violations;

    FilterReader(Violations violations) {
        this.violations = violations;
    }

    List<Filter> read(Fields query) {
        List<JsonNode> elements = query.list("filters", MAX_FILTERS);
        List<Filter> filters = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            Fields.of(elements.get(i), query.at("filters") + "[" + i + "]", FIELDS, violations)
                    .flatMap(this::filter)
                    .ifPresent(filters::add);
        }
        return filters;
    }

    private Optional<Filter> filter(Fields fields) {
        fields.missing("dimension", "what to look at, for example \"country\".");
        fields.missing("op", "how to compare, one of " + String.join(", ", OPERATORS) + ".");
        Optional<String> dimension =
                fields.text("dimension").filter(name -> known(fields, "dimension", name, Dimension.names()));
        Optional<Operator> operator = fields.text("op")
                .filter(name -> known(fields, "op", name, OPERATORS))
                .flatMap(Operator::named);
        List<String> values = values(fields, operator);
        return dimension.isPresent() && operator.isPresent() && !values.isEmpty()
                ? Optional.of(new Filter(dimension.get(), operator.get(), values))
                : Optional.empty();
    }

    private boolean known(Fields fields, String field, String name, List<String> known) {
        if (!known.contains(name)) {
            violations.addUnknown(fields.at(field), field.equals("op") ? "operator" : field, name, known);
        }
        return known.contains(name);
    }

    /** Empty if anything is wrong with them, which then is a violation. */
    private List<String> values(Fields fields, Optional<Operator> operator) {
        if (fields.has("value") == fields.has("values")) {
            fields.violation("", "Either 'value' or 'values' is needed.");
            return List.of();
        }
        boolean several = operator.map(Operator::takesSeveral).orElse(true);
        if (fields.has("value")) {
            if (several && operator.isPresent()) {
                fields.violation("value", "'" + operator.get().externalName() + "' takes a list 'values'.");
                return List.of();
            }
            return fields.node("value").flatMap(node -> value(node, fields.at("value"))).stream()
                    .toList();
        }
        List<JsonNode> elements = fields.list("values", MAX_VALUES);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            value(elements.get(i), fields.at("values") + "[" + i + "]").ifPresent(values::add);
        }
        boolean aList = fields.node("values").filter(JsonNode::isArray).isPresent();
        if (aList && fields.node("values").get().isEmpty()) {
            fields.violation("values", "At least one value is needed.");
        }
        if (!several && elements.size() > 1) {
            fields.violation("values", "'" + operator.get().externalName() + "' takes one value.");
            return List.of();
        }
        return values.size() == elements.size() ? values : List.of();
    }

    private Optional<String> value(JsonNode node, String path) {
        return Fields.asText(node, path, violations).filter(text -> {
            if (text.length() > MAX_CHARACTERS) {
                violations.add(
                        path,
                        "This has " + text.length() + " characters; at most " + MAX_CHARACTERS + " are possible.");
                return false;
            }
            boolean wellFormed =
                    text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            if (!wellFormed) {
                violations.add(path, "This is not well-formed Unicode: half a surrogate pair.");
            }
            return wellFormed;
        });
    }
}
