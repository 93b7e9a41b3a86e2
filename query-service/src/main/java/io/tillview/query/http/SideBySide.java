package io.tillview.query.http;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.MDC;

/**
 * Does things for one caller side by side, a few at a time: on the caller's own thread, and on more as long as there are any
 * free. Nothing waits for a thread: where none is free the caller's does it all. Safe for use by many threads.
 */
@Singleton
public final class SideBySide {
    /** The most at a time for one caller. */
    static final int MAX_EACH = 4;

    /** The most threads beyond the callers' own, all callers together. */
    static final int MAX_THREADS = 16;

    private static final long IDLE_SECONDS = 30;

    private final ExecutorService threads =
            new ThreadPoolExecutor(0, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "side-by-side");
                thread.setDaemon(true);
                return thread;
            });

    /** Does something with each, and gives what came of them in their order. What it throws is thrown once all are done. */
    <T, R> List<R> each(List<T> things, Function<T, R> work) {
        Map<Integer, R> done = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        Runnable loop = () -> {
            for (int i = next.getAndIncrement(); i < things.size(); i = next.getAndIncrement()) {
                done.put(i, work.apply(things.get(i)));
            }
        };
        List<CompletableFuture<Void>> helpers = new ArrayList<>();
        Map<String, String> logged = MDC.getCopyOfContextMap();
        for (int i = 1; i < Math.min(MAX_EACH, things.size()); i++) {
            try {
                helpers.add(CompletableFuture.runAsync(() -> named(logged, loop), threads));
            } catch (RejectedExecutionException e) {
                break;
            }
        }
        loop.run();
        CompletableFuture.allOf(helpers.toArray(CompletableFuture[]::new)).join();
        List<R> results = new ArrayList<>();
        for (int i = 0; i < things.size(); i++) {
            results.add(done.get(i));
        }
        return results;
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    private static void named(Map<String, String> logged, Runnable work) {
        if (logged != null) {
            MDC.setContextMap(logged);
        }
        try {
            work.run();
        } finally {
            MDC.clear();
        }
    }
}
