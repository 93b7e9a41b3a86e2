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
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Holds an answer to what the oracle says, and tells every difference. For one answer. */
final class OracleComparison {
    private final OracleQuestion question;
    private final JsonNode answer;
    private final List<OracleRow> expected;
    private final List<OracleMeasure> measures;
    private final int keys;
    private final OracleFindings findings = new OracleFindings();
    private final Optional<OracleThen> then;
    private OracleCells now;
    private Optional<OracleCells> overall = Optional.empty();

    /**
     * @param question what was asked
     * @param answer the body of the response
     * @param expected the oracle's rows, from the first of the page on
     * @param counterparts what they stand beside, if the question compares
     */
    OracleComparison(
            OracleQuestion question,
            JsonNode answer,
            List<OracleRow> expected,
            Optional<OracleCounterparts> counterparts) {
        this.question = question;
        this.answer = answer;
        this.expected = expected;
        this.measures = question.measures().stream().map(OracleMeasure::named).toList();
        this.keys = question.dimensions().size() + (question.hasTime() ? 1 : 0);
        this.then = counterparts.map(found -> new OracleThen(question, measures, found, answer, findings));
    }

    /**
     * Compares everything.
     *
     * @param total the oracle's one row about everything, if totals were asked for
     */
    OracleFindings compare(Optional<OracleRow> total) {
        boolean truncated = expected.size() > question.limit();
        findings.check("truncated", truncated, answer.at("/page/truncated").asBoolean());
        findings.check("source", question.source(), answer.at("/meta/source").asText());
        int rows = Math.min(expected.size(), question.limit());
        findings.check("number of rows", rows, answer.get("rows").size());
        List<OracleRow> matched = OracleSql.isOrderExact(question) ? expected.subList(0, rows) : byKey();
        if (findings.differences().isEmpty()) {
            String elsewhere = expected.isEmpty() ? null : expected.get(0).currencyOfAll();
            now = new OracleCells(question, measures, matched, elsewhere == null ? "" : elsewhere);
            columns();
            for (int i = 0; i < rows; i++) {
                row(matched.get(i), answer.get("rows").get(i), i);
            }
            then.ifPresent(other -> other.compare(now, matched));
            total.ifPresent(this::compareTotals);
            warnings();
        }
        return findings;
    }

    private void compareTotals(OracleRow total) {
        JsonNode totals = answer.path("totals");
        findings.check("number of totals", keys + measures.size(), totals.size());
        if (totals.size() == keys + measures.size()) {
            OracleCells cells = new OracleCells(question.inOneRow(), measures, List.of(total), "");
            overall = Optional.of(cells);
            for (int i = 0; i < keys; i++) {
                findings.check("total of a key", true, totals.get(i).isNull());
            }
            values(cells, total, totals, -1);
            then.ifPresent(other -> other.compareTotals(cells));
        }
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
                findings.differ("a row that is none, or stands twice: " + row);
            } else {
                matched.add(found);
            }
            if (before != null && firstColumn(before, row) > 0) {
                findings.differ("rows out of order: " + before + ", " + row);
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

    private void columns() {
        List<String> names = new ArrayList<>();
        if (question.hasTime()) {
            names.add("time");
        }
        names.addAll(question.dimensions());
        names.addAll(question.measures());
        findings.check("columns", names, answer.get("columns").findValuesAsText("name"));
        for (int i = 0; i < measures.size(); i++) {
            JsonNode column = answer.get("columns").path(keys + i);
            boolean money =
                    measures.get(i).kind() == Kind.MONEY || measures.get(i).kind() == Kind.QUANTILE;
            // Of a row that `having` drops, the currency may or may not be told.
            boolean dropped = answer.get("rows").isEmpty() && !question.having().isEmpty();
            String told = column.path("currency").asText("");
            findings.check(
                    "currency of " + column.path("name"), money && !dropped ? now.currency() : "", dropped ? "" : told);
            findings.check(
                    "approximate " + column.path("name"),
                    measures.get(i).kind().isEstimate(),
                    column.path("approximate").asBoolean());
        }
    }

    private void warnings() {
        TreeSet<String> codes = new TreeSet<>(answer.get("warnings").findValuesAsText("code"));
        boolean mixed = now.isMixed()
                || overall.map(OracleCells::isMixed).orElse(false)
                || then.map(OracleThen::isMixed).orElse(false);
        findings.check("warning of several currencies", mixed, codes.contains("several_currencies"));
        findings.check(
                "warning of another currency",
                then.map(OracleThen::isInAnotherCurrency).orElse(false),
                codes.contains("comparison_currency"));
        findings.check(
                "warning of unequal numbers of buckets",
                then.map(OracleThen::isUneven).orElse(false),
                codes.contains("comparison_uneven"));
        findings.check("warning of moved data", false, codes.contains("data_moved"));
    }

    private void row(OracleRow row, JsonNode actual, int number) {
        int column = 0;
        if (question.hasTime()) {
            OffsetDateTime time = row.time().atZone(question.zoneId()).toOffsetDateTime();
            findings.check(
                    "time in row " + number,
                    time,
                    OffsetDateTime.parse(actual.get(column++).asText()));
        }
        for (String dimension : row.dimensions()) {
            JsonNode value = actual.get(column++);
            findings.check("dimension in row " + number, dimension, value.isNull() ? null : value.asText());
        }
        values(now, row, actual, number);
    }

    private void values(OracleCells cells, OracleRow row, JsonNode actual, int number) {
        IntStream.range(0, measures.size())
                .forEach(i -> cells.compare(row, i, actual.get(keys + i), findings.estimates())
                        .ifPresent(difference -> findings.differ((number < 0 ? "totals: " : "row " + number + ": ")
                                + question.measures().get(i) + ": " + difference)));
    }
}
