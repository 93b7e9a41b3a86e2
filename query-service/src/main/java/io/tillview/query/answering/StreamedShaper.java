package io.tillview.query.answering;

import io.tillview.query.MerchantQuery;
import io.tillview.query.catalog.Currencies;
import io.tillview.query.scoping.MoneyRule;
import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.CurrencyPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Shapes rows as {@link ResultShaper} does, one by one. What that finds out by looking at all rows, the currency of an answer's
 * money, is known beforehand here: a row without money counts as of that currency, and a row of another one, which can only have
 * come since then, shows none. Used by one thread.
 */
final class StreamedShaper {
    private final MerchantQuery query;
    private final RawRows none;
    private final Optional<String> currency;
    private final boolean observed;
    private final int lowest;
    private final int highest;

    StreamedShaper(MerchantQuery query, List<SelectedColumn> selected, Optional<String> currency) {
        this.query = query;
        this.none = RawRows.of(selected, List.of());
        this.currency = currency;
        this.observed = MoneyRule.of(query) == MoneyRule.CURRENCY_OBSERVED;
        this.lowest = selected.indexOf(new CurrencyPlace(true));
        this.highest = selected.indexOf(new CurrencyPlace(false));
    }

    /** @param row as Druid gave it */
    void shape(List<Object> row, RowsTarget target) {
        hand(observed ? settled(row) : row, target);
    }

    /** What there is where nothing has ever been ingested: a row of zeros of a question about everything at once. */
    void shapeNothing(RowsTarget target) {
        if (query.isOneRow()) {
            hand(none.nothing(), target);
        }
    }

    private void hand(List<Object> row, RowsTarget target) {
        ResultShaper shaper = new ResultShaper(query, none.with(List.of(row)), currency);
        shaper.rows().forEach(target::row);
        shaper.warnings().forEach(target::warning);
    }

    private List<Object> settled(List<Object> row) {
        Object place = row.get(lowest);
        boolean same = Objects.equals(place, row.get(highest))
                && (place == null || currency.equals(Currencies.at((Long) place)));
        return same ? row : withPlaces(row, 0L, -1L);
    }

    private List<Object> withPlaces(List<Object> row, long low, long high) {
        List<Object> changed = new ArrayList<>(row);
        changed.set(lowest, low);
        changed.set(highest, high);
        return changed;
    }
}
