package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a list of names out of the catalog, each of them once. */
final class NameListReader {
    private static final int MAX = 50;

    private final Violations violations;

    NameListReader(Violations violations) {
        this.violations = violations;
    }

    /** The names that are known; the others, and those that stand twice, are violations. */
    List<String> read(Fields fields, String field, String what, List<String> known) {
        List<JsonNode> elements = fields.list(field, MAX);
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            String path = fields.at(field) + "[" + i + "]";
            Fields.asText(elements.get(i), path, violations).ifPresent(name -> {
                if (!known.contains(name)) {
                    violations.addUnknown(path, what, name, known);
                } else if (!names.add(name)) {
                    violations.add(path, "'" + name + "' stands here twice.");
                }
            });
        }
        return new ArrayList<>(names);
    }
}
