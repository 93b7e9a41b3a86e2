package io.tillview.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The supervisor specs that are measured: ours as they are, and what Druid's tutorials make of the same events: the {@code json}
 * format, every field a plain dimension, and all settings left as they are.
 */
final class IngestionSpecFiles {
    private static final List<String> TUTORIAL_DIMENSIONS = List.of(
            "event_id",
            "merchant_id",
            "event_type",
            "visitor_id",
            "session_id",
            "customer_id",
            "order_id",
            "product_id",
            "channel",
            "campaign",
            "referrer_host",
            "page_path",
            "product_category",
            "country",
            "region",
            "device",
            "browser",
            "os",
            "currency",
            "amount_minor",
            "quantity",
            "schema_version");

    private final Path folder;
    private final String kafka;
    private final ObjectMapper mapper = new ObjectMapper();

    IngestionSpecFiles(Path home, String kafka) {
        this.folder = home.resolve("ingestion-specs/specs");
        this.kafka = kafka;
    }

    /** Our spec, as one task that writes to another datasource. */
    ObjectNode ours(String datasource, String target) {
        try {
            String text = Files.readString(folder.resolve(datasource).resolve("supervisor.json"))
                    .replace("${kafka.bootstrapServers}", kafka)
                    .replace("${kafka.securityProtocol}", "SASL_PLAINTEXT")
                    .replaceAll("\"\\$\\{[^}]*}\"", "1");
            ObjectNode spec = (ObjectNode) mapper.readTree(text);
            spec.withObject("/spec/dataSchema").put("dataSource", target);
            return spec;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 22 dimensions, no rollup. */
    ObjectNode tutorialDetail(String target) {
        ObjectNode spec = plain("merchant_events", target);
        ArrayNode dimensions =
                spec.withObject("/spec/dataSchema/dimensionsSpec").putArray("dimensions");
        TUTORIAL_DIMENSIONS.forEach(dimensions::add);
        return spec;
    }

    /** Our rollup's dimensions and sketches, over the event's own fields. */
    ObjectNode tutorialRollup(String target) {
        ObjectNode spec = plain("merchant_metrics", target);
        ObjectNode schema = spec.withObject("/spec/dataSchema");
        ArrayNode dimensions = mapper.createArrayNode();
        schema.at("/dimensionsSpec/dimensions")
                .forEach(dimension -> dimensions.add(dimension.path("name").asText()));
        schema.withObject("/dimensionsSpec").set("dimensions", dimensions);
        for (JsonNode measure : schema.path("metricsSpec")) {
            String field = measure.path("fieldName").asText();
            if (field.endsWith("_key")) {
                ((ObjectNode) measure).put("fieldName", field.replace("_key", "_id"));
            }
        }
        schema.withObject("/transformSpec")
                .putArray("transforms")
                .addObject()
                .put("type", "expression")
                .put("name", "ordered_minor")
                .put("expression", "if(event_type == 'order_placed', cast(amount_minor, 'DOUBLE'), null)");
        return spec;
    }

    private ObjectNode plain(String datasource, String target) {
        ObjectNode spec = ours(datasource, target);
        spec.withObject("/spec/ioConfig").putObject("inputFormat").put("type", "json");
        // How soon Druid sees the end of the topic has nothing to do with how fast it reads.
        spec.withObject("/spec").putObject("tuningConfig").put("type", "kafka").put("offsetFetchPeriod", "PT5S");
        return spec;
    }
}
