package io.tillview.query.sql;

import io.tillview.query.catalog.Datasource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A table that a merchant may read, and its columns. There are no others: not the merchant's id, which is the same in every
 * row, and nothing of how rows came to be stored.
 */
public enum SqlTable {
    /** Every event as it happened. */
    EVENTS("events", Datasource.MERCHANT_EVENTS),
    /** The rollup: quarter hours, few dimensions, few rows. */
    METRICS("metrics", Datasource.MERCHANT_METRICS);

    private final String externalName;
    private final Datasource datasource;

    SqlTable(String externalName, Datasource datasource) {
        this.externalName = externalName;
        this.datasource = datasource;
    }

    /** Its name in a statement. */
    public String externalName() {
        return externalName;
    }

    /** Where its rows are. */
    public Datasource datasource() {
        return datasource;
    }

    /** What can be read of it. */
    public List<SqlColumn> columns() {
        return switch (this) {
            case EVENTS -> TableColumns.OF_EVENTS;
            case METRICS -> TableColumns.OF_METRICS;
        };
    }

    /** The column of this name. */
    Optional<SqlColumn> column(String name) {
        return columns().stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The table of this name in a statement. */
    static Optional<SqlTable> named(String externalName) {
        return Arrays.stream(values())
                .filter(table -> table.externalName.equals(externalName))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(SqlTable::externalName).toList();
    }
}
