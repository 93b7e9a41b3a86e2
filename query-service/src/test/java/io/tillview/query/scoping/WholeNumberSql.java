package io.tillview.query.scoping;

/** Works sums, products and quotients of whole numbers in SQL out as Druid does: with 64 bits, quotients without what is left over. */
public final class WholeNumberSql {
    private static final String TIME = "TIMESTAMP_TO_MILLIS(\"__time\")";

    private final String text;
    private final long time;
    private int at;

    private WholeNumberSql(String text, long time) {
        this.text = text;
        this.time = time;
    }

    /** The value for a row of a time, in milliseconds. */
    public static long valueOf(String sql, long time) {
        WholeNumberSql reading = new WholeNumberSql(sql.replace(" ", ""), time);
        long value = reading.sum();
        if (reading.at != reading.text.length()) {
            throw new AssertionError("Not read: " + reading.text.substring(reading.at));
        }
        return value;
    }

    private long sum() {
        long value = product();
        while (isNext('+') || isNext('-')) {
            char operator = text.charAt(at++);
            long other = product();
            value = operator == '+' ? Math.addExact(value, other) : Math.subtractExact(value, other);
        }
        return value;
    }

    private long product() {
        long value = one();
        while (isNext('*') || isNext('/')) {
            char operator = text.charAt(at++);
            long other = one();
            value = operator == '*' ? Math.multiplyExact(value, other) : value / other;
        }
        return value;
    }

    private long one() {
        if (text.startsWith(TIME, at)) {
            at += TIME.length();
            return time;
        }
        if (isNext('(')) {
            at++;
            long value = sum();
            at++;
            return value;
        }
        int begin = at;
        at += isNext('-') ? 1 : 0;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return Long.parseLong(text.substring(begin, at));
    }

    private boolean isNext(char c) {
        return at < text.length() && text.charAt(at) == c;
    }
}
