package io.tillview.query.scoping;

import io.tillview.query.catalog.Datasource;
import io.tillview.tenancy.OneMerchant;
import java.util.List;

/**
 * SQL that reads one merchant's rows and no other's. Only {@link QueryScoper} makes it; whoever holds one may run it.
 *
 * <p>Immutable.
 */
public final class ScopedSql {
    private final OneMerchant scope;
    private final String subject;
    private final Datasource datasource;
    private final String text;
    private final List<SelectedColumn> columns;
    private final int maxRows;

    ScopedSql(
            OneMerchant scope,
            String subject,
            Datasource datasource,
            String text,
            List<SelectedColumn> columns,
            int maxRows) {
        this.scope = scope;
        this.subject = subject;
        this.datasource = datasource;
        this.text = text;
        this.columns = List.copyOf(columns);
        this.maxRows = maxRows;
    }

    /** Whose rows it reads: the merchant to be towards Druid. */
    public OneMerchant scope() {
        return scope;
    }

    /** Who asks, as the caller's proof names them. */
    public String subject() {
        return subject;
    }

    /** What it reads from. */
    public Datasource datasource() {
        return datasource;
    }

    /** The SQL. */
    public String text() {
        return text;
    }

    /** What it selects, by position. */
    public List<SelectedColumn> columns() {
        return columns;
    }

    /** The most rows it can give. */
    public int maxRows() {
        return maxRows;
    }

    /** Names the merchant and the datasource; not the SQL, which holds what the caller looks for. */
    @Override
    public String toString() {
        return "ScopedSql[" + scope.merchant() + ", " + datasource.table() + "]";
    }
}
