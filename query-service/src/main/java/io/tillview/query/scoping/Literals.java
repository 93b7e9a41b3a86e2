package io.tillview.query.scoping;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;

/**
 * Values as SQL literals. Texts are written in printable ASCII only: what isn't a letter, a digit or harmless is a
 * Unicode escape, so neither a quote nor a backslash nor a line break of the value ever stands in the SQL.
 */
final class Literals {
    private static final String HARMLESS = " _-./:";

    private Literals() {}

    /**
     * A text.
     *
     * @param value any well-formed text
     * @return {@code 'like this'}, or {@code U&'d\00E9j\00E0'} where the value has other characters
     * @throws IllegalArgumentException if the value has half a surrogate pair, which no text in Druid can equal
     */
    static String text(String value) {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("The text is not well-formed Unicode.");
        }
        if (value.chars().allMatch(Literals::isHarmless)) {
            return "'" + value + "'";
        }
        StringBuilder literal = new StringBuilder(value.length() * 5 + 4).append("U&'");
        value.chars().forEach(c -> {
            if (isHarmless(c)) {
                literal.append((char) c);
            } else {
                literal.append(String.format(Locale.ROOT, "\\%04X", c));
            }
        });
        return literal.append('\'').toString();
    }

    /**
     * A number.
     *
     * @param decimal digits with or without a point and a sign
     * @throws NumberFormatException if it is something else
     */
    static String number(String decimal) {
        return "CAST(" + new BigDecimal(decimal).toPlainString() + " AS DOUBLE)";
    }

    /** An instant; a number, so that no zone of the connection or the server changes it. */
    static String instant(Instant instant) {
        return "MILLIS_TO_TIMESTAMP(" + instant.toEpochMilli() + ")";
    }

    private static boolean isWellFormed(String value) {
        return value.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static boolean isHarmless(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || HARMLESS.indexOf(c) >= 0;
    }
}
