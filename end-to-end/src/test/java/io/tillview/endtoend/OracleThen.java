package io.tillview.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.endtoend.OracleMeasure.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the part of an answer that is about another time to what the oracle says of it. For one answer. */
final class OracleThen {
    /** A change is told to sixteen digits. */
    private static final double DIGITS = 1E-15;

    private final OracleQuestion question;
    private final List<OracleMeasure> measures;
    private final OracleCounterparts counterparts;
    private final JsonNode answer;
    private final OracleFindings findings;
    private final int keys;
    private boolean mixed;
    private boolean inAnotherCurrency;

    /** @param answer the whole body */
    OracleThen(
            OracleQuestion question,
            List<OracleMeasure> measures,
            OracleCounterparts counterparts,
            JsonNode answer,
            OracleFindings findings) {
        this.question = question;
        this.measures = measures;
        this.counterparts = counterparts;
        this.answer = answer;
        this.findings = findings;
        this.keys = question.dimensions().size() + (question.hasTime() ? 2 : 0);
    }

    /**
     * Compares what stands beside rows.
     *
     * @param now what the cells of the answer's rows are
     * @param rows these rows
     */
    void compare(OracleCells now, List<OracleRow> rows) {
        JsonNode then = answer.path("comparison");
        findings.check("other time begins", counterparts.begins(), instant(then.at("/timeRange/from")));
        findings.check("other time ends", counterparts.ends(), instant(then.at("/timeRange/to")));
        findings.check("other rows", rows.size(), then.path("rows").size());
        List<Optional<OracleRow>> beside = rows.stream().map(counterparts::of).toList();
        OracleCells cells = new OracleCells(
                question, measures, beside.stream().flatMap(Optional::stream).toList(), now.currency());
        columns(cells, then.path("columns"));
        if (rows.size() == then.path("rows").size()) {
            for (int i = 0; i < rows.size(); i++) {
                row(i, rows.get(i), beside.get(i), cells, isComparable(now, cells));
            }
        }
        note(now, cells);
    }

    /** Compares what stands beside the totals. */
    void compareTotals(OracleCells now) {
        JsonNode then = answer.at("/comparison/totals");
        findings.check("number of other totals", keys + 2 * measures.size(), then.size());
        OracleCells cells =
                new OracleCells(question.inOneRow(), measures, List.of(counterparts.total()), now.currency());
        for (int i = 0; i < Math.min(keys, then.size()); i++) {
            findings.check("other total of a key", true, then.get(i).isNull());
        }
        if (then.size() == keys + 2 * measures.size()) {
            List<JsonNode> totals = new ArrayList<>();
            answer.path("totals").forEach(totals::add);
            values(
                    "other totals",
                    Optional.of(counterparts.total()),
                    cells,
                    totals.subList(totals.size() - measures.size(), totals.size()),
                    then,
                    isComparable(now, cells));
        }
        note(now, cells);
    }

    /** Whether money there is of several currencies. */
    boolean isMixed() {
        return mixed;
    }

    /** Whether one of both times has more buckets. */
    boolean isUneven() {
        return counterparts.isUneven();
    }

    /** Whether money there and here is in two currencies. */
    boolean isInAnotherCurrency() {
        return inAnotherCurrency;
    }

    private void note(OracleCells now, OracleCells then) {
        mixed |= then.isMixed();
        inAnotherCurrency |= !isComparable(now, then) && measures.stream().anyMatch(OracleThen::isMoney);
    }

    private static boolean isComparable(OracleCells now, OracleCells then) {
        return now.currency().isEmpty()
                || then.currency().isEmpty()
                || now.currency().equals(then.currency());
    }

    private static boolean isMoney(OracleMeasure measure) {
        return measure.kind() == Kind.MONEY || measure.kind() == Kind.QUANTILE;
    }

    private void columns(OracleCells cells, JsonNode columns) {
        List<String> names = new ArrayList<>(question.hasTime() ? List.of("time", "comparison_time") : List.of());
        names.addAll(question.dimensions());
        question.measures().forEach(measure -> names.addAll(List.of(measure, measure + "_change")));
        findings.check("other columns", names, columns.findValuesAsText("name"));
        for (int i = 0; i < measures.size(); i++) {
            JsonNode column = columns.path(keys + 2 * i);
            boolean dropped = answer.get("rows").isEmpty();
            findings.check(
                    "other currency of " + column.path("name"),
                    isMoney(measures.get(i)) && !dropped ? cells.currency() : "",
                    dropped ? "" : column.path("currency").asText(""));
        }
    }

    private void row(int number, OracleRow row, Optional<OracleRow> beside, OracleCells cells, boolean comparable) {
        JsonNode now = answer.get("rows").get(number);
        JsonNode then = answer.at("/comparison/rows").get(number);
        int column = 0;
        if (question.hasTime()) {
            findings.check("time in other row " + number, now.get(0), then.get(column++));
            OffsetDateTime time = beside.map(
                            other -> other.time().atZone(question.zoneId()).toOffsetDateTime())
                    .orElse(null);
            JsonNode told = then.get(column++);
            findings.check(
                    "other time in row " + number, time, told.isNull() ? null : OffsetDateTime.parse(told.asText()));
        }
        for (String dimension : row.dimensions()) {
            JsonNode value = then.get(column++);
            findings.check("dimension in other row " + number, dimension, value.isNull() ? null : value.asText());
        }
        List<JsonNode> measured = new ArrayList<>();
        now.forEach(measured::add);
        values(
                "other row " + number,
                beside,
                cells,
                measured.subList(measured.size() - measures.size(), measured.size()),
                then,
                comparable);
    }

    /** What a change is follows from what is shown, and that is compared for itself. */
    private void values(
            String where,
            Optional<OracleRow> beside,
            OracleCells cells,
            List<JsonNode> now,
            JsonNode then,
            boolean comparable) {
        for (int i = 0; i < measures.size(); i++) {
            String what = where + ": " + question.measures().get(i);
            JsonNode shown = then.get(keys + 2 * i);
            if (beside.isPresent()) {
                cells.compare(beside.get(), i, shown, findings.estimates())
                        .ifPresent(difference -> findings.differ(what + ": " + difference));
            } else {
                findings.check(what, null, shown.isNull() ? null : shown);
            }
            boolean changes = comparable || !isMoney(measures.get(i));
            Double change = changes ? change(now.get(i), shown) : null;
            JsonNode told = then.get(keys + 2 * i + 1);
            if (change == null ? !told.isNull() : !isClose(change, told)) {
                findings.check(what + " change", change, told);
            }
        }
    }

    private static boolean isClose(double change, JsonNode told) {
        return told.isNumber() && Math.abs(change - told.doubleValue()) <= DIGITS * Math.abs(change);
    }

    private static Double change(JsonNode now, JsonNode then) {
        if (now.isNull() || then.isNull() || new BigDecimal(then.asText()).signum() == 0) {
            return null;
        }
        double before = new BigDecimal(then.asText()).doubleValue();
        return new BigDecimal(now.asText())
                        .subtract(new BigDecimal(then.asText()))
                        .doubleValue()
                / Math.abs(before);
    }

    private static Instant instant(JsonNode text) {
        return text.isTextual() ? OffsetDateTime.parse(text.asText()).toInstant() : null;
    }
}
