package io.tillview.query.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Turns bytes into JSON that is whole, and says where it isn't. Safe for use by many threads. */
final class JsonTree {
    private static final int LONGEST_FAULT = 200;

    private final ObjectMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Money is compared to the last digit as it was written.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
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
        return read(root, reader);
    }

    /** Reads a tree, or a part of one, for itself. */
    <T> Reading<T> read(JsonNode root, BiFunction<JsonNode, Violations, T> reader) {
        Violations violations = new Violations();
        T understood = reader.apply(root, violations);
        return violations.isEmpty() ? new Reading.Understood<>(understood) : new Reading.Refused<>(violations.all());
    }

    /**
     * A text that is the same for the same fields with the same values, in whatever order, and for no others.
     *
     * @param object an object
     * @param field a field that doesn't count
     */
    String fingerprintWithout(JsonNode object, String field) {
        try {
            Map<String, Object> fields = json.convertValue(object, new TypeReference<TreeMap<String, Object>>() {});
            fields.remove(field);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(fields));
            return HexFormat.of().formatHex(digest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was read as JSON can be written as JSON.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
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
