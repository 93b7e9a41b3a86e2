package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.query.Having;
import io.tillview.query.Having.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code having}: a list of {@code {measure, op, value}}. */
final class HavingReader {
    private static final List<String> FIELDS = List.of("measure", "op", "value");
    private static final List<String> OPERATORS =
            Arrays.stream(Operator.values()).map(Operator::externalName).toList();

    private final Violations violations;

    HavingReader(Violations violations) {
        this.violations = violations;
    }

    /** Only what the answer shows can keep a row or drop it. */
    List<Having> read(Fields query, List<String> measures) {
        List<JsonNode> elements = query.list("having", Having.MAX);
        List<Having> having = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            Fields.of(elements.get(i), "having[" + i + "]", FIELDS, violations)
                    .flatMap(fields -> having(fields, measures))
                    .ifPresent(having::add);
        }
        return having;
    }

    private Optional<Having> having(Fields fields, List<String> measures) {
        fields.missing("measure", "which measure of the answer.");
        fields.missing("op", "how to compare, one of " + String.join(", ", OPERATORS) + ".");
        fields.missing("value", "a number, or a text like \"19.90\" in units of the currency.");
        Optional<String> measure = fields.text("measure").filter(name -> {
            if (!measures.contains(name)) {
                violations.addUnknown(fields.at("measure"), "measure of this answer", name, measures);
            }
            return measures.contains(name);
        });
        Optional<Operator> operator = fields.text("op").flatMap(name -> {
            Optional<Operator> known = Operator.named(name);
            if (known.isEmpty()) {
                violations.addUnknown(fields.at("op"), "operator", name, OPERATORS);
            }
            return known;
        });
        Optional<BigDecimal> value =
                fields.node("value").flatMap(node -> Numbers.decimal(node, fields.at("value"), violations));
        return measure.isPresent() && operator.isPresent() && value.isPresent()
                ? Optional.of(new Having(measure.get(), operator.get(), value.get()))
                : Optional.empty();
    }
}
