package io.tillview.query.druid;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Idle connections, kept for their scope for a while: a bounded number in all, each used again only while its token
 * has most of its life before it. They are made ready for their next query, and closed, in the background, never by a request.
 *
 * <p>Safe for use by many threads. {@link #close()} closes what is idle within two seconds or leaves it to the Broker,
 * which forgets idle connections itself.
 */
final class BrokerConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnections.class);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);
    private static final Duration CLOSING_TIME = Duration.ofSeconds(2);
    private static final int MAX_WAITING_TO_CLOSE = 1_000;
    private static final int MAX_WAITING_TO_RENEW = 1_000;

    private final Deque<BrokerConnection> idle = new ArrayDeque<>();
    private final Deque<BrokerConnection> toClose = new ArrayDeque<>();
    private final int maxIdle;
    private final long reuseNanos;
    private final ScheduledExecutorService sweeper;
    private final Future<?> sweeping;
    private int waitingToRenew;

    /**
     * @param maxIdle the most connections kept
     * @param reuseFor how old a connection may be and still be used again
     */
    BrokerConnections(int maxIdle, Duration reuseFor) {
        this.maxIdle = maxIdle;
        this.reuseNanos = reuseFor.toNanos();
        this.sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "broker-connections");
            thread.setDaemon(true);
            return thread;
        });
        long period = SWEEP_EVERY.toMillis();
        this.sweeping = sweeper.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.MILLISECONDS);
    }

    /** A connection for exactly this scope, subject and Broker, the one used last; it is the taker's now. */
    synchronized Optional<BrokerConnection> take(BrokerConnection.Key key) {
        Iterator<BrokerConnection> newestFirst = idle.descendingIterator();
        while (newestFirst.hasNext()) {
            BrokerConnection connection = newestFirst.next();
            if (connection.key().equals(key) && isYoung(connection)) {
                newestFirst.remove();
                return Optional.of(connection);
            }
        }
        return Optional.empty();
    }

    /** Keeps a connection that works, in place of the one idle longest if there are too many, and has its statement renewed. */
    synchronized void giveBack(BrokerConnection connection) {
        keep(connection);
        // Beyond the bound, and once this is closed, whoever takes it next renews it.
        if (waitingToRenew < MAX_WAITING_TO_RENEW && !sweeper.isShutdown()) {
            sweeper.execute(() -> renew(connection));
            waitingToRenew++;
        }
    }

    private void keep(BrokerConnection connection) {
        idle.addLast(connection);
        if (idle.size() > maxIdle) {
            discard(idle.removeFirst());
        }
    }

    /** Has a connection closed that is of no more use. */
    synchronized void discard(BrokerConnection connection) {
        // Beyond the bound it is simply forgotten: the Broker does the same with it after its idle time.
        if (toClose.size() < MAX_WAITING_TO_CLOSE) {
            toClose.addLast(connection);
        }
    }

    synchronized int idleCount() {
        return idle.size();
    }

    @Override
    public void close() {
        synchronized (this) {
            sweeping.cancel(false);
            sweeper.shutdownNow();
        }
        Deadline deadline = Deadline.in(CLOSING_TIME);
        awaitSweeper(deadline);
        List<BrokerConnection> rest;
        synchronized (this) {
            rest = new ArrayList<>(idle);
            rest.addAll(toClose);
            idle.clear();
            toClose.clear();
        }
        rest.forEach(connection -> close(connection, deadline));
    }

    /** What it had in hand comes back to be closed. */
    private void awaitSweeper(Deadline deadline) {
        try {
            if (!sweeper.awaitTermination(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("A connection that is being renewed or closed is left to its Broker.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Out of reach meanwhile: a question that comes in between has another connection. */
    private void renew(BrokerConnection connection) {
        synchronized (this) {
            waitingToRenew--;
            if (!idle.removeLastOccurrence(connection)) {
                return;
            }
        }
        try {
            connection.renewStatement(Deadline.in(CLOSING_TIME));
        } catch (RuntimeException e) {
            LOG.debug("A connection could not be made ready for another query; it is closed.", e);
            discard(connection);
            return;
        }
        synchronized (this) {
            keep(connection);
        }
    }

    private void sweep() {
        List<BrokerConnection> over;
        synchronized (this) {
            over = new ArrayList<>(toClose);
            toClose.clear();
            for (BrokerConnection connection : List.copyOf(idle)) {
                if (!isYoung(connection)) {
                    idle.remove(connection);
                    over.add(connection);
                }
            }
        }
        over.forEach(connection -> close(connection, Deadline.in(CLOSING_TIME)));
    }

    private boolean isYoung(BrokerConnection connection) {
        return System.nanoTime() - connection.openedNanos() < reuseNanos;
    }

    private static void close(BrokerConnection connection, Deadline deadline) {
        try {
            connection.close(deadline);
        } catch (RuntimeException e) {
            LOG.debug("A connection could not be closed; its Broker will forget it.", e);
        }
    }
}
