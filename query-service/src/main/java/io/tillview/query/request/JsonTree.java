package io.tillview.query.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.function.BiFunction;

/** Turns bytes into JSON that is whole, and says where it isn't. Safe for use by many threads. */
final class JsonTree {
    private static final int LONGEST_FAULT = 200;

    private final ObjectMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads a body.
     *
     * @param body UTF-8 JSON, already bounded in size
     * @param reader makes something of the tree, or adds to the violations
     * @return what the reader gave, if nothing was wrong
     */
    <T> Reading<T> read(byte[] body, BiFunction<JsonNode, Violations, T> reader) {
        JsonNode root;
        try {
            root = json.readTree(body);
        } catch (JsonProcessingException e) {
            return new Reading.NotJson<>(where(e));
        } catch (IOException e) {
            return new Reading.NotJson<>("The body is not UTF-8.");
        }
        if (root == null || root.isMissingNode()) {
            return new Reading.NotJson<>("The body is empty.");
        }
        Violations violations = new Violations();
        T understood = reader.apply(root, violations);
        return violations.isEmpty() ? new Reading.Understood<>(understood) : new Reading.Refused<>(violations.all());
    }

    private static String where(JsonProcessingException e) {
        // What follows in brackets is about the library, not about the body.
        String what = e.getOriginalMessage().lines().findFirst().orElse("").split(" \\((for|start)|\\[Source", 2)[0];
        String shortened = what.substring(0, Math.min(what.length(), LONGEST_FAULT));
        return e.getLocation() == null
                ? shortened
                : "Line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ": " + shortened;
    }
}
