package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.query.Grain;
import io.tillview.query.OrderBy;
import io.tillview.query.OrderBy.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code orderBy}: a list of {@code {field, direction}}; ascending where no direction is given. */
final class OrderReader {
    private static final int MAX_KEYS = 10;
    private static final List<String> FIELDS = List.of("field", "direction");
    private static final List<String> DIRECTIONS =
            Arrays.stream(Direction.values()).map(Direction::externalName).toList();

    private final Violations violations;

    OrderReader(Violations violations) {
        this.violations = violations;
    }

    /** Only what is a column of the answer can order it. */
    List<OrderBy> read(Fields query, Grain grain, List<String> dimensions, List<String> measures) {
        List<String> possible = new ArrayList<>();
        if (grain != Grain.NONE) {
            possible.add(OrderBy.TIME);
        }
        possible.addAll(dimensions);
        possible.addAll(measures);
        List<JsonNode> elements = query.list("orderBy", MAX_KEYS);
        List<OrderBy> orders = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            Fields.of(elements.get(i), "orderBy[" + i + "]", FIELDS, violations)
                    .flatMap(fields -> order(fields, possible, seen))
                    .ifPresent(orders::add);
        }
        return orders;
    }

    private Optional<OrderBy> order(Fields fields, List<String> possible, Set<String> seen) {
        fields.missing("field", "which column of the answer.");
        Optional<String> field = fields.text("field").filter(name -> {
            if (!possible.contains(name)) {
                violations.addUnknown(fields.at("field"), "column of this answer", name, possible);
                return false;
            }
            if (!seen.add(name)) {
                fields.violation("field", "'" + name + "' stands here twice.");
                return false;
            }
            return true;
        });
        Direction direction = fields.text("direction")
                .filter(name -> {
                    if (!DIRECTIONS.contains(name)) {
                        violations.addUnknown(fields.at("direction"), "direction", name, DIRECTIONS);
                    }
                    return DIRECTIONS.contains(name);
                })
                .flatMap(Direction::named)
                .orElse(Direction.ASC);
        return field.map(name -> new OrderBy(name, direction));
    }
}
