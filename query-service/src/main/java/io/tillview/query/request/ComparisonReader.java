package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.query.Filter.Comparison;
import io.tillview.query.Filter.Operator;
import io.tillview.query.catalog.Audience;
import io.tillview.query.catalog.CustomAttribute;
import io.tillview.query.catalog.Groupable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code {dimension, op, value}} or {@code {dimension, op, values}}; neither of them where the operator takes none. */
final class ComparisonReader {
    static final List<String> FIELDS = List.of("dimension", "op", "value", "values");

    static final int MAX_VALUES = 500;
    static final int MAX_CHARACTERS = 1_024;
    private static final List<String> OPERATORS =
            Arrays.stream(Operator.values()).map(Operator::externalName).toList();

    private final Violations violations;
    private final Audience audience;

    ComparisonReader(Violations violations, Audience audience) {
        this.violations = violations;
        this.audience = audience;
    }

    Optional<Comparison> read(Fields fields) {
        fields.missing("dimension", "what to look at, for example \"country\".");
        fields.missing("op", "how to compare, one of " + String.join(", ", OPERATORS) + ".");
        Optional<Groupable> dimension =
                fields.text("dimension").flatMap(name -> dimension(fields.at("dimension"), name));
        Optional<Operator> operator = fields.text("op").flatMap(name -> {
            Optional<Operator> known = Operator.named(name);
            if (known.isEmpty()) {
                violations.addUnknown(fields.at("op"), "operator", name, OPERATORS);
            }
            return known;
        });
        Optional<List<String>> values = values(fields, operator, dimension);
        return dimension.isPresent() && operator.isPresent() && values.isPresent()
                ? Optional.of(new Comparison(dimension.get().externalName(), operator.get(), values.get()))
                : Optional.empty();
    }

    private Optional<Groupable> dimension(String path, String name) {
        Optional<Groupable> known = audience.groupable(name);
        if (known.isEmpty()) {
            addUnknownDimension(path, name, audience, violations);
        }
        return known;
    }

    static void addUnknownDimension(String path, String name, Audience audience, Violations violations) {
        if (name.startsWith(CustomAttribute.PREFIX)) {
            violations.add(path, "'" + Violations.shown(name) + "' can't be. " + CustomAttribute.RULE);
        } else {
            violations.addUnknown(path, "dimension", name, audience.suggestions());
        }
    }

    /** Empty if anything is wrong with them, which then is a violation. */
    private Optional<List<String>> values(Fields fields, Optional<Operator> operator, Optional<Groupable> dimension) {
        if (operator.filter(op -> op.fewestValues() == 0).isPresent()) {
            if (fields.has("value") || fields.has("values")) {
                fields.violation("", "'" + operator.get().externalName() + "' takes no value.");
                return Optional.empty();
            }
            return Optional.of(List.of());
        }
        if (fields.has("value") == fields.has("values")) {
            fields.violation("", "Either 'value' or 'values' is needed.");
            return Optional.empty();
        }
        boolean several = operator.map(Operator::takesSeveral).orElse(true);
        if (fields.has("value")) {
            if (several && operator.isPresent()) {
                fields.violation("value", "'" + operator.get().externalName() + "' takes a list 'values'.");
                return Optional.empty();
            }
            return fields.node("value")
                    .flatMap(node -> value(node, fields.at("value"), operator, dimension))
                    .map(List::of);
        }
        List<JsonNode> elements = fields.list("values", MAX_VALUES);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            value(elements.get(i), fields.at("values") + "[" + i + "]", operator, dimension)
                    .ifPresent(values::add);
        }
        boolean isEmptyList = fields.node("values")
                .filter(node -> node.isArray() && node.isEmpty())
                .isPresent();
        if (isEmptyList) {
            fields.violation("values", "At least one value is needed.");
        }
        if (!several && elements.size() > 1) {
            fields.violation("values", "'" + operator.get().externalName() + "' takes one value.");
            return Optional.empty();
        }
        return values.isEmpty() || values.size() < elements.size() ? Optional.empty() : Optional.of(values);
    }

    private Optional<String> value(
            JsonNode node, String path, Optional<Operator> operator, Optional<Groupable> dimension) {
        boolean attribute = dimension.filter(one -> one.ordersAsNumber()).isPresent();
        if (attribute && operator.filter(Operator::isOrder).isPresent()) {
            return Numbers.decimal(node, path, violations).map(BigDecimal::toString);
        }
        // An attribute may be a number or a truth value: it is compared by the text that it is shown as.
        if (attribute && node.isBoolean()) {
            return Optional.of(node.booleanValue() ? CustomAttribute.TRUE : CustomAttribute.FALSE);
        }
        if (attribute && node.isNumber()) {
            return Optional.of(node.isFloatingPointNumber() ? Double.toString(node.doubleValue()) : node.asText());
        }
        return Fields.asText(node, path, violations)
                .filter(text -> isPossible(
                        text, path, operator.filter(Operator::seeksPart).isPresent()));
    }

    private boolean isPossible(String text, String path, boolean isPart) {
        if (text.length() > MAX_CHARACTERS) {
            violations.add(
                    path, "This has " + text.length() + " characters; at most " + MAX_CHARACTERS + " are possible.");
            return false;
        }
        if (isPart && text.isEmpty()) {
            violations.add(path, "Every text has the empty text in it: name at least one character, or use 'exists'.");
            return false;
        }
        boolean wellFormed =
                text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (!wellFormed) {
            violations.add(path, "This is not well-formed Unicode: half a surrogate pair.");
        }
        return wellFormed;
    }
}
