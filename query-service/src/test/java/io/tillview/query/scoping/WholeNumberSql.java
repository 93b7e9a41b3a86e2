package io.tillview.query.scoping;

import java.util.function.LongUnaryOperator;

/** Works sums, products and quotients of whole numbers in SQL out as Druid does: with 64 bits, quotients without what is left over. */
public final class WholeNumberSql {
    private static final String TIME = "TIMESTAMP_TO_MILLIS(\"__time\")";

    private final String text;
    private int at;

    private WholeNumberSql(String text) {
        this.text = text;
    }

    /** The value for a row of a time, in milliseconds. */
    static long valueOf(String sql, long time) {
        return of(sql).applyAsLong(time);
    }

    /** The value by the time of a row, in milliseconds. */
    public static LongUnaryOperator of(String sql) {
        WholeNumberSql reading = new WholeNumberSql(sql.replace(" ", ""));
        LongUnaryOperator value = reading.sum();
        if (reading.at != reading.text.length()) {
            throw new AssertionError("Not read: " + reading.text.substring(reading.at));
        }
        return value;
    }

    private LongUnaryOperator sum() {
        LongUnaryOperator value = product();
        while (isNext('+') || isNext('-')) {
            LongUnaryOperator left = value;
            boolean plus = text.charAt(at++) == '+';
            LongUnaryOperator right = product();
            value = plus
                    ? time -> Math.addExact(left.applyAsLong(time), right.applyAsLong(time))
                    : time -> Math.subtractExact(left.applyAsLong(time), right.applyAsLong(time));
        }
        return value;
    }

    private LongUnaryOperator product() {
        LongUnaryOperator value = one();
        while (isNext('*') || isNext('/')) {
            LongUnaryOperator left = value;
            boolean times = text.charAt(at++) == '*';
            LongUnaryOperator right = one();
            value = times
                    ? time -> Math.multiplyExact(left.applyAsLong(time), right.applyAsLong(time))
                    : time -> left.applyAsLong(time) / right.applyAsLong(time);
        }
        return value;
    }

    private LongUnaryOperator one() {
        if (text.startsWith(TIME, at)) {
            at += TIME.length();
            return time -> time;
        }
        if (isNext('(')) {
            at++;
            LongUnaryOperator value = sum();
            if (!isNext(')')) {
                throw new AssertionError("Not closed: " + text.substring(at));
            }
            at++;
            return value;
        }
        int begin = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || (at == begin && isNext('-')))) {
            at++;
        }
        long number = Long.parseLong(text.substring(begin, at));
        return time -> number;
    }

    private boolean isNext(char expected) {
        return at < text.length() && text.charAt(at) == expected;
    }
}
