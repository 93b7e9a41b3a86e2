package io.tillview.ingestion;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A spec with placeholders. A placeholder is a whole JSON string such as {@code "${tasks.count}"}; what takes its place has
 * its value's own type, here a number.
 *
 * @param path where the spec lies in {@code specs/}
 * @param json the spec as it is written there
 */
public record SpecTemplate(String path, JsonNode json) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    public SpecTemplate {
        requireNonNull(path, "path");
        json = json.deepCopy();
    }

    /** A copy. */
    @Override
    public JsonNode json() {
        return json.deepCopy();
    }

    /**
     * The spec with its placeholders filled in.
     *
     * @throws InvalidSpecException if it names a placeholder that doesn't exist, or one within a longer text
     */
    public JsonNode fill(SpecValues values) {
        return fill(json, values.byName());
    }

    private JsonNode fill(JsonNode node, Map<String, JsonNode> values) {
        if (node.isObject()) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue(), values)));
            return filled;
        }
        if (node.isArray()) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> filled.add(fill(element, values)));
            return filled;
        }
        return node.isTextual() ? text(node, values) : node;
    }

    private JsonNode text(JsonNode node, Map<String, JsonNode> values) {
        Matcher placeholder = PLACEHOLDER.matcher(node.textValue());
        if (!placeholder.find()) {
            return node;
        }
        if (!placeholder.reset().matches()) {
            throw new InvalidSpecException(
                    path,
                    "a placeholder stands within the text \"" + node.textValue() + "\"",
                    "Make it the whole text.",
                    null);
        }
        JsonNode value = values.get(placeholder.group(1));
        if (value == null) {
            throw new InvalidSpecException(
                    path,
                    "there is no placeholder " + node.textValue(),
                    "Use one of " + new TreeSet<>(values.keySet()) + ".",
                    null);
        }
        return value;
    }
}
