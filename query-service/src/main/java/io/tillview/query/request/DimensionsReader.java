package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Audience;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code dimensions}: names out of the catalog or of a merchant's own attributes, each of them once. */
final class DimensionsReader {
    private static final int MAX_READ = 50;

    private final Violations violations;
    private final Audience audience;

    DimensionsReader(Violations violations, Audience audience) {
        this.violations = violations;
        this.audience = audience;
    }

    List<String> read(Fields query) {
        List<JsonNode> elements = query.list("dimensions", MAX_READ);
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            String path = query.at("dimensions") + "[" + i + "]";
            Fields.asText(elements.get(i), path, violations).ifPresent(name -> {
                if (audience.groupable(name).isEmpty()) {
                    ComparisonReader.addUnknownDimension(path, name, audience, violations);
                } else if (!names.add(name)) {
                    violations.add(path, "'" + name + "' stands here twice.");
                }
            });
        }
        if (names.size() > MerchantQuery.MAX_DIMENSIONS) {
            query.violation("dimensions", "At most " + MerchantQuery.MAX_DIMENSIONS + " dimensions are possible.");
        }
        return new ArrayList<>(names);
    }
}
