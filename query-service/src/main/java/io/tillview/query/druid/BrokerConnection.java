package io.tillview.query.druid;

import io.tillview.query.scoping.ScopedSql;
import io.tillview.tenancy.MerchantScope;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.remote.ProtobufTranslation;
import org.apache.calcite.avatica.remote.ProtobufTranslationImpl;
import org.apache.calcite.avatica.remote.RemoteProtobufService;
import org.apache.calcite.avatica.remote.Service;
import org.apache.calcite.avatica.remote.Service.CloseConnectionRequest;
import org.apache.calcite.avatica.remote.Service.CloseStatementRequest;
import org.apache.calcite.avatica.remote.Service.CreateStatementRequest;
import org.apache.calcite.avatica.remote.Service.FetchRequest;
import org.apache.calcite.avatica.remote.Service.FetchResponse;
import org.apache.calcite.avatica.remote.Service.OpenConnectionRequest;
import org.apache.calcite.avatica.remote.Service.PrepareAndExecuteRequest;
import org.apache.calcite.avatica.remote.Service.ResultSetResponse;

/**
 * An Avatica connection to one Broker, opened for one scope on behalf of one subject: as one merchant, or for an admin. It knows
 * neither another scope nor unscoped SQL.
 *
 * <p>Used by one thread at a time. Every method throws {@link BrokerException}, or Avatica's
 * {@code AvaticaClientRuntimeException} with what the Broker said.
 */
final class BrokerConnection {

    private static final ProtobufTranslation TRANSLATION = new ProtobufTranslationImpl();

    private final HttpClient http;
    private final Key key;
    private final String id;
    private final long openedNanos;
    private OptionalInt ready = OptionalInt.empty();
    private OptionalInt used = OptionalInt.empty();

    private BrokerConnection(HttpClient http, Key key, String id) {
        this.http = http;
        this.key = key;
        this.id = id;
        this.openedNanos = System.nanoTime();
    }

    /** Whom a connection is for; another's is never used. */
    record Key(URI broker, MerchantScope scope, String subject) {
        static Key of(URI broker, ScopedSql sql) {
            return new Key(broker, sql.scope(), sql.subject());
        }
    }

    /**
     * Opens one with a login; the Broker looks at its token again at every query.
     *
     * @param queryTimeout after which Druid itself gives a query up, so that none runs on for nobody
     */
    static BrokerConnection open(
            HttpClient http, Key key, BrokerLogins.Login login, Duration queryTimeout, Deadline deadline) {
        BrokerConnection connection =
                new BrokerConnection(http, key, UUID.randomUUID().toString());
        connection
                .service(deadline)
                .apply(new OpenConnectionRequest(
                        connection.id,
                        Map.of(
                                "user",
                                login.user(),
                                "password",
                                login.token(),
                                "timeout",
                                Long.toString(queryTimeout.toMillis()),
                                // One query at a time runs on a connection, so that its id is the query's, too.
                                "sqlQueryId",
                                connection.id)));
        return connection;
    }

    Key key() {
        return key;
    }

    /** The id that the Broker runs its query under. */
    String sqlQueryId() {
        return id;
    }

    long openedNanos() {
        return openedNanos;
    }

    /**
     * Runs SQL and hands on its rows as they come. When that fails, also when the taker throws, its statement is closed, and the
     * connection is of no more use. Else it stays until {@link #renewStatement}, or until the next query.
     *
     * @return how many there were
     */
    long execute(ScopedSql sql, Deadline deadline, RowTarget rows) {
        if (!Key.of(key.broker(), sql).equals(key)) {
            throw new IllegalArgumentException("This connection is another scope's.");
        }
        Service service = service(deadline);
        int statement = takeStatement(service);
        int rowsPerFrame = FrameSize.rows(sql.columns(), rows.rowsPerFrame());
        long count = 0;
        try {
            ResultSetResponse result = service.apply(new PrepareAndExecuteRequest(
                            id, statement, sql.text(), sql.maxRows(), Math.min(sql.maxRows(), rowsPerFrame)))
                    .results
                    .get(0);
            RowReader reader = reader(sql, result.signature, rows);
            Meta.Frame frame = result.firstFrame;
            count += read(frame, reader, rows);
            while (!frame.done && count < sql.maxRows()) {
                FetchResponse next = service.apply(new FetchRequest(id, statement, count, rowsPerFrame));
                frame = next.frame;
                count += read(frame, reader, rows);
            }
        } catch (RuntimeException e) {
            closeQuietly(service, statement, e);
            throw e;
        }
        used = OptionalInt.of(statement);
        return count;
    }

    /**
     * Closes the statement of the query before, and makes one for the next, so that no question has to wait for either. A
     * statement without a query costs its Broker a map entry.
     */
    void renewStatement(Deadline deadline) {
        Service service = service(deadline);
        closeUsed(service);
        ready = OptionalInt.of(create(service));
    }

    private int takeStatement(Service service) {
        closeUsed(service);
        int statement = ready.isPresent() ? ready.getAsInt() : create(service);
        ready = OptionalInt.empty();
        return statement;
    }

    private int create(Service service) {
        return service.apply(new CreateStatementRequest(id)).statementId;
    }

    private void closeUsed(Service service) {
        if (used.isPresent()) {
            service.apply(new CloseStatementRequest(id, used.getAsInt()));
            used = OptionalInt.empty();
        }
    }

    /** Closes it at the Broker. */
    void close(Deadline deadline) {
        service(deadline).apply(new CloseConnectionRequest(id));
    }

    /** After a failure only that counts; a Broker that can't close it forgets it with its connection. */
    private void closeQuietly(Service service, int statement, RuntimeException failure) {
        if (failure instanceof BrokerException) {
            return;
        }
        try {
            service.apply(new CloseStatementRequest(id, statement));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private Service service(Deadline deadline) {
        return new RemoteProtobufService(new BrokerTransport(http, key.broker(), deadline), TRANSLATION);
    }

    private static RowReader reader(ScopedSql sql, Meta.Signature signature, RowTarget rows) {
        if (!sql.isDescribedByDruid()) {
            return new RowReader.Known(sql.columns());
        }
        RowReader.Described reader = RowReader.Described.by(signature);
        rows.describe(reader.kinds());
        return reader;
    }

    private static long read(Meta.Frame frame, RowReader reader, RowTarget rows) {
        long count = 0;
        for (Object row : frame.rows) {
            rows.accept(reader.read((List<?>) row));
            count++;
        }
        return count;
    }
}
