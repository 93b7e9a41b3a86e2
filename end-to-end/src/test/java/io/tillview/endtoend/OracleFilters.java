package io.tillview.endtoend;

import java.util.ArrayList;
import java.util.List;

/** Draws filters. */
final class OracleFilters {
    private static final List<String> OPERATORS = List.of(
            "eq",
            "eq",
            "ne",
            "in",
            "in",
            "not_in",
            "contains",
            "starts_with",
            "exists",
            "not_exists",
            "gt",
            "gte",
            "lt",
            "lte");
    private static final List<String> ORDERS = List.of("gt", "gte", "lt", "lte");

    private final OracleDice dice;

    OracleFilters(OracleDice dice) {
        this.dice = dice;
    }

    /** @param known what they may be about */
    List<OracleFilter> draw(List<String> known) {
        List<OracleFilter> filters = new ArrayList<>();
        int count = Math.max(0, dice.below(5) - 2);
        for (String dimension : dice.some(known, count)) {
            filters.add(dice.below(4) > 0 ? comparison(dimension) : several(known, 1));
        }
        return filters;
    }

    /** Any or all of two or three; the currency is left to comparisons that stand alone. */
    private OracleFilter several(List<String> known, int depth) {
        List<OracleFilter> nested = new ArrayList<>();
        for (String dimension : dice.some(known, 2 + dice.below(2))) {
            if (!dimension.equals("currency")) {
                nested.add(depth < 3 && dice.oneIn(4) ? several(known, depth + 1) : comparison(dimension));
            }
        }
        return new OracleFilter(dice.pick(List.of("any", "any", "all")), null, List.of(), nested);
    }

    private OracleFilter comparison(String dimension) {
        String op = dice.pick(OPERATORS);
        List<String> drawn = new ArrayList<>();
        boolean numbers = OracleAttributes.isAttribute(dimension) && ORDERS.contains(op);
        List<String> values = numbers ? OracleAttributes.numbers() : OracleEvents.values(dimension);
        int count = op.endsWith("in") ? 1 + dice.below(4) : op.endsWith("exists") ? 0 : 1;
        for (int i = 0; i < count; i++) {
            drawn.add(dice.pick(values));
        }
        if (op.equals("contains") || op.equals("starts_with")) {
            // A part of a text; every text has the empty one.
            String text = drawn.get(0).isEmpty() ? "a" : drawn.get(0);
            int end = text.offsetByCodePoints(0, 1 + dice.below(text.codePointCount(0, text.length())));
            drawn.set(0, text.substring(0, end));
        }
        return OracleFilter.of(dimension, op, drawn);
    }
}
