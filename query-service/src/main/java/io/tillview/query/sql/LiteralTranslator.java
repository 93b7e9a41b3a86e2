package io.tillview.query.sql;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalLiteral.IntervalValue;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Values: those that stand in the statement, and those that are given with it. */
final class LiteralTranslator {
    private static final Pattern TIMESTAMP =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,3})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,6}");
    private static final int MAX_PRECISION = 19;
    private static final int MAX_SCALE = 15;

    private final Checking checking;

    LiteralTranslator(Checking checking) {
        this.checking = checking;
    }

    Extent write(SqlLiteral literal) {
        SqlParserPos position = literal.getParserPosition();
        if (literal instanceof SqlNumericLiteral number) {
            return number(number.bigDecimalValue(), number.getPrec() == null, position);
        }
        if (literal instanceof SqlIntervalLiteral interval) {
            return interval(interval);
        }
        if (literal instanceof SqlUnknownLiteral unknown) {
            return time(unknown);
        }
        return switch (literal.getTypeName()) {
            case CHAR -> text(literal.getValueAs(String.class), position);
            case BOOLEAN -> truth(literal.booleanValue(), position);
            case NULL -> {
                checking.writer().words("NULL", position);
                yield Extent.of(0);
            }
            default -> refuse(position);
        };
    }

    /** What is given for a {@code ?}. */
    Extent write(SqlDynamicParam parameter) {
        SqlParserPos position = parameter.getParserPosition();
        if (parameter.getIndex() >= checking.parameters().size()) {
            checking.faults()
                    .add(
                            position,
                            "There is no value for this parameter: "
                                    + checking.parameters().size() + " are given in 'parameters'.");
            return Extent.of(0);
        }
        SqlParameter value = checking.parameters().get(parameter.getIndex());
        if (value instanceof SqlParameter.Text text) {
            return text(text.value(), position);
        }
        if (value instanceof SqlParameter.Numeric number) {
            return number(number.value(), false, position);
        }
        if (value instanceof SqlParameter.Truth truth) {
            return truth(truth.value(), position);
        }
        checking.writer().words("NULL", position);
        return Extent.of(0);
    }

    /** The text that a node is, if it is one: of the statement, or given for a {@code ?}. */
    Optional<String> textOf(SqlNode node) {
        if (node instanceof SqlDynamicParam parameter
                && parameter.getIndex() < checking.parameters().size()) {
            return checking.parameters().get(parameter.getIndex()) instanceof SqlParameter.Text text
                    ? Optional.of(text.value())
                    : Optional.empty();
        }
        return node instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.CHAR
                ? Optional.ofNullable(literal.getValueAs(String.class))
                : Optional.empty();
    }

    /** The number that a node is, if it is one; a sign in front of it counts in. */
    Optional<BigDecimal> numberOf(SqlNode node) {
        if (node instanceof SqlDynamicParam parameter
                && parameter.getIndex() < checking.parameters().size()) {
            return checking.parameters().get(parameter.getIndex()) instanceof SqlParameter.Numeric number
                    ? Optional.of(number.value())
                    : Optional.empty();
        }
        if (node.getKind() == SqlKind.MINUS_PREFIX) {
            return numberOf(((SqlCall) node).operand(0)).map(BigDecimal::negate);
        }
        return node instanceof SqlNumericLiteral number ? Optional.of(number.bigDecimalValue()) : Optional.empty();
    }

    Extent text(String value, SqlParserPos position) {
        if (value.length() > SqlLimits.MAX_LITERAL) {
            checking.faults().add(position, "A text has at most " + SqlLimits.MAX_LITERAL + " characters.");
            return Extent.of(value.length());
        }
        checking.writer().text(value, position);
        return Extent.of(value.length());
    }

    Extent number(BigDecimal number, boolean approximate, SqlParserPos position) {
        BigDecimal plain = number.stripTrailingZeros();
        if (plain.precision() > MAX_PRECISION
                || plain.scale() > MAX_SCALE
                || plain.precision() - plain.scale() > MAX_PRECISION
                || isBeyondLong(plain)) {
            checking.faults()
                    .add(
                            position,
                            "A number lies between -2^63 and 2^63 and has at most " + MAX_SCALE
                                    + " digits behind the point.");
            return Extent.of(MAX_PRECISION);
        }
        // With as many digits behind the point as were written: 100.0 divides otherwise than 100.
        boolean written = number.scale() >= 0 && number.scale() <= MAX_SCALE;
        checking.writer().number(written ? number : plain.setScale(Math.max(0, plain.scale())), approximate, position);
        return Extent.of(MAX_PRECISION);
    }

    private static boolean isBeyondLong(BigDecimal number) {
        return number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                || number.compareTo(BigDecimal.valueOf(Long.MIN_VALUE + 1)) < 0;
    }

    private Extent truth(boolean value, SqlParserPos position) {
        if (value) {
            checking.writer().words("TRUE", position);
        } else {
            checking.writer().words("FALSE", position);
        }
        return Extent.of(5);
    }

    private Extent time(SqlUnknownLiteral literal) {
        SqlParserPos position = literal.getParserPosition();
        String value = literal.getValue();
        if (literal.tag.equalsIgnoreCase("TIMESTAMP")
                && TIMESTAMP.matcher(value).matches()) {
            checking.writer().words("TIMESTAMP ", position).text(value, position);
        } else if (literal.tag.equalsIgnoreCase("DATE") && DATE.matcher(value).matches()) {
            checking.writer().words("DATE ", position).text(value, position);
        } else {
            checking.faults().add(position, "Times are written TIMESTAMP '2026-11-01 00:00:00' or DATE '2026-11-01'.");
        }
        return Extent.of(24);
    }

    private Extent interval(SqlIntervalLiteral literal) {
        SqlParserPos position = literal.getParserPosition();
        IntervalValue value = literal.getValueAs(IntervalValue.class);
        SqlIntervalQualifier qualifier = value.getIntervalQualifier();
        Optional<IntervalUnit> unit = qualifier.timeUnitRange.endUnit == null
                ? IntervalUnit.of(qualifier.timeUnitRange.startUnit)
                : Optional.empty();
        if (unit.isEmpty() || !DIGITS.matcher(value.getIntervalLiteral()).matches()) {
            checking.faults()
                    .add(
                            position,
                            "Lengths of time are written INTERVAL '7' DAY, in YEAR, MONTH, DAY, HOUR, MINUTE or"
                                    + " SECOND.");
            return Extent.of(24);
        }
        checking.writer().words("INTERVAL ", position);
        if (value.getSign() < 0) {
            checking.writer().words("-", position);
        }
        checking.writer()
                .text(value.getIntervalLiteral(), position)
                .words(" ", position)
                .constant(unit.get(), position)
                .words("(6)", position);
        return Extent.of(24);
    }

    private Extent refuse(SqlParserPos position) {
        checking.faults().add(position, "Values of this kind are not possible here.");
        return Extent.of(0);
    }

    /** The units of an interval. */
    enum IntervalUnit {
        YEAR,
        MONTH,
        DAY,
        HOUR,
        MINUTE,
        SECOND;

        static Optional<IntervalUnit> of(TimeUnit unit) {
            for (IntervalUnit own : values()) {
                if (own.name().equals(unit.name())) {
                    return Optional.of(own);
                }
            }
            return Optional.empty();
        }
    }
}
