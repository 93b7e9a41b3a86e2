package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares a spec with what Druid made of it: everything the spec says has to be there; what Druid adds (defaults, empty
 * fields) doesn't matter, nor how it spells a duration ({@code PT1H} comes back as {@code PT3600S}).
 */
final class SpecComparison {

    private final List<FieldDifference> differences = new ArrayList<>();

    private SpecComparison() {}

    static List<FieldDifference> differences(JsonNode desired, JsonNode actual) {
        SpecComparison comparison = new SpecComparison();
        comparison.compare("", desired, actual);
        return List.copyOf(comparison.differences);
    }

    private void compare(String path, JsonNode desired, JsonNode actual) {
        if (desired.isObject() && actual.isObject()) {
            desired.properties()
                    .forEach(field -> compare(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                            field.getValue(),
                            actual.path(field.getKey())));
        } else if (desired.isArray() && actual.isArray() && desired.size() == actual.size()) {
            for (int i = 0; i < desired.size(); i++) {
                compare(path + "[" + i + "]", desired.get(i), actual.get(i));
            }
        } else if (!isSameValue(desired, actual)) {
            differences.add(new FieldDifference(
                    path, actual.isMissingNode() ? "absent" : actual.toString(), desired.toString()));
        }
    }

    private static boolean isSameValue(JsonNode desired, JsonNode actual) {
        if (desired.isNumber() && actual.isNumber()) {
            return desired.decimalValue().compareTo(actual.decimalValue()) == 0;
        }
        if (desired.isTextual() && actual.isTextual() && !desired.equals(actual)) {
            Optional<Duration> duration = duration(desired.textValue());
            return duration.isPresent() && duration.equals(duration(actual.textValue()));
        }
        return desired.equals(actual);
    }

    private static Optional<Duration> duration(String text) {
        try {
            return text.startsWith("P") ? Optional.of(Duration.parse(text)) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
