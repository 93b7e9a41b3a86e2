package io.tillview.query.assembly;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tillview.query.answering.JointAsking;
import io.tillview.query.answering.KeptRows;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.caching.CacheLimits;
import io.tillview.query.caching.CachedRows;
import io.tillview.query.caching.CachingConfig;
import io.tillview.query.caching.SharedStore;
import io.tillview.query.caching.Sharing;
import io.tillview.query.druid.DelegationConfig;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.redis.RedisConfig;
import io.tillview.query.redis.RedisStore;
import io.tillview.query.segments.SegmentWatch;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What keeps answers. */
@ApplicationScoped
public class CachingAssembly {
    private static final int BEFORE_ALL = 1;
    private static final int REFRESH_THREADS = 4;
    private static final int REFRESHES_WAITING = 256;
    private static final long IDLE_SECONDS = 30;

    /** Refuses to start with a configuration that can't work. */
    void start(@Observes @Priority(BEFORE_ALL) StartupEvent event, CachingConfig config, RedisConfig redis) {
        List<String> faults = new ArrayList<>(config.faults());
        faults.addAll(redis.faults());
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The configuration can't be used:\n  - " + String.join("\n  - ", faults));
        }
    }

    @Produces
    @Singleton
    @Typed(CachedRows.class)
    CachedRows cachedRows(
            QueryRunner runner,
            SegmentWatch watch,
            KnownFreshness freshness,
            SharedStore shared,
            DelegationConfig delegation,
            CachingConfig config) {
        return CachedRows.over(
                runner,
                watch,
                freshness,
                shared == SharedStore.NONE ? Sharing.NONE : new Sharing(shared, delegation.sharedAnswersKey()),
                new CacheLimits(Math.max(1, config.memory().asLongValue()), config.openLife(), config.viewTolerance()),
                System::nanoTime,
                refreshThreads());
    }

    /** Nothing is shared where there is no Redis, or nothing is kept. */
    @Produces
    @Singleton
    SharedStore sharedStore(Vertx vertx, RedisConfig redis, CachingConfig config) {
        if (redis.address().isEmpty() || config.memory().asLongValue() == 0) {
            return SharedStore.NONE;
        }
        return new RedisStore(
                vertx, redis.address().get(), redis.password(), redis.patience(), redis.keptFor(), System::nanoTime);
    }

    void stop(@Disposes SharedStore store) {
        if (store instanceof RedisStore redis) {
            redis.close();
        }
    }

    /** Nothing is kept where there is to be no memory for it. */
    @Produces
    @Singleton
    KeptRows keptRows(CachedRows cached, CachingConfig config) {
        return config.memory().asLongValue() == 0 ? KeptRows.NONE : cached;
    }

    /** Questions of one batch are asked together though nothing is kept of them. */
    @Produces
    @Singleton
    JointAsking jointAsking(CachedRows cached) {
        return cached;
    }

    /** Daemons, which end with the process: what they do is of use to nobody then. */
    private static ExecutorService refreshThreads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                REFRESH_THREADS,
                REFRESH_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(REFRESHES_WAITING),
                task -> {
                    Thread thread = new Thread(task, "cache-refresh");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
