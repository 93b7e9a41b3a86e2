package io.tillview.query.caching;

import io.tillview.query.answering.FoundRows;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Sees to it that the same is asked once, however many want to know it at the same time. Safe for use by many threads. */
final class Flights {
    private final ConcurrentMap<AnswerKey, Flight> flights = new ConcurrentHashMap<>();
    private final CacheCounts counts;
    private final LongSupplier nanos;

    /**
     * @param counts is told who waits for another
     * @param nanos the ticker
     */
    Flights(CacheCounts counts, LongSupplier nanos) {
        this.counts = counts;
        this.nanos = nanos;
    }

    private record Flight(long begunNanos, CompletableFuture<Optional<FoundRows>> landing) {}

    /**
     * Asks, or waits for another who asks the same.
     *
     * @param age how long ago the other may have begun: what it brings is as old as that
     */
    Optional<FoundRows> fly(AnswerKey key, Duration age, Supplier<Optional<FoundRows>> ask) {
        long now = nanos.getAsLong();
        Flight mine = new Flight(now, new CompletableFuture<>());
        Flight other = flights.putIfAbsent(key, mine);
        if (other != null) {
            if (now - other.begunNanos() > age.toNanos()) {
                return ask.get();
            }
            counts.shared();
            return await(other);
        }
        try {
            Optional<FoundRows> found = ask.get();
            mine.landing().complete(found);
            return found;
        } catch (RuntimeException | Error e) {
            mine.landing().completeExceptionally(e);
            throw e;
        } finally {
            flights.remove(key, mine);
        }
    }

    /** Whether somebody asks just now. */
    boolean isUnderWay(AnswerKey key) {
        return flights.containsKey(key);
    }

    private static Optional<FoundRows> await(Flight other) {
        try {
            return other.landing().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
        }
    }
}
