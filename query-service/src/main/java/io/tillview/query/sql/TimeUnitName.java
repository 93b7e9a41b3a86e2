package io.tillview.query.sql;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIntervalQualifier;

/** The units of time that a statement may name. */
enum TimeUnitName {
    SECOND,
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR,
    DOW,
    ISODOW,
    DOY,
    EPOCH;

    static Optional<TimeUnitName> of(SqlIntervalQualifier qualifier) {
        if (qualifier.timeFrameName != null
                || qualifier.timeUnitRange.endUnit != null
                || qualifier.getStartPrecisionPreservingDefault() >= 0) {
            return Optional.empty();
        }
        return Arrays.stream(values())
                .filter(unit -> unit.name().equals(qualifier.timeUnitRange.startUnit.name()))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(TimeUnitName::name).collect(Collectors.joining(", "));
    }
}
