package io.tillview.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.endtoend.OracleMeasure.Kind;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What the cells of some rows have to be: money once it is known which currency it is in, and estimates within their bounds. */
final class OracleCells {
    /** What quantiles may be off, as a share of all values, in 99 of 100 cases. */
    private static final double RANK_ERROR = 0.018;
    /** Two standard errors are the bound; six are a mistake. */
    private static final double NEVER = 3;

    private final OracleQuestion question;
    private final List<OracleMeasure> measures;
    private final TreeSet<String> currencies = new TreeSet<>();
    private final boolean anyRowMixed;
    private final boolean perRow;
    private final String elsewhere;

    /**
     * @param rows those of the answer
     * @param elsewhere what the money is in beside which these rows stand; counts where they have none; may be empty
     */
    OracleCells(OracleQuestion question, List<OracleMeasure> measures, List<OracleRow> rows, String elsewhere) {
        this.question = question;
        this.measures = measures;
        this.perRow = question.dimensions().contains("currency");
        boolean money = measures.stream().anyMatch(OracleMeasure::needsOneCurrency);
        if (money && !perRow && question.filteredCurrency().isPresent()) {
            currencies.add(question.filteredCurrency().get());
        } else if (money && !perRow) {
            rows.stream()
                    .filter(row -> !row.severalCurrencies() && row.currency() != null)
                    .forEach(row -> currencies.add(row.currency()));
        }
        this.elsewhere = money && !perRow ? elsewhere : "";
        this.anyRowMixed = money && !perRow && rows.stream().anyMatch(OracleRow::severalCurrencies);
    }

    /**
     * A figure that may be off.
     *
     * @param measure whose
     * @param row of which row
     * @param truth what it should be
     * @param error by how much it is off, as a share of that
     * @param bound by how much it may be
     */
    record Estimate(OracleMeasure measure, String row, double truth, double error, double bound) {
        boolean isWithin() {
            return Math.abs(error) <= bound;
        }
    }

    /** Whether the answer has to say that money of several currencies isn't shown. */
    boolean isMixed() {
        return anyRowMixed || currencies.size() > 1;
    }

    /** The currency of all money; nothing where there is none, or where rows name theirs. */
    String currency() {
        return currencies.isEmpty() && !anyRowMixed ? elsewhere : currencies.size() == 1 ? currencies.first() : "";
    }

    /**
     * How a cell differs.
     *
     * @param row what the oracle has
     * @param index of the measure
     * @param actual the answer's cell
     * @param estimates gets what is compared within a bound
     */
    Optional<String> compare(OracleRow row, int index, JsonNode actual, List<Estimate> estimates) {
        OracleMeasure measure = measures.get(index);
        Object value = isHidden(measure, row) ? null : row.values().get(index);
        if (value == null || actual.isNull()) {
            return value == null && actual.isNull() ? Optional.empty() : Optional.of(words(value, actual));
        }
        boolean same =
                switch (measure.kind()) {
                    case COUNT -> actual.isIntegralNumber() && actual.longValue() == (Long) value;
                    case RATIO -> actual.isNumber() && actual.doubleValue() == (Double) value;
                    case MONEY -> actual.isTextual() && actual.textValue().equals(money((Long) value, row));
                    case QUANTILE -> isNear((List<?>) value, actual, row, measure, estimates);
                    case DISTINCT ->
                        actual.isIntegralNumber()
                                && isNear((Long) value, actual.doubleValue(), row, measure, estimates);
                    case ESTIMATED_RATIO -> isNear((Double) value, actual.doubleValue(), row, measure, estimates);
                    case ESTIMATED_REMAINDER ->
                        isNear(Math.min(1, 1 - (Double) value), 1 - actual.doubleValue(), row, measure, estimates);
                };
        return same ? Optional.empty() : Optional.of(words(value, actual));
    }

    private static String words(Object value, JsonNode actual) {
        return value + " says the oracle, " + actual + " says the answer";
    }

    private boolean isHidden(OracleMeasure measure, OracleRow row) {
        return measure.needsOneCurrency() && !perRow && (row.severalCurrencies() || currencies.size() > 1);
    }

    private String money(long minor, OracleRow row) {
        return BigDecimal.valueOf(minor, digits(row)).toPlainString();
    }

    private int digits(OracleRow row) {
        String code = perRow ? row.dimensions().get(question.dimensions().indexOf("currency")) : currency();
        return code == null || code.isEmpty() ? 0 : Currency.getInstance(code).getDefaultFractionDigits();
    }

    private static boolean isNear(
            double truth, double actual, OracleRow row, OracleMeasure measure, List<Estimate> estimates) {
        if (truth == 0) {
            return actual == 0;
        }
        Estimate estimate = new Estimate(measure, row.key(), truth, actual / truth - 1, measure.relativeError());
        estimates.add(estimate);
        return Math.abs(estimate.error()) <= NEVER * estimate.bound();
    }

    /** By how many ranks it lies beside the one it should; one rank is what rounding to a value that occurs may cost. */
    private boolean isNear(
            List<?> sorted, JsonNode actual, OracleRow row, OracleMeasure measure, List<Estimate> estimates) {
        long minor;
        try {
            minor = new BigDecimal(actual.asText()).movePointRight(digits(row)).longValueExact();
        } catch (ArithmeticException e) {
            return false;
        }
        if (sorted.stream().noneMatch(amount -> (Long) amount == minor)) {
            return false;
        }
        double rank = measure.share() * sorted.size();
        long below = sorted.stream().filter(amount -> (Long) amount < minor).count();
        long upTo = sorted.stream().filter(amount -> (Long) amount <= minor).count();
        double off = Math.max(0, Math.max(below - rank - 1, rank - upTo - 1)) / sorted.size();
        Estimate estimate = new Estimate(measure, row.key(), sorted.size(), off, RANK_ERROR);
        estimates.add(estimate);
        return off <= NEVER * RANK_ERROR;
    }

    /** Whether a kind's figures are scattered around the truth, so that their mean error has to be nothing. */
    static boolean isDistinct(Estimate estimate) {
        return estimate.measure().kind() == Kind.DISTINCT;
    }
}
