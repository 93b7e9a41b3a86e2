package io.tillview.cluster.metadata;

import com.google.common.base.Supplier;
import com.google.inject.Inject;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.druid.metadata.MetadataStorageConnectorConfig;
import org.apache.druid.metadata.MetadataStorageTablesConfig;
import org.apache.druid.metadata.SQLMetadataConnector;
import org.apache.druid.segment.metadata.CentralizedDatasourceSchemaConfig;
import org.skife.jdbi.v2.DBI;
import org.skife.jdbi.v2.Handle;
import org.skife.jdbi.v2.util.IntegerMapper;

/**
 * Druid's metadata in PostgreSQL 10 or newer. Connections are pooled; safe for use by many threads.
 *
 * <p>Table and column names reach PostgreSQL unquoted, so it folds them to lower case; what is looked up in its
 * catalogue is folded the same way, and along the connection's {@code search_path}.
 */
public final class PostgreSqlMetadataConnector extends SQLMetadataConnector {
    private static final int STREAMING_FETCH_SIZE = 100;

    /** Connection failures; too few resources. */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "53");

    /** Serialization failure; deadlock; shutting down; crashed; starting up. */
    private static final Set<String> TRANSIENT_STATES = Set.of("40001", "40P01", "57P01", "57P02", "57P03");

    private final DBI dbi;

    /**
     * @param config address and login
     * @param tables names of Druid's tables
     * @param schemas whether segment schemas are kept centrally
     */
    @Inject
    public PostgreSqlMetadataConnector(
            Supplier<MetadataStorageConnectorConfig> config,
            Supplier<MetadataStorageTablesConfig> tables,
            CentralizedDatasourceSchemaConfig schemas) {
        super(config, tables, schemas);
        BasicDataSource pool = getDatasource();
        // The driver lies in this extension's folder, where Druid's own class loader can't see it.
        pool.setDriverClassLoader(getClass().getClassLoader());
        pool.setDriverClassName("org.postgresql.Driver");
        this.dbi = new DBI(pool);
    }

    @Override
    public DBI getDBI() {
        return dbi;
    }

    @Override
    public String getPayloadType() {
        return "BYTEA";
    }

    @Override
    public String getSerialType() {
        return "BIGSERIAL";
    }

    /** The backslash escapes the quote for JDBI's statement parser, which takes it off again. */
    @Override
    public String getQuoteString() {
        return "\\\"";
    }

    /** More than one row a round trip, and far from a whole segments table in memory. */
    @Override
    public int getStreamingFetchSize() {
        return STREAMING_FETCH_SIZE;
    }

    @Override
    public String limitClause(int limit) {
        return String.format(Locale.ENGLISH, "LIMIT %d", limit);
    }

    @Override
    public boolean tableExists(Handle handle, String tableName) {
        return isPositive(handle.createQuery("SELECT COUNT(*) FROM pg_catalog.pg_class"
                        + " WHERE oid = to_regclass(:tableName) AND relkind IN ('r', 'p')")
                .bind("tableName", tableName)
                .map(IntegerMapper.FIRST)
                .first());
    }

    @Override
    protected boolean tableHasColumn(String tableName, String columnName) {
        return retryWithHandle(handle -> isPositive(handle.createQuery(
                        "SELECT COUNT(*) FROM pg_catalog.pg_attribute WHERE attrelid = to_regclass(:tableName)"
                                + " AND attname = lower(:columnName) AND attnum > 0 AND NOT attisdropped")
                .bind("tableName", tableName)
                .bind("columnName", columnName)
                .map(IntegerMapper.FIRST)
                .first()));
    }

    @Override
    public ResultSet getIndexInfo(DatabaseMetaData catalogue, String tableName) throws SQLException {
        String schema = catalogue.getConnection().getSchema();
        return catalogue.getIndexInfo(null, schema, tableName.toLowerCase(Locale.ROOT), false, false);
    }

    /** One statement instead of Druid's look-then-write, so two Coordinators writing at once can't collide. */
    @Override
    public Void insertOrUpdate(String tableName, String keyColumn, String valueColumn, String key, byte[] value) {
        String upsert = String.format(
                Locale.ENGLISH,
                "INSERT INTO %1$s (%2$s, %3$s) VALUES (:key, :value)"
                        + " ON CONFLICT (%2$s) DO UPDATE SET %3$s = EXCLUDED.%3$s",
                tableName,
                keyColumn,
                valueColumn);
        return retryWithHandle(handle -> {
            handle.createStatement(upsert).bind("key", key).bind("value", value).execute();
            return null;
        });
    }

    @Override
    protected boolean connectorIsTransientException(Throwable failure) {
        if (failure instanceof SQLException sql && sql.getSQLState() != null) {
            String state = sql.getSQLState();
            return TRANSIENT_STATES.contains(state)
                    || (state.length() == 5 && TRANSIENT_CLASSES.contains(state.substring(0, 2)));
        }
        return false;
    }

    private static boolean isPositive(Integer count) {
        return count != null && count > 0;
    }
}
