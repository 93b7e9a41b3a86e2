package io.tillview.query.druid;

import io.tillview.query.catalog.Datasource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.avatica.AvaticaClientRuntimeException;
import org.apache.calcite.avatica.remote.Service.ErrorResponse;

/** What a Broker meant by an error. Avatica passes on texts, hardly any codes, so texts have to be read. */
enum DruidFault {
    /** The connection isn't known there (any more): open another. */
    NO_SUCH_CONNECTION,
    /** The datasource isn't there. */
    NO_SUCH_DATASOURCE,
    /** The query ran into Druid's own time limit. */
    TIMED_OUT,
    /** Too many queries, connections or statements. */
    OVERLOADED,
    /** Our delegation token was refused, or doesn't allow the query. */
    NOT_ALLOWED,
    /** Anything else. */
    OTHER;

    private static final List<String> TIME = List.of("querytimeoutexception", "query timeout", "query timed out");
    private static final List<String> LOAD = List.of(
            "querycapacityexceeded",
            "query capacity exceeded",
            "too many connections",
            "too many open statements",
            "too many concurrent");
    private static final List<String> ACCESS =
            List.of("forbiddenexception", "authentication failed", "unauthorized", "not authorized");

    static DruidFault of(AvaticaClientRuntimeException error, Set<Datasource> datasources) {
        if (error.getErrorCode() == ErrorResponse.MISSING_CONNECTION_ERROR_CODE) {
            return NO_SUCH_CONNECTION;
        }
        String said =
                (error.getMessage() + "\n" + String.join("\n", error.getServerExceptions())).toLowerCase(Locale.ROOT);
        if (said.contains("nosuchconnectionexception")) {
            return NO_SUCH_CONNECTION;
        }
        // Asked for by its whole name: a value the caller looks for must not make an error look like "no data".
        if (datasources.stream().anyMatch(one -> said.contains("object '" + one.table() + "' not found"))) {
            return NO_SUCH_DATASOURCE;
        }
        if (TIME.stream().anyMatch(said::contains)) {
            return TIMED_OUT;
        }
        if (LOAD.stream().anyMatch(said::contains)) {
            return OVERLOADED;
        }
        return ACCESS.stream().anyMatch(said::contains) ? NOT_ALLOWED : OTHER;
    }
}
