package io.tillview.endtoend;

import io.tillview.events.MerchantEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

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
            OracleEvents.SINGLE,
            OracleEvents.EMPTY);
    private static final List<String> ROLLED_UP = List.of("event_type", "channel", "country", "device", "currency");
    private static final List<String> DETAILS = List.of(
            "campaign", "referrer_host", "page_path", "product_id", "product_category", "region", "browser", "os");
    private static final List<String> GRAINS =
            List.of("none", "none", "minute", "quarter_hour", "hour", "day", "day", "week", "month", "quarter", "year");
    private static final List<Integer> LIMITS = List.of(1, 2, 5, 20, 100, 1_000, 1_000, 10_000);

    private final Random random;
    private final Instant today;
    private final Map<String, List<Instant>> occurred;

    /**
     * @param seed of the questions
     * @param events what ranges may begin or end with
     * @param today the beginning of today in UTC
     */
    OracleQuestions(long seed, List<MerchantEvent> events, Instant today) {
        this.random = new Random(seed);
        this.occurred = events.stream()
                .collect(Collectors.groupingBy(
                        MerchantEvent::merchantId, Collectors.mapping(MerchantEvent::occurredAt, Collectors.toList())));
        this.today = today;
    }

    /** The next one. */
    OracleQuestion next() {
        String merchant = pick(MERCHANTS);
        String zone = pick(ZONES);
        String grain = pick(GRAINS);
        // Half of them the rollup can answer, if the range is right for it.
        List<String> known = random.nextBoolean() ? ROLLED_UP : all();
        List<String> measures = some(
                Arrays.stream(OracleMeasure.values())
                        .map(OracleMeasure::externalName)
                        .toList(),
                1 + random.nextInt(4));
        List<String> dimensions = some(known, Math.min(random.nextInt(4), 1 + random.nextInt(3)));
        List<OracleQuestion.Filter> filters = filters(known);
        String[] range = range(merchant);
        return new OracleQuestion(
                merchant,
                measures,
                dimensions,
                range[0],
                range[1],
                grain,
                zone,
                filters,
                orders(grain, dimensions, measures),
                pick(LIMITS),
                random.nextInt(4) == 0);
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>(ROLLED_UP);
        all.addAll(DETAILS);
        return all;
    }

    private List<OracleQuestion.Filter> filters(List<String> known) {
        List<OracleQuestion.Filter> filters = new ArrayList<>();
        int count = Math.max(0, random.nextInt(5) - 2);
        for (String dimension : some(known, count)) {
            String op = pick(List.of("eq", "ne", "in", "not_in"));
            int values = op.equals("eq") || op.equals("ne") ? 1 : 1 + random.nextInt(4);
            List<String> drawn = new ArrayList<>();
            for (int i = 0; i < values; i++) {
                drawn.add(pick(OracleEvents.values(dimension)));
            }
            filters.add(new OracleQuestion.Filter(dimension, op, drawn));
        }
        return filters;
    }

    private List<OracleQuestion.Order> orders(String grain, List<String> dimensions, List<String> measures) {
        List<String> columns = new ArrayList<>(dimensions);
        columns.addAll(measures);
        if (!grain.equals("none")) {
            columns.add("time");
        }
        return some(columns, Math.min(random.nextInt(4), 2)).stream()
                .map(column -> new OracleQuestion.Order(column, random.nextBoolean()))
                .toList();
    }

    /** From and to: days, quarter hours, any milliseconds, or the very instants of events; with something in it, or nothing. */
    private String[] range(String merchant) {
        int days = 1 + random.nextInt(random.nextInt(3) == 0 ? 80 : 12);
        Instant some = today.minus(Duration.ofDays(random.nextInt(OracleEvents.DAYS + 5)));
        List<Instant> theirs = occurred.getOrDefault(merchant, List.of(some));
        Instant from = random.nextInt(3) == 0 ? some : pick(theirs);
        return switch (random.nextInt(5)) {
            case 0, 1 -> {
                LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC).minusDays(random.nextInt(2));
                yield new String[] {day.toString(), day.plusDays(days).toString()};
            }
            case 2 -> {
                Instant quarter = Instant.ofEpochSecond(from.getEpochSecond() / 900 * 900);
                yield texts(quarter, quarter.plus(Duration.ofMinutes(15L * (1 + random.nextInt(400)))));
            }
            case 3 ->
                texts(
                        from,
                        from.plusMillis(
                                1 + random.nextLong(Duration.ofDays(days).toMillis())));
            default -> {
                Instant other = pick(theirs);
                boolean before = from.isBefore(other);
                Instant end = before ? other : from;
                // An event at the end of a range isn't part of it; one at its beginning is.
                yield texts(before ? from : other, from.equals(other) ? end.plusMillis(1) : end);
            }
        };
    }

    private static String[] texts(Instant from, Instant to) {
        return new String[] {from.toString().replace("Z", "+00:00"), to.toString()};
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private List<String> some(List<String> of, int count) {
        List<String> shuffled = new ArrayList<>(of);
        Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled.subList(0, Math.min(count, shuffled.size())));
    }
}
