package io.tillview.endtoend;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * A filter: a comparison, or {@code all} or {@code any} of others.
 *
 * @param op how
 * @param dimension of what; null for several filters
 * @param values compared with these; none where the operator takes none
 * @param filters of which all or any have to hold; none for a comparison
 */
record OracleFilter(String op, String dimension, List<String> values, List<OracleFilter> filters) {
    static OracleFilter of(String dimension, String op, List<String> values) {
        return new OracleFilter(op, dimension, values, List.of());
    }

    boolean isComparison() {
        return filters.isEmpty();
    }

    Stream<String> dimensions() {
        return isComparison() ? Stream.of(dimension) : filters.stream().flatMap(OracleFilter::dimensions);
    }

    void writeTo(ObjectNode node) {
        if (!isComparison()) {
            ArrayNode nested = node.putArray(op);
            filters.forEach(filter -> filter.writeTo(nested.addObject()));
            return;
        }
        node.put("dimension", dimension).put("op", op);
        if (op.equals("in") || op.equals("not_in")) {
            values.forEach(node.putArray("values")::add);
        } else {
            values.forEach(value -> node.put("value", value));
        }
    }
}
