package io.tillview.query.scoping;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.sql.SqlPosition;
import io.tillview.tenancy.MerchantScope;
import io.tillview.tenancy.OneMerchant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * SQL that reads one merchant's rows and no other's; or, for an admin's question, those of all merchants. Only this package makes
 * it; whoever holds one may run it.
 *
 * <p>Immutable.
 */
public final class ScopedSql {
    private final MerchantScope scope;
    private final String subject;
    private final Set<Datasource> datasources;
    private final String text;
    private final Optional<List<SelectedColumn>> columns;
    private final NavigableMap<Integer, SqlPosition> origins;
    private final int maxRows;

    ScopedSql(
            MerchantScope scope,
            String subject,
            Datasource datasource,
            String text,
            List<SelectedColumn> columns,
            int maxRows) {
        this.scope = scope;
        this.subject = subject;
        this.datasources = Set.of(datasource);
        this.text = text;
        this.columns = Optional.of(List.copyOf(columns));
        this.origins = Collections.emptyNavigableMap();
        this.maxRows = maxRows;
    }

    /** SQL that a merchant wrote, once it is checked: what its columns are, only Druid knows. */
    ScopedSql(
            OneMerchant scope,
            String subject,
            Set<Datasource> datasources,
            String text,
            NavigableMap<Integer, SqlPosition> origins,
            int maxRows) {
        this.scope = scope;
        this.subject = subject;
        this.datasources = Set.copyOf(datasources);
        this.text = text;
        this.columns = Optional.empty();
        this.origins = Collections.unmodifiableNavigableMap(new TreeMap<>(origins));
        this.maxRows = maxRows;
    }

    /** Whose rows it reads: the merchant to be towards Druid, or all merchants. */
    public MerchantScope scope() {
        return scope;
    }

    /** Who asks, as the caller's proof names them. */
    public String subject() {
        return subject;
    }

    /** What it reads from; the first of them if it reads from several. */
    public Datasource datasource() {
        return Collections.min(datasources);
    }

    /** All that it reads from. */
    public Set<Datasource> datasources() {
        return datasources;
    }

    /** The SQL. */
    public String text() {
        return text;
    }

    /** What it selects, by position; nothing if only Druid knows. */
    public List<SelectedColumn> columns() {
        return columns.orElse(List.of());
    }

    /** Whether only Druid knows what it selects, and says so with the rows. */
    public boolean isDescribedByDruid() {
        return columns.isEmpty();
    }

    /**
     * Where in the caller's statement something comes from.
     *
     * @param index a place in the SQL, from 0
     * @return empty if no caller wrote a statement
     */
    public Optional<SqlPosition> originOf(int index) {
        return Optional.ofNullable(origins.floorEntry(index)).map(java.util.Map.Entry::getValue);
    }

    /** The most rows it can give. */
    public int maxRows() {
        return maxRows;
    }

    /** Names the scope and the datasource; not the SQL, which holds what the caller looks for. */
    @Override
    public String toString() {
        String whose = scope instanceof OneMerchant one ? one.merchant().toString() : scope.toString();
        return "ScopedSql[" + whose + ", " + datasource().table() + "]";
    }
}
