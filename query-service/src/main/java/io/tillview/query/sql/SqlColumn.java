package io.tillview.query.sql;

import com.google.errorprone.annotations.CompileTimeConstant;

/**
 * A column that a merchant may read.
 *
 * @param name its name in a statement
 * @param sql what it is in Druid's table; written in this package, nobody else's text
 * @param kind what may be done with it
 * @param type what its values are
 * @param characters about how long its values are, as text
 */
public record SqlColumn(String name, String sql, Kind kind, Type type, int characters) {

    /** What may be done with a column. */
    public enum Kind {
        /** Anything. */
        VALUE,
        /** Only {@code JSON_VALUE(attributes, '$.name')}. */
        JSON,
        /** Only {@code APPROX_COUNT_DISTINCT_DS_HLL(visitors)}. */
        DISTINCT_SKETCH,
        /** Only {@code APPROX_QUANTILE_DS(order_value, 0.5)}. */
        QUANTILE_SKETCH
    }

    /** What the values of a column are. */
    public enum Type {
        /** An instant. */
        TIMESTAMP,
        /** A text. */
        VARCHAR,
        /** A whole number. */
        BIGINT,
        /** A sketch. */
        SKETCH,
        /** Nested JSON. */
        JSON
    }

    static SqlColumn time(@CompileTimeConstant String name) {
        return new SqlColumn(name, "\"" + name + "\"", Kind.VALUE, Type.TIMESTAMP, 24);
    }

    static SqlColumn text(@CompileTimeConstant String name, int characters) {
        return new SqlColumn(name, "\"" + name + "\"", Kind.VALUE, Type.VARCHAR, characters);
    }

    static SqlColumn number(@CompileTimeConstant String name) {
        return new SqlColumn(name, "\"" + name + "\"", Kind.VALUE, Type.BIGINT, 20);
    }

    static SqlColumn id(@CompileTimeConstant String name, @CompileTimeConstant String sql) {
        return new SqlColumn(name, sql, Kind.VALUE, Type.VARCHAR, 128);
    }

    static SqlColumn sketch(@CompileTimeConstant String name, Kind kind) {
        return new SqlColumn(name, "\"" + name + "\"", kind, Type.SKETCH, 0);
    }

    static SqlColumn json(@CompileTimeConstant String name) {
        return new SqlColumn(name, "\"" + name + "\"", Kind.JSON, Type.JSON, 0);
    }

    /** A value in a JSON column; the path holds letters, digits, underscores, dots and brackets only. */
    static SqlColumn inJson(String name, SqlColumn json, JsonPath path) {
        return new SqlColumn(name, path.valueIn(json.sql()), Kind.VALUE, Type.VARCHAR, 1_024);
    }
}
