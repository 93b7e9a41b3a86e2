package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * A Druid supervisor as it should be.
 *
 * @param id its id, in Druid 33 the datasource's name
 * @param json the spec for the Overlord; its context holds the digest of all the rest
 */
public record SupervisorSpec(String id, ObjectNode json) {

    /** The key in a supervisor's context that tells which spec it was made from. */
    static final String DIGEST = "tillviewSpecDigest";

    public SupervisorSpec {
        json = json.deepCopy();
    }

    /** @throws InvalidSpecException if the spec names no datasource */
    static SupervisorSpec of(String path, JsonNode filled) {
        String datasource =
                filled.path("spec").path("dataSchema").path("dataSource").textValue();
        if (datasource == null) {
            throw new InvalidSpecException(
                    path, "it names no datasource", "Set spec.dataSchema.dataSource in it.", null);
        }
        ObjectNode json = filled.deepCopy();
        json.withObject("/context").put(DIGEST, digest(filled));
        return new SupervisorSpec(datasource, json);
    }

    /** A copy. */
    @Override
    public ObjectNode json() {
        return json.deepCopy();
    }

    /** Whether its datasource answers questions about live events, and past ones that are imported. */
    boolean takesLiveEvents() {
        return json.at("/spec/ioConfig/inputFormat/records").asText().equals("live");
    }

    /** Whether its rows say whose they are. */
    boolean knowsMerchants() {
        return json.at("/spec/dataSchema/dimensionsSpec/dimensions")
                .findValuesAsText("name")
                .contains("merchant_id");
    }

    /** Whether its rows are sums over events. */
    boolean isRollup() {
        return json.at("/spec/dataSchema/granularitySpec/rollup").asBoolean();
    }

    String digest() {
        return json.path("context").path(DIGEST).asText();
    }

    private static String digest(JsonNode node) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(canonical(node).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The same text for the same JSON, in whatever order its fields stand. */
    private static String canonical(JsonNode node) {
        StringBuilder text = new StringBuilder();
        if (node.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            sorted.forEach((name, value) -> text.append('"')
                    .append(name)
                    .append("\":")
                    .append(canonical(value))
                    .append(','));
            return "{" + text + "}";
        }
        if (node.isArray()) {
            node.forEach(element -> text.append(canonical(element)).append(','));
            return "[" + text + "]";
        }
        return node.toString();
    }
}
