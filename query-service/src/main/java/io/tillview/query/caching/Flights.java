package io.tillview.query.caching;

import io.tillview.query.answering.FoundRows;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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
            return await(other).orElseGet(ask);
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

    /**
     * Asks for several things at once: others who ask the same meanwhile wait for it.
     *
     * @return what nobody else asks just now; empty for a flight that another is on. To be {@linkplain Boarded#land landed}
     */
    Optional<Boarded> board(AnswerKey key) {
        Flight mine = new Flight(nanos.getAsLong(), new CompletableFuture<>());
        return flights.putIfAbsent(key, mine) == null ? Optional.of(new Boarded(key, mine)) : Optional.empty();
    }

    /** A flight with others, to the end of which whoever asks the same waits. */
    final class Boarded {
        private final AnswerKey key;
        private final Flight flight;

        private Boarded(AnswerKey key, Flight flight) {
            this.key = key;
            this.flight = flight;
        }

        /** Ends it. Without rows, whoever waited asks for itself. */
        void land(Optional<FoundRows> found) {
            if (found.isPresent()) {
                flight.landing().complete(found);
            } else {
                flight.landing().cancel(false);
            }
            flights.remove(key, flight);
        }
    }

    /** Whether somebody asks just now. */
    boolean isUnderWay(AnswerKey key) {
        return flights.containsKey(key);
    }

    /** Empty if it brought nothing. */
    private static Optional<Optional<FoundRows>> await(Flight other) {
        try {
            return Optional.of(other.landing().join());
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
        }
    }
}
