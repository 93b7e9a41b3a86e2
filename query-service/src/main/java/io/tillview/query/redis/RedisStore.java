package io.tillview.query.redis;

import static java.util.Objects.requireNonNull;

import io.tillview.query.caching.SharedStore;
import io.tillview.query.caching.SharedStoreUnavailableException;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps values in a Redis. Where that is slow or away, nobody waits for it again for a second.
 *
 * <p>Safe for use by many threads. Threads of Vert.x' event loops must not call {@link #get} or {@link #purge}, which block.
 */
public final class RedisStore implements SharedStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PURGED_WITHIN = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 8;
    private static final int WRITES_AT_ONCE = 256;
    private static final int WAITING_FOR_A_CONNECTION = 2 * WRITES_AT_ONCE;
    private static final int LOOKED_AT_TOGETHER = 1_000;

    private final Redis redis;
    private final Duration patience;
    private final Duration keptFor;
    private final LongSupplier nanos;
    private final Semaphore writes = new Semaphore(WRITES_AT_ONCE);
    private final AtomicLong pausedUntil;
    private final AtomicBoolean away = new AtomicBoolean();

    /**
     * Connects once it is needed.
     *
     * @param vertx what does the work
     * @param address where Redis is
     * @param password its password, if it has one
     * @param patience how long {@link #get} waits
     * @param keptFor after how long Redis loses a value
     * @param nanos a ticker
     */
    public RedisStore(
            Vertx vertx,
            URI address,
            Optional<String> password,
            Duration patience,
            Duration keptFor,
            LongSupplier nanos) {
        RedisOptions options = new RedisOptions()
                .setConnectionString(address.toString())
                .setMaxPoolSize(CONNECTIONS)
                .setMaxPoolWaiting(WAITING_FOR_A_CONNECTION);
        password.ifPresent(options::setPassword);
        options.getNetClientOptions().setConnectTimeout((int) PAUSE.toMillis());
        this.redis = Redis.createClient(vertx, options);
        this.patience = requireNonNull(patience, "patience");
        this.keptFor = requireNonNull(keptFor, "keptFor");
        this.nanos = requireNonNull(nanos, "nanos");
        this.pausedUntil = new AtomicLong(nanos.getAsLong());
    }

    @Override
    public Map<String, byte[]> get(List<String> names) {
        if (isPaused()) {
            return Map.of();
        }
        Request request = Request.cmd(Command.MGET);
        names.forEach(request::arg);
        try {
            Response values = answer(request, patience);
            Map<String, byte[]> found = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                if (values.get(i) != null) {
                    found.put(names.get(i), values.get(i).toBytes());
                }
            }
            isThere();
            return found;
        } catch (SharedStoreUnavailableException e) {
            pause(e.getCause());
            return Map.of();
        }
    }

    @Override
    public void put(String name, byte[] value) {
        if (isPaused() || !writes.tryAcquire()) {
            return;
        }
        Request request =
                Request.cmd(Command.SET).arg(name).arg(value).arg("PX").arg(keptFor.toMillis());
        redis.send(request).onComplete(done -> {
            writes.release();
            if (done.failed()) {
                pause(done.cause());
            }
        });
    }

    @Override
    public void purge(String prefix) {
        String cursor = "0";
        do {
            Response page = answer(
                    Request.cmd(Command.SCAN)
                            .arg(cursor)
                            .arg("MATCH")
                            .arg(prefix + "*")
                            .arg("COUNT")
                            .arg(LOOKED_AT_TOGETHER),
                    PURGED_WITHIN);
            cursor = page.get(0).toString();
            if (page.get(1).size() > 0) {
                Request unlink = Request.cmd(Command.UNLINK);
                page.get(1).forEach(name -> unlink.arg(name.toString()));
                answer(unlink, PURGED_WITHIN);
            }
        } while (!cursor.equals("0"));
    }

    /** Closes its connections. */
    @Override
    public void close() {
        redis.close();
    }

    private Response answer(Request request, Duration within) {
        try {
            return redis.send(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new SharedStoreUnavailableException(e.getCause());
        } catch (TimeoutException e) {
            throw new SharedStoreUnavailableException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SharedStoreUnavailableException(e);
        }
    }

    private boolean isPaused() {
        return pausedUntil.get() - nanos.getAsLong() > 0;
    }

    private void pause(Throwable cause) {
        pausedUntil.set(nanos.getAsLong() + PAUSE.toNanos());
        if (away.compareAndSet(false, true)) {
            LOG.warn(
                    "Redis doesn't answer, and is asked again each {}; answers don't need it: {}",
                    PAUSE,
                    cause.toString());
        }
    }

    private void isThere() {
        if (away.compareAndSet(true, false)) {
            LOG.info("Redis answers again.");
        }
    }
}
