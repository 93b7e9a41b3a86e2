package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of one JSON object. A field that is missing or null is empty; one of the wrong type is a violation and
 * empty too. Fields that aren't known are violations from the beginning.
 */
final class Fields {
    private final JsonNode object;
    private final String path;
    private final Violations violations;

    private Fields(JsonNode object, String path, Violations violations) {
        this.object = object;
        this.path = path;
        this.violations = violations;
    }

    /**
     * The fields of an object.
     *
     * @param node what should be an object
     * @param path where it stands; empty for the body
     * @return empty if it is something else, which is a violation
     */
    static Optional<Fields> of(JsonNode node, String path, List<String> known, Violations violations) {
        if (!node.isObject()) {
            violations.add(path, "This has to be an object, not " + typeOf(node) + ".");
            return Optional.empty();
        }
        Fields fields = new Fields(node, path, violations);
        for (var property : node.properties()) {
            if (!known.contains(property.getKey())) {
                violations.addUnknown(
                        fields.at(Violations.shown(property.getKey())), "field", property.getKey(), known);
            }
        }
        return Optional.of(fields);
    }

    /** The path of a field of this object; of the object itself for an empty name. */
    String at(String field) {
        if (field.isEmpty()) {
            return path;
        }
        return path.isEmpty() ? field : path + "." + field;
    }

    boolean has(String field) {
        return object.hasNonNull(field);
    }

    void violation(String field, String message) {
        violations.add(at(field), message);
    }

    void missing(String field, String why) {
        if (!has(field)) {
            violation(field, "This is missing: " + why);
        }
    }

    Optional<JsonNode> node(String field) {
        return has(field) ? Optional.of(object.get(field)) : Optional.empty();
    }

    Optional<String> text(String field) {
        return node(field).flatMap(node -> asText(node, at(field), violations));
    }

    Optional<Boolean> bool(String field) {
        return node(field)
                .filter(node -> is(node.isBoolean(), node, at(field), "true or false", violations))
                .map(JsonNode::booleanValue);
    }

    /** A whole number that fits an int; others are violations of the same words as being out of bounds. */
    Optional<Integer> integer(String field, int min, int max) {
        String bounds = "a whole number from " + min + " to " + max;
        return node(field)
                .filter(node -> is(node.isIntegralNumber(), node, at(field), bounds, violations))
                .filter(node -> {
                    boolean within = node.canConvertToInt() && node.intValue() >= min && node.intValue() <= max;
                    if (!within) {
                        violation(field, "This has to be " + bounds + ".");
                    }
                    return within;
                })
                .map(JsonNode::intValue);
    }

    /** The elements of a list; empty if the list is missing, wrong or too long. */
    List<JsonNode> list(String field, int max) {
        Optional<JsonNode> list = node(field).filter(node -> is(node.isArray(), node, at(field), "a list", violations));
        if (list.isEmpty()) {
            return List.of();
        }
        if (list.get().size() > max) {
            violation(field, "This has " + list.get().size() + " elements; at most " + max + " are possible.");
            return List.of();
        }
        List<JsonNode> elements = new ArrayList<>();
        list.get().forEach(elements::add);
        return elements;
    }

    static Optional<String> asText(JsonNode node, String path, Violations violations) {
        return is(node.isTextual(), node, path, "a text", violations)
                ? Optional.of(node.textValue())
                : Optional.empty();
    }

    private static boolean is(boolean right, JsonNode node, String path, String expected, Violations violations) {
        if (!right) {
            violations.add(path, "This has to be " + expected + ", not " + typeOf(node) + ".");
        }
        return right;
    }

    private static String typeOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            default -> "nothing";
        };
    }
}
