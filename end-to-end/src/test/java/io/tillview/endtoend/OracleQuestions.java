package io.tillview.endtoend;

import io.tillview.endtoend.OracleExtras.CompareTo;
import io.tillview.events.MerchantEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws questions: the same ones for the same seed, day and events. What the contract can say is drawn one part after the
 * other; a part that is new to it is another method here, a field of {@link OracleQuestion} and a clause of
 * {@link OracleSql}.
 */
final class OracleQuestions {
    static final List<String> ZONES = List.of(
            "UTC",
            "America/New_York",
            "Europe/Berlin",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Pacific/Kiritimati",
            "Pacific/Chatham",
            "America/Havana",
            "Atlantic/Azores",
            "America/St_Johns");
    private static final List<String> MERCHANTS = List.of(
            OracleEvents.BUSY,
            OracleEvents.BUSY,
            OracleEvents.BUSY,
            OracleEvents.CURRENCIES,
            OracleEvents.CURRENCIES,
            OracleEvents.CURRENCIES,
            OracleEvents.HOSTILE,
            OracleEvents.HOSTILE,
            OracleEvents.HARD_DAYS,
            OracleEvents.HARD_DAYS,
            OracleEvents.YEARLY,
            OracleEvents.SINGLE,
            OracleEvents.EMPTY);
    private static final List<String> ROLLED_UP = List.of("event_type", "channel", "country", "device", "currency");
    private static final List<String> DETAILS = List.of(
            "campaign", "referrer_host", "page_path", "product_id", "product_category", "region", "browser", "os");
    private static final List<String> GRAINS =
            List.of("none", "none", "minute", "quarter_hour", "hour", "day", "day", "week", "month", "quarter", "year");
    private static final List<Integer> LIMITS = List.of(1, 2, 5, 20, 100, 1_000, 1_000, 10_000);

    private final OracleDice dice;
    private final OracleFilters filters;
    private final OracleRanges ranges;

    /**
     * @param seed of the questions
     * @param events what ranges may begin or end with
     * @param today the beginning of today in UTC
     */
    OracleQuestions(long seed, List<MerchantEvent> events, Instant today) {
        this.dice = new OracleDice(seed);
        this.filters = new OracleFilters(dice);
        this.ranges = new OracleRanges(dice, events, today);
    }

    /** The next one. */
    OracleQuestion next() {
        String merchant = dice.pick(MERCHANTS);
        // The detail keeps no year before the last; the rollup does.
        boolean yearly = merchant.equals(OracleEvents.YEARLY);
        String drawnGrain = dice.pick(GRAINS);
        String grain = yearly && drawnGrain.equals("minute") ? "week" : drawnGrain;
        List<String> known = known(yearly);
        List<String> measures = dice.some(
                Arrays.stream(OracleMeasure.values())
                        .map(OracleMeasure::externalName)
                        .toList(),
                1 + dice.below(4));
        List<String> dimensions = dice.some(known, Math.min(dice.below(4), 1 + dice.below(3)));
        String[] range = yearly ? ranges.aYearAfter() : ranges.draw(merchant);
        OracleQuestion question = new OracleQuestion(
                merchant,
                measures,
                dimensions,
                range[0],
                range[1],
                grain,
                dice.pick(ZONES),
                filters.draw(known),
                having(merchant, measures),
                orders(grain, dimensions, measures),
                dice.pick(LIMITS),
                dice.oneIn(4),
                OracleExtras.NONE);
        return question.with(extras(question, yearly));
    }

    /** Half of all questions the rollup can answer, if the range is right for it. */
    private List<String> known(boolean rolledUp) {
        List<String> known = new ArrayList<>(ROLLED_UP);
        if (!rolledUp && dice.oneIn(2)) {
            known.addAll(DETAILS);
            if (dice.oneIn(4)) {
                known.addAll(OracleAttributes.NAMES);
            }
        }
        return known;
    }

    private OracleExtras extras(OracleQuestion question, boolean yearly) {
        // Which series lead, and what a page is, estimates don't say exactly.
        boolean exactSeries = question.hasTime()
                && !question.dimensions().isEmpty()
                && !OracleMeasure.named(OracleSql.leading(question).field())
                        .kind()
                        .isEstimate();
        return new OracleExtras(
                yearly ? CompareTo.named("previous_year") : dice.oneIn(8) ? compareTo(question.merchant()) : null,
                question.hasTime() && dice.oneIn(8),
                exactSeries && dice.oneIn(4) ? 1 + dice.below(4) : 0,
                OracleSql.isOrderExact(question) && dice.oneIn(12) ? 2 + dice.below(4) : 1);
    }

    private CompareTo compareTo(String merchant) {
        String[] other = ranges.draw(merchant);
        return dice.pick(List.of(
                CompareTo.named("previous_period"),
                CompareTo.named("previous_period"),
                CompareTo.named("previous_year"),
                new CompareTo(null, other[0], other[1])));
    }

    /** By what is no estimate: of the others nobody could say which rows are left. By money, and by what is made of it, where
     * there is one currency, which has cents. */
    private List<OracleQuestion.Having> having(String merchant, List<String> measures) {
        boolean oneCurrency =
                !List.of(OracleEvents.CURRENCIES, OracleEvents.YEARLY).contains(merchant);
        return measures.stream()
                .filter(measure -> dice.oneIn(6))
                .filter(measure -> !bounds(measure, oneCurrency).isEmpty())
                .map(measure -> new OracleQuestion.Having(
                        measure,
                        dice.pick(List.of("eq", "ne", "gt", "gte", "lt", "lte")),
                        new BigDecimal(dice.pick(bounds(measure, oneCurrency)))))
                .toList();
    }

    private static List<String> bounds(String measure, boolean oneCurrency) {
        return switch (OracleMeasure.named(measure).kind()) {
            case COUNT -> List.of("0", "1", "2", "3");
            case MONEY -> oneCurrency ? List.of("0", "0.01", "-100", "4999.5", "9999.99", "20000") : List.of();
            case RATIO -> oneCurrency ? List.of("0", "0.25", "0.5", "1") : List.of();
            default -> List.of();
        };
    }

    private List<OracleQuestion.Order> orders(String grain, List<String> dimensions, List<String> measures) {
        List<String> columns = new ArrayList<>(dimensions);
        columns.addAll(measures);
        if (!grain.equals("none")) {
            columns.add("time");
        }
        return dice.some(columns, Math.min(dice.below(4), 2)).stream()
                .map(column -> new OracleQuestion.Order(column, dice.oneIn(2)))
                .toList();
    }
}
