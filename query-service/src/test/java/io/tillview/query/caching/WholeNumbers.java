package io.tillview.query.caching;

import java.util.function.LongUnaryOperator;

/** Works out, as Druid does, what a sum of products of whole numbers and a row's time comes to. */
final class WholeNumbers {
    private static final String TIME = "TIMESTAMP_TO_MILLIS(\"__time\")";

    private final String sql;
    private int at;

    private WholeNumbers(String sql) {
        this.sql = sql;
    }

    /** The value by the row's time in milliseconds. */
    static LongUnaryOperator of(String sql) {
        WholeNumbers reader = new WholeNumbers(sql.replace(TIME, "t").replace(" ", ""));
        LongUnaryOperator value = reader.sum();
        if (reader.at < reader.sql.length()) {
            throw new IllegalArgumentException("What is this? " + sql);
        }
        return value;
    }

    private LongUnaryOperator sum() {
        LongUnaryOperator value = product();
        while (is('+') || is('-')) {
            LongUnaryOperator left = value;
            boolean plus = sql.charAt(at++) == '+';
            LongUnaryOperator right = product();
            value = plus
                    ? time -> left.applyAsLong(time) + right.applyAsLong(time)
                    : time -> left.applyAsLong(time) - right.applyAsLong(time);
        }
        return value;
    }

    private LongUnaryOperator product() {
        LongUnaryOperator value = factor();
        while (is('*') || is('/')) {
            LongUnaryOperator left = value;
            boolean times = sql.charAt(at++) == '*';
            LongUnaryOperator right = factor();
            value = times
                    ? time -> left.applyAsLong(time) * right.applyAsLong(time)
                    : time -> left.applyAsLong(time) / right.applyAsLong(time);
        }
        return value;
    }

    private LongUnaryOperator factor() {
        if (is('(')) {
            at++;
            LongUnaryOperator value = sum();
            at++;
            return value;
        }
        if (is('t')) {
            at++;
            return time -> time;
        }
        int begin = at;
        while (at < sql.length() && Character.isDigit(sql.charAt(at))) {
            at++;
        }
        long number = Long.parseLong(sql, begin, at, 10);
        return time -> number;
    }

    private boolean is(char sign) {
        return at < sql.length() && sql.charAt(at) == sign;
    }
}
