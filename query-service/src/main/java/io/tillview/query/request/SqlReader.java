package io.tillview.query.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.query.sql.CheckedSql;
import io.tillview.query.sql.SqlCheck;
import io.tillview.query.sql.SqlChecker;
import io.tillview.query.sql.SqlLimits;
import io.tillview.query.sql.SqlParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the body of {@code POST /v1/sql}.
 *
 * <p>Keeps no state; safe for use by many threads.
 */
public final class SqlReader {
    private static final String QUERY = "query";
    private static final String PARAMETERS = "parameters";
    private static final List<String> FIELDS = List.of(QUERY, PARAMETERS, "maxRows");

    private final JsonTree json = new JsonTree();
    private final SqlChecker checker = new SqlChecker();

    /**
     * Reads a statement.
     *
     * @param body UTF-8 JSON, already bounded in size
     * @return the statement, or everything that is wrong with it
     */
    public Reading<SqlQuestion> read(byte[] body) {
        return json.read(body, (root, violations) -> Fields.of(root, "", FIELDS, violations)
                .flatMap(fields -> read(fields, violations))
                .map(SqlQuestion::new)
                .orElse(null));
    }

    private Optional<CheckedSql> read(Fields fields, Violations violations) {
        fields.missing(QUERY, "one SELECT, for example \"SELECT COUNT(*) AS n FROM events\".");
        Optional<String> query = fields.text(QUERY);
        List<SqlParameter> parameters = parameters(fields, violations);
        int maxRows = fields.integer("maxRows", 1, SqlLimits.MAX_ROWS).orElse(SqlLimits.DEFAULT_ROWS);
        if (query.isEmpty() || !violations.isEmpty()) {
            return Optional.empty();
        }
        SqlCheck check = checker.check(query.get(), parameters, maxRows);
        if (check instanceof SqlCheck.Accepted accepted) {
            return Optional.of(accepted.sql());
        }
        ((SqlCheck.Refused) check).faults().forEach(fault -> violations.add(QUERY, fault.toString()));
        return Optional.empty();
    }

    private static List<SqlParameter> parameters(Fields fields, Violations violations) {
        List<JsonNode> nodes = fields.list(PARAMETERS, SqlLimits.MAX_PARAMETERS);
        List<SqlParameter> parameters = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            JsonNode node = nodes.get(i);
            String path = PARAMETERS + "[" + i + "]";
            if (node.isTextual()) {
                text(node.textValue(), path, violations).ifPresent(parameters::add);
            } else if (node.isNumber()) {
                number(node, path, violations).ifPresent(parameters::add);
            } else if (node.isBoolean()) {
                parameters.add(new SqlParameter.Truth(node.booleanValue()));
            } else if (node.isNull()) {
                parameters.add(new SqlParameter.Nothing());
            } else {
                violations.add(path, "A parameter is a text, a number, true, false or null.");
            }
        }
        return parameters;
    }

    private static Optional<SqlParameter> number(JsonNode node, String path, Violations violations) {
        if (Double.isInfinite(node.doubleValue())) {
            violations.add(path, "This number is too large.");
            return Optional.empty();
        }
        return Optional.of(new SqlParameter.Numeric(node.decimalValue()));
    }

    private static Optional<SqlParameter> text(String text, String path, Violations violations) {
        if (text.length() > SqlLimits.MAX_LITERAL) {
            violations.add(path, "A text has at most " + SqlLimits.MAX_LITERAL + " characters.");
            return Optional.empty();
        }
        boolean wellFormed =
                text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (!wellFormed) {
            violations.add(path, "The text is not well-formed Unicode.");
            return Optional.empty();
        }
        return Optional.of(new SqlParameter.Text(text));
    }
}
