package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The specs that come with this module, as {@code specs/index.json} lists them. Immutable. */
public final class IngestionSpecs {

    private static final String FOLDER = "/specs/";

    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonNode index;

    private IngestionSpecs() {
        this.index = read("index.json");
    }

    /** The specs in this module's jar. */
    public static IngestionSpecs bundled() {
        return new IngestionSpecs();
    }

    /** The JSON Schema of an event: the source of the rules every event keeps. */
    public JsonNode eventSchema() {
        return read(index.path("schema").asText());
    }

    /** The batch spec of an import, but for its schema, which is the supervisor's, and its files. */
    JsonNode importSpec() {
        return read(index.path("import").asText());
    }

    /** The batch spec that merges late events, but for its schema, which is the supervisor's, its id, and the arrival hour. */
    public ObjectNode lateMergeSpec() {
        return (ObjectNode) read(index.path("lateMerge").asText());
    }

    /** The batch spec that replaces a chunk, but for its schema, its id, what it reads, and the chunk. */
    public ObjectNode reprocessingTask() {
        return (ObjectNode) read(index.path("reprocessingTask").asText());
    }

    /** The ready ways to reprocess, by their files' names without {@code .json}, in the index's order. */
    public Map<String, JsonNode> reprocessing() {
        Map<String, JsonNode> recipes = new LinkedHashMap<>();
        index.path("reprocessing")
                .forEach(path -> recipes.put(
                        path.asText().replaceFirst(".*/", "").replaceFirst("\\.json$", ""), read(path.asText())));
        return recipes;
    }

    /** The topics' templates. */
    public List<SpecTemplate> topicTemplates() {
        return templates("topics");
    }

    /** The supervisors' templates. */
    public List<SpecTemplate> supervisorTemplates() {
        return templates("supervisors");
    }

    /**
     * The topics of an installation.
     *
     * @throws InvalidSpecException if a template can't be filled
     */
    public List<TopicDefinition> topics(SpecValues values) {
        return topicTemplates().stream()
                .map(template -> topic(template.path(), template.fill(values)))
                .toList();
    }

    /**
     * The supervisors of an installation.
     *
     * @throws InvalidSpecException if a template can't be filled
     */
    public List<SupervisorSpec> supervisors(SpecValues values) {
        return supervisorTemplates().stream()
                .map(template -> SupervisorSpec.of(template.path(), template.fill(values)))
                .toList();
    }

    /**
     * How closed chunks are laid out, a datasource each; datasources without one are left as their supervisors write them.
     *
     * @throws InvalidSpecException if a template can't be filled
     */
    public List<LayoutSpec> layouts(SpecValues values) {
        return templates("layouts").stream()
                .map(template -> LayoutSpec.of(template.path(), template.fill(values)))
                .toList();
    }

    /**
     * How long every datasource keeps its rows.
     *
     * @throws InvalidSpecException if a template can't be filled
     */
    public List<RetentionRules> retention(SpecValues values) {
        return templates("retention").stream()
                .map(template -> RetentionRules.of(template.path(), template.fill(values)))
                .toList();
    }

    private List<SpecTemplate> templates(String kind) {
        List<SpecTemplate> templates = new ArrayList<>();
        index.path(kind).forEach(path -> templates.add(new SpecTemplate(path.asText(), read(path.asText()))));
        return List.copyOf(templates);
    }

    private JsonNode read(String path) {
        try (InputStream in = IngestionSpecs.class.getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                throw new InvalidSpecException(path, "it isn't there", "Build ingestion-specs again.", null);
            }
            return mapper.readTree(in);
        } catch (IOException e) {
            throw new InvalidSpecException(path, "it isn't JSON", "Correct the file in ingestion-specs/specs.", e);
        }
    }

    private static TopicDefinition topic(String path, JsonNode json) {
        Map<String, String> configs = new HashMap<>();
        json.path("configs")
                .properties()
                .forEach(field -> configs.put(field.getKey(), field.getValue().asText()));
        List<AclBinding> acls = new ArrayList<>();
        try {
            json.path("acls").forEach(acl -> acls.addAll(bindings(acl)));
        } catch (IllegalArgumentException e) {
            throw new InvalidSpecException(path, "it has an unknown kind of permission", "Use Kafka's names.", e);
        }
        return new TopicDefinition(
                json.path("name").asText(),
                json.path("partitions").asInt(),
                json.path("replicationFactor").asInt(),
                configs,
                acls);
    }

    private static List<AclBinding> bindings(JsonNode acl) {
        ResourcePattern resource = new ResourcePattern(
                ResourceType.valueOf(acl.path("resourceType").asText()),
                acl.path("resource").asText(),
                PatternType.valueOf(acl.path("patternType").asText()));
        List<AclBinding> bindings = new ArrayList<>();
        acl.path("operations")
                .forEach(operation -> bindings.add(new AclBinding(
                        resource,
                        new AccessControlEntry(
                                acl.path("principal").asText(),
                                "*",
                                AclOperation.valueOf(operation.asText()),
                                AclPermissionType.ALLOW))));
        return bindings;
    }
}
