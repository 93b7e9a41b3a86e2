package io.tillview.query.catalog;

import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * The currencies that amounts can be shown in: those of ISO 4217 that have minor units, in alphabetical order.
 *
 * <p>Druid has no MIN or MAX over texts. Its place in one long text of all codes turns a currency into a number, so
 * that the lowest and the highest place say, exactly and at the cost of two whole numbers a row, whether a row's money
 * is all of one currency, and of which.
 */
public final class Currencies {
    private static final String SEPARATOR = " ";
    private static final int STEP = 4;
    private static final List<String> CODES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .sorted(Comparator.naturalOrder())
            .toList();

    private Currencies() {}

    /** SQL for a currency's place: NULL where there is no currency, 0 for one that isn't known here. */
    public static String placeSql() {
        String all = SEPARATOR + String.join(SEPARATOR, CODES) + SEPARATOR;
        return "STRPOS('" + all + "', ' ' || " + Dimension.CURRENCY.sql() + " || ' ')";
    }

    /**
     * The currency at a place that {@link #placeSql()} gave.
     *
     * @return empty for a place where none begins
     */
    public static Optional<String> at(long place) {
        long index = (place - 1) / STEP;
        boolean begins = place >= 1 && (place - 1) % STEP == 0 && index < CODES.size();
        return begins ? Optional.of(CODES.get(Math.toIntExact(index))) : Optional.empty();
    }

    /**
     * The place of a currency, as {@link #placeSql()} gives it.
     *
     * @param code any text
     * @return empty if it is no currency known here
     */
    public static Optional<Long> placeOf(String code) {
        int index = CODES.indexOf(code);
        return index < 0 ? Optional.empty() : Optional.of((long) index * STEP + 1);
    }

    /**
     * How many digits an amount has after the point.
     *
     * @param code any text
     * @return empty if it is no currency known here
     */
    public static Optional<Integer> fractionDigits(String code) {
        return CODES.contains(code)
                ? Optional.of(Currency.getInstance(code).getDefaultFractionDigits())
                : Optional.empty();
    }
}
