package io.tillview.query.sql;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Druid's functions of time: their periods, units, patterns and zones have to be texts of known forms. */
final class TimeTranslator {
    /** {@code P1D}, {@code PT15M}, {@code P1Y}: one number and one unit. */
    private static final Pattern PERIOD = Pattern.compile("P(?:[1-9][0-9]{0,3}[YMWD]|T[1-9][0-9]{0,4}[HMS])");

    private static final Pattern TIME_PATTERN = Pattern.compile("[A-Za-z0-9 ._:/'-]{1,40}");
    private static final Set<String> UNITS =
            Set.of("EPOCH", "SECOND", "MINUTE", "HOUR", "DAY", "DOW", "DOY", "WEEK", "MONTH", "QUARTER", "YEAR");
    /** A calendar takes about as long as so many characters. */
    private static final int CALENDAR_COST = 500;

    private static final BigDecimal MAX_STEPS = BigDecimal.valueOf(100_000);

    private final Checking checking;
    private final SqlWriter writer;
    private final ExpressionTranslator expressions;
    private final LiteralTranslator literals;

    TimeTranslator(Checking checking, ExpressionTranslator expressions, LiteralTranslator literals) {
        this.checking = checking;
        this.writer = checking.writer();
        this.expressions = expressions;
        this.literals = literals;
    }

    Extent period(MerchantFunction function, SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        expressions.cost(call, CALENDAR_COST);
        Extent extent = expressions.write(call.operand(0), scope);
        Optional<String> period = literals.textOf(call.operand(1))
                .filter(text -> PERIOD.matcher(text).matches());
        if (period.isEmpty()) {
            checking.faults()
                    .add(
                            call.operand(1).getParserPosition(),
                            "A period is one number and one unit, like 'P1D', 'P1M' or 'PT15M'.");
            return Extent.NOTHING;
        }
        writer.words(", ", position).text(period.get(), position);
        if (function == MerchantFunction.TIME_SHIFT) {
            Optional<BigDecimal> steps = literals.numberOf(call.operand(2))
                    .filter(number -> number.stripTrailingZeros().scale() <= 0
                            && number.abs().compareTo(MAX_STEPS) <= 0);
            if (steps.isEmpty()) {
                checking.faults()
                        .add(
                                call.operand(2).getParserPosition(),
                                "The number of steps is a whole number like 1 or -7.");
                return Extent.NOTHING;
            }
            writer.words(", ", position);
            literals.number(steps.get(), false, position);
            zone(call, 3);
        } else if (call.operandCount() > 2) {
            writer.words(", ", position);
            extent = extent.and(expressions.write(call.operand(2), scope));
            zone(call, 3);
        }
        return extent.giving(24);
    }

    Extent unit(SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        Extent extent = expressions.write(call.operand(0), scope);
        Optional<String> unit = literals.textOf(call.operand(1))
                .map(text -> text.toUpperCase(Locale.ROOT))
                .filter(UNITS::contains);
        if (unit.isEmpty()) {
            checking.faults()
                    .add(
                            call.operand(1).getParserPosition(),
                            "Known units: " + UNITS.stream().sorted().toList() + ".");
            return Extent.NOTHING;
        }
        writer.words(", ", position).text(unit.get(), position);
        zone(call, 2);
        return extent.giving(20);
    }

    Extent pattern(MerchantFunction function, SqlCall call, Scope scope) {
        SqlParserPos position = call.getParserPosition();
        expressions.cost(call, CALENDAR_COST);
        Extent extent = expressions.write(call.operand(0), scope);
        if (call.operandCount() > 1) {
            Optional<String> pattern = literals.textOf(call.operand(1))
                    .filter(text -> TIME_PATTERN.matcher(text).matches());
            if (pattern.isEmpty()) {
                checking.faults()
                        .add(
                                call.operand(1).getParserPosition(),
                                function + " takes a pattern like 'yyyy-MM-dd HH:mm'.");
                return Extent.NOTHING;
            }
            writer.words(", ", position).text(pattern.get(), position);
            zone(call, 2);
        }
        return extent.giving(80);
    }

    private void zone(SqlCall call, int index) {
        if (call.operandCount() <= index) {
            return;
        }
        SqlNode node = call.operand(index);
        Optional<String> zone = literals.textOf(node).filter(ZoneId.getAvailableZoneIds()::contains);
        if (zone.isEmpty()) {
            checking.faults().add(node.getParserPosition(), "A time zone is an IANA name like 'America/New_York'.");
            return;
        }
        writer.words(", ", node.getParserPosition()).text(zone.get(), node.getParserPosition());
    }
}
