package io.tillview.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.endtoend.OracleMeasure.Kind;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Holds an answer to what the oracle says, and tells every difference. For one answer. */
final class OracleComparison {
    private final OracleQuestion question;
    private final JsonNode answer;
    private final List<OracleRow> expected;
    private final List<OracleMeasure> measures;
    private final int keys;
    private final List<String> differences = new ArrayList<>();
    private final List<OracleCells.Estimate> estimates = new ArrayList<>();

    /**
     * @param question what was asked
     * @param answer the body of the response
     * @param expected the oracle's rows
     */
    OracleComparison(OracleQuestion question, JsonNode answer, List<OracleRow> expected) {
        this.question = question;
        this.answer = answer;
        this.expected = expected;
        this.measures = question.measures().stream().map(OracleMeasure::named).toList();
        this.keys = question.dimensions().size() + (question.hasTime() ? 1 : 0);
    }

    /** Compares all but the totals. */
    OracleComparison compare() {
        boolean truncated = expected.size() > question.limit();
        check("truncated", truncated, answer.at("/page/truncated").asBoolean());
        check("source", question.source(), answer.at("/meta/source").asText());
        int rows = Math.min(expected.size(), question.limit());
        check("number of rows", rows, answer.get("rows").size());
        List<OracleRow> matched = OracleSql.isOrderExact(question) ? expected.subList(0, rows) : byKey();
        if (differences.isEmpty()) {
            OracleCells cells = new OracleCells(question, measures, matched);
            columns(cells);
            for (int i = 0; i < rows; i++) {
                row(cells, matched.get(i), answer.get("rows").get(i), i);
            }
            warnings(cells);
        }
        return this;
    }

    /**
     * Compares the totals.
     *
     * @param total the oracle's one row about everything
     */
    OracleComparison compareTotals(OracleRow total) {
        JsonNode totals = answer.path("totals");
        check("number of totals", keys + measures.size(), totals.size());
        if (totals.size() == keys + measures.size()) {
            OracleCells cells = new OracleCells(question.inOneRow(), measures, List.of(total));
            for (int i = 0; i < keys; i++) {
                check("total of a key", true, totals.get(i).isNull());
            }
            values(cells, total, totals, -1);
        }
        return this;
    }

    List<String> differences() {
        return differences;
    }

    /** What was compared within a bound. */
    List<OracleCells.Estimate> estimates() {
        return estimates;
    }

    /** The oracle's rows in the answer's order, where that depends on estimates; the answer's own figures must be in order. */
    private List<OracleRow> byKey() {
        Map<String, OracleRow> known = new HashMap<>();
        expected.forEach(row -> known.put(row.key(), row));
        List<OracleRow> matched = new ArrayList<>();
        JsonNode before = null;
        for (JsonNode row : answer.get("rows")) {
            OracleRow found = known.remove(key(row));
            if (found == null) {
                differences.add("a row that is none, or stands twice: " + row);
            } else {
                matched.add(found);
            }
            if (before != null && firstColumn(before, row) > 0) {
                differences.add("rows out of order: " + before + ", " + row);
            }
            before = row;
        }
        return matched;
    }

    /** By the first field alone: what is shown is rounded, and rows that look equal may not be. */
    private int firstColumn(JsonNode one, JsonNode other) {
        OracleQuestion.Order order = question.orderBy().get(0);
        int measure = question.measures().indexOf(order.field());
        if (measure < 0) {
            return 0;
        }
        Comparator<Double> comparator = Comparator.nullsFirst(Comparator.<Double>naturalOrder());
        int result = comparator.compare(number(one.get(keys + measure)), number(other.get(keys + measure)));
        return order.descending() ? -result : result;
    }

    /** Money in minor units, whatever their currency: rows that name theirs are ordered by these. */
    private static Double number(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        return node.isTextual()
                ? (Double) new BigDecimal(node.asText()).unscaledValue().doubleValue()
                : (Double) node.doubleValue();
    }

    private String key(JsonNode row) {
        int column = 0;
        StringBuilder key = new StringBuilder();
        if (question.hasTime()) {
            key.append(OffsetDateTime.parse(row.get(column++).asText()).toInstant());
        }
        for (; column < keys; column++) {
            JsonNode value = row.get(column);
            key.append('\u0001').append(value.isNull() ? "\u0002" : value.asText());
        }
        return key.toString();
    }

    private void columns(OracleCells cells) {
        List<String> names = new ArrayList<>();
        if (question.hasTime()) {
            names.add("time");
        }
        names.addAll(question.dimensions());
        names.addAll(question.measures());
        check("columns", names, answer.get("columns").findValuesAsText("name"));
        for (int i = 0; i < measures.size(); i++) {
            JsonNode column = answer.get("columns").path(keys + i);
            boolean money =
                    measures.get(i).kind() == Kind.MONEY || measures.get(i).kind() == Kind.QUANTILE;
            // Of a row that `having` drops, the currency may or may not be told.
            boolean dropped = answer.get("rows").isEmpty() && !question.having().isEmpty();
            String told = column.path("currency").asText("");
            check("currency of " + column.path("name"), money && !dropped ? cells.currency() : "", dropped ? "" : told);
            check(
                    "approximate " + column.path("name"),
                    measures.get(i).kind().isEstimate(),
                    column.path("approximate").asBoolean());
        }
    }

    private void warnings(OracleCells cells) {
        TreeSet<String> codes = new TreeSet<>(answer.get("warnings").findValuesAsText("code"));
        if (!question.totals()) {
            check("warning of several currencies", cells.isMixed(), codes.contains("several_currencies"));
        }
    }

    private void row(OracleCells cells, OracleRow row, JsonNode actual, int number) {
        int column = 0;
        if (question.hasTime()) {
            OffsetDateTime time = row.time().atZone(question.zoneId()).toOffsetDateTime();
            check(
                    "time in row " + number,
                    time,
                    OffsetDateTime.parse(actual.get(column++).asText()));
        }
        for (String dimension : row.dimensions()) {
            JsonNode value = actual.get(column++);
            check("dimension in row " + number, dimension, value.isNull() ? null : value.asText());
        }
        values(cells, row, actual, number);
    }

    private void values(OracleCells cells, OracleRow row, JsonNode actual, int number) {
        IntStream.range(0, measures.size()).forEach(i -> cells.compare(row, i, actual.get(keys + i), estimates)
                .ifPresent(difference -> differences.add((number < 0 ? "totals: " : "row " + number + ": ")
                        + question.measures().get(i) + ": " + difference)));
    }

    private void check(String what, Object oracles, Object answers) {
        if (!Objects.equals(oracles, answers)) {
            differences.add(what + ": " + oracles + " says the oracle, " + answers + " says the answer");
        }
    }
}
