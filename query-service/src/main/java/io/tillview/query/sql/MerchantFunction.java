package io.tillview.query.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The functions a statement may call, by the names that Druid knows them by. Everything else is refused; what is missing on
 * purpose is what reads elsewhere, what runs a regular expression, and what costs more the longer a text it is given.
 */
enum MerchantFunction {
    COUNT(Kind.AGGREGATE, 1, 1),
    SUM(Kind.AGGREGATE, 1, 1),
    MIN(Kind.AGGREGATE, 1, 1),
    MAX(Kind.AGGREGATE, 1, 1),
    AVG(Kind.AGGREGATE, 1, 1),
    APPROX_COUNT_DISTINCT_DS_HLL(Kind.DISTINCT_ESTIMATE, 1, 1),
    APPROX_QUANTILE_DS(Kind.QUANTILE_ESTIMATE, 2, 2),
    STRING_AGG(Kind.TEXT_AGGREGATE, 2, 3),
    GROUPING(Kind.AGGREGATE, 1, 8),

    COALESCE(Kind.CHOICE, 1, 20),
    NULLIF(Kind.CHOICE, 2, 2),
    NVL(Kind.CHOICE, 2, 2),
    GREATEST(Kind.CHOICE, 1, 20),
    LEAST(Kind.CHOICE, 1, 20),

    ABS(Kind.NUMBER, 1, 1),
    CEIL(Kind.NUMBER, 1, 1),
    FLOOR(Kind.NUMBER, 1, 1),
    ROUND(Kind.NUMBER, 1, 2),
    TRUNCATE(Kind.NUMBER, 1, 2),
    TRUNC(Kind.NUMBER, 1, 2),
    MOD(Kind.NUMBER, 2, 2),
    DIV(Kind.NUMBER, 2, 2),
    SAFE_DIVIDE(Kind.NUMBER, 2, 2),
    SQRT(Kind.NUMBER, 1, 1),
    POWER(Kind.NUMBER, 2, 2),
    EXP(Kind.NUMBER, 1, 1),
    LN(Kind.NUMBER, 1, 1),
    LOG10(Kind.NUMBER, 1, 1),

    CHAR_LENGTH(Kind.NUMBER, 1, 1),
    LENGTH(Kind.NUMBER, 1, 1),
    STRPOS(Kind.SEARCH, 2, 2),
    CONTAINS_STRING(Kind.SEARCH, 2, 2),
    ICONTAINS_STRING(Kind.SEARCH, 2, 2),
    UPPER(Kind.TEXT, 1, 1),
    LOWER(Kind.TEXT, 1, 1),
    SUBSTRING(Kind.TEXT, 2, 3),
    LEFT(Kind.TEXT, 2, 2),
    RIGHT(Kind.TEXT, 2, 2),
    BTRIM(Kind.TEXT, 1, 2),
    LTRIM(Kind.TEXT, 1, 2),
    RTRIM(Kind.TEXT, 1, 2),
    REVERSE(Kind.TEXT, 1, 1),
    CONCAT(Kind.JOINED_TEXT, 1, 20),
    REPLACE(Kind.REPLACEMENT, 3, 3),
    REPEAT(Kind.REPETITION, 2, 2),
    LPAD(Kind.PADDING, 2, 3),
    RPAD(Kind.PADDING, 2, 3),

    TIME_FLOOR(Kind.PERIOD, 2, 4),
    TIME_CEIL(Kind.PERIOD, 2, 4),
    TIME_SHIFT(Kind.PERIOD, 3, 4),
    TIME_EXTRACT(Kind.TIME_UNIT, 2, 3),
    TIME_FORMAT(Kind.TIME_PATTERN, 1, 3),
    TIME_PARSE(Kind.TIME_PATTERN, 1, 3),
    MILLIS_TO_TIMESTAMP(Kind.NUMBER, 1, 1),
    TIMESTAMP_TO_MILLIS(Kind.NUMBER, 1, 1);

    private final Kind kind;
    private final int fewest;
    private final int most;

    MerchantFunction(Kind kind, int fewest, int most) {
        this.kind = kind;
        this.fewest = fewest;
        this.most = most;
    }

    /** What is particular about a function's arguments, and how long a text it gives. */
    enum Kind {
        AGGREGATE,
        DISTINCT_ESTIMATE,
        QUANTILE_ESTIMATE,
        TEXT_AGGREGATE,
        CHOICE,
        NUMBER,
        SEARCH,
        TEXT,
        JOINED_TEXT,
        REPLACEMENT,
        REPETITION,
        PADDING,
        PERIOD,
        TIME_UNIT,
        TIME_PATTERN
    }

    Kind kind() {
        return kind;
    }

    boolean isAggregate() {
        return kind == Kind.AGGREGATE
                || kind == Kind.DISTINCT_ESTIMATE
                || kind == Kind.QUANTILE_ESTIMATE
                || kind == Kind.TEXT_AGGREGATE;
    }

    boolean takes(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    /** {@code 2 arguments}, {@code 2 to 4 arguments}. */
    String arguments() {
        String count = fewest == most ? Integer.toString(fewest) : fewest + " to " + most;
        return count + (most == 1 ? " argument" : " arguments");
    }

    /** The function of this name, in whatever case. */
    static Optional<MerchantFunction> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(function -> function.name().equals(upper))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(MerchantFunction::name).toList();
    }
}
