package io.tillview.query.sql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;

/** The types that a value can be made into. */
enum CastType {
    VARCHAR,
    BIGINT,
    DOUBLE,
    BOOLEAN,
    TIMESTAMP,
    DATE;

    static Optional<CastType> of(SqlDataTypeSpec spec) {
        if (!(spec.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic)
                || basic.getPrecision() >= 0
                || basic.getScale() >= 0
                || basic.getCharSetName() != null) {
            return Optional.empty();
        }
        String name = basic.getTypeName().getSimple().toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(CastType::name).collect(Collectors.joining(", "));
    }
}
