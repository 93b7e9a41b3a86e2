package io.tillview.query.druid;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillview.query.answering.BrokerReach;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.tenancy.token.DelegationTokenSigner;
import io.tillview.tenancy.token.PlatformTokenSigner;
import io.tillview.tenancy.token.StatusTokenSigner;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.calcite.avatica.AvaticaClientRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs queries on Druid's Brokers over Avatica (protobuf), as the merchant they are scoped to, or on an admin's behalf.
 *
 * <p>Bounded: so many queries at once, so long each, all tries together. A Broker that can't be reached is passed over
 * for the next; a connection its Broker has forgotten is opened again, once. Queries only read, so running one a second
 * time does no harm. Safe for use by many threads.
 */
public final class AvaticaQueryRunner implements QueryRunner, BrokerReach, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AvaticaQueryRunner.class);

    private final HomeBrokers brokers;
    private final Duration queryTimeout;
    private final QueryTurns turns;
    private final BrokerLogins logins;
    private final MeterRegistry metrics;
    private final HttpClient http;
    private final BrokerConnections connections;
    private final QueryCanceller canceller;

    /**
     * @param config a configuration without faults
     * @param signer signs what we show to Druid for a merchant
     * @param platformSigner signs what we show to Druid for an admin; its tokens live as long
     * @param statusSigner signs what we show when we have a query ended
     * @param metrics where {@code tillview.druid.queries} and {@code tillview.druid.connections.idle} go
     */
    public AvaticaQueryRunner(
            DruidConfig config,
            DelegationTokenSigner signer,
            PlatformTokenSigner platformSigner,
            StatusTokenSigner statusSigner,
            MeterRegistry metrics) {
        this.brokers = new HomeBrokers(config.brokerAddresses());
        this.queryTimeout = config.queryTimeout();
        this.turns = new QueryTurns(
                config.maxConcurrentQueries(), config.maxConcurrentAdminQueries(), config.queueTimeout());
        this.logins = new BrokerLogins(signer, platformSigner);
        this.metrics = metrics;
        this.http = BrokerTransport.httpClient(config.connectTimeout());
        this.canceller = new QueryCanceller(http, statusSigner);
        // A query begun on the oldest connection that is used again has to end within its token's life.
        Duration reuseFor = logins.timeToLive().dividedBy(2);
        this.connections = new BrokerConnections(config.maxIdleConnections(), reuseFor);
        metrics.gauge("tillview.druid.connections.idle", connections, BrokerConnections::idleCount);
    }

    @Override
    public RunOutcome run(ScopedSql sql) {
        return measured(sql, new RowTarget.Kept());
    }

    @Override
    public RunOutcome stream(ScopedSql sql, Consumer<List<Object>> rows) {
        return measured(sql, new RowTarget.HandedOn(rows));
    }

    private RunOutcome measured(ScopedSql sql, RowTarget rows) {
        long begun = System.nanoTime();
        RunOutcome outcome = runInTurn(sql, rows);
        metrics.timer(
                        "tillview.druid.queries",
                        "datasource",
                        sql.datasource().table(),
                        "outcome",
                        outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        return outcome;
    }

    @Override
    public boolean isAnyAnswering() {
        return new BrokerProbe(http, brokers.all()).isAnyAnswering();
    }

    @Override
    public void close() {
        connections.close();
    }

    private RunOutcome runInTurn(ScopedSql sql, RowTarget rows) {
        Optional<QueryTurns.Turn> turn = turns.await(sql.scope());
        if (turn.isEmpty()) {
            return new RunOutcome.Overloaded();
        }
        try {
            return runSomewhere(sql, rows, Deadline.in(queryTimeout));
        } finally {
            turn.get().giveBack();
        }
    }

    private RunOutcome runSomewhere(ScopedSql sql, RowTarget rows, Deadline deadline) {
        for (URI broker : brokers.inOrder(sql.scope(), sql.subject())) {
            try {
                return runAt(broker, sql, rows, deadline);
            } catch (BrokerException.Unreachable e) {
                // Without a stack trace: this comes with every query for as long as the Broker is away.
                LOG.warn("{} The next is tried, if there is one. {}", e.getMessage(), String.valueOf(e.getCause()));
            } catch (BrokerException.TooSlow e) {
                LOG.warn("A query was given up after {}: {}", queryTimeout, e.getMessage());
                return new RunOutcome.TimedOut();
            } catch (BrokerException.Unreadable e) {
                if (sql.isDescribedByDruid() && e.getCause() instanceof BoundedBody.TooLongException) {
                    LOG.warn("The answer to a merchant's statement is too long. {}", e.getMessage());
                    return new RunOutcome.Refused(RunOutcome.Refused.Reason.TOO_LARGE, OptionalInt.empty());
                }
                LOG.error(e.getMessage(), e);
                return new RunOutcome.Failed();
            }
        }
        return new RunOutcome.Unavailable();
    }

    private RunOutcome runAt(URI broker, ScopedSql sql, RowTarget rows, Deadline deadline) {
        BrokerConnection.Key key = BrokerConnection.Key.of(broker, sql);
        Optional<BrokerConnection> idle = connections.take(key);
        if (idle.isPresent()) {
            Optional<RunOutcome> outcome = runOnIdle(idle.get(), sql, rows, deadline);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return open(key, sql, rows, deadline);
    }

    /** Empty if it was of no use any more: its Broker may have been started anew while it was idle. */
    private Optional<RunOutcome> runOnIdle(
            BrokerConnection connection, ScopedSql sql, RowTarget rows, Deadline deadline) {
        try {
            return runOn(connection, sql, rows, deadline);
        } catch (BrokerException.Unreachable e) {
            LOG.debug("An idle connection broke; another is opened.", e);
            return Optional.empty();
        }
    }

    private RunOutcome open(BrokerConnection.Key key, ScopedSql sql, RowTarget rows, Deadline deadline) {
        try {
            BrokerConnection connection = BrokerConnection.open(http, key, logins.of(key), queryTimeout, deadline);
            return runOn(connection, sql, rows, deadline).orElseGet(() -> {
                LOG.error("The Broker {} forgot a connection that had just been opened.", key.broker());
                return new RunOutcome.Failed();
            });
        } catch (AvaticaClientRuntimeException e) {
            return outcome(sql, DruidFault.of(e, sql.datasources()), e);
        }
    }

    /** Empty if the Broker doesn't know the connection. */
    private Optional<RunOutcome> runOn(BrokerConnection connection, ScopedSql sql, RowTarget rows, Deadline deadline) {
        if (!rows.begin()) {
            connections.giveBack(connection);
            LOG.warn("A query broke off after its first rows: they can't be taken back.");
            return Optional.of(new RunOutcome.Unavailable());
        }
        try {
            connection.execute(sql, deadline, rows);
            connections.giveBack(connection);
            return Optional.of(rows.finished(connection.key().broker()));
        } catch (BrokerException e) {
            connections.discard(connection);
            if (e instanceof BrokerException.TooSlow) {
                canceller.cancel(connection.key().broker(), connection.sqlQueryId());
            }
            throw e;
        } catch (AvaticaClientRuntimeException e) {
            DruidFault fault = DruidFault.of(e, sql.datasources());
            if (fault == DruidFault.NO_SUCH_CONNECTION) {
                return Optional.empty();
            }
            connections.discard(connection);
            return Optional.of(outcome(sql, fault, e));
        } catch (TooManyBytesException e) {
            LOG.info("{} They are asked for in another way, if there is one.", e.getMessage());
            connections.discard(connection);
            canceller.cancel(connection.key().broker(), connection.sqlQueryId());
            return Optional.of(new RunOutcome.Refused(RunOutcome.Refused.Reason.TOO_LARGE, OptionalInt.empty()));
        } catch (RuntimeException e) {
            // Of whoever took the rows; what the Broker still has of them goes with the connection.
            connections.discard(connection);
            throw e;
        }
    }

    private static RunOutcome outcome(ScopedSql sql, DruidFault fault, AvaticaClientRuntimeException said) {
        return switch (fault) {
            case NO_SUCH_DATASOURCE -> new RunOutcome.NoSuchDatasource();
            case TIMED_OUT -> {
                LOG.warn("Druid gave a query up: {}", said.getMessage());
                yield new RunOutcome.TimedOut();
            }
            case OVERLOADED -> {
                LOG.warn("Druid has too much to do: {}", said.getMessage());
                yield new RunOutcome.Overloaded();
            }
            case NOT_ALLOWED -> {
                LOG.error("Druid refused our token or what was asked with it: {}", said.getMessage());
                yield new RunOutcome.Unavailable();
            }
            case NO_SUCH_CONNECTION, OTHER -> {
                RunOutcome.Refused refused = DruidRefusal.of(said);
                if (sql.isDescribedByDruid()) {
                    LOG.warn("Druid won't run a merchant's statement: {}", said.getMessage());
                    yield refused;
                }
                if (refused.reason() == RunOutcome.Refused.Reason.TOO_LARGE) {
                    LOG.warn("A query takes more than Druid gives to one: {}", said.getMessage());
                    yield refused;
                }
                LOG.error("Druid failed: {}", said.getMessage(), said);
                yield new RunOutcome.Failed();
            }
        };
    }
}
