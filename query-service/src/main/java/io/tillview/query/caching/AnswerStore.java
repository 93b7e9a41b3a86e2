package io.tillview.query.caching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.tillview.query.merging.PieceRows;
import io.tillview.tenancy.AllMerchants;
import io.tillview.tenancy.MerchantScope;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Keeps answers in memory, those that are used most, up to a bound. How long one is kept is only a matter of room: whether it is
 * right is looked at each time. Safe for use by many threads.
 */
final class AnswerStore {
    private static final Duration KEPT_FOR = Duration.ofHours(6);
    /** What an entry takes beside its rows: its key, what it was made of, and its place. */
    private static final int ENTRY_BYTES = 400;

    private final Cache<AnswerKey, KeptAnswer> answers;

    /**
     * @param maxBytes how much memory answers may take, about
     * @param nanos the ticker
     * @param housekeeping where what is too much is thrown out
     */
    AnswerStore(long maxBytes, LongSupplier nanos, Executor housekeeping) {
        this.answers = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((AnswerKey key, KeptAnswer answer) -> bytes(answer))
                // Spread out, so that what was asked for at the same time isn't gone at the same time.
                .expireAfter(Expiry.<AnswerKey, KeptAnswer>accessing((key, answer) -> spread(KEPT_FOR)))
                .ticker(nanos::getAsLong)
                .executor(housekeeping)
                .recordStats()
                .build();
    }

    private static Duration spread(Duration length) {
        long nanos = length.toNanos();
        return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 3));
    }

    private static int bytes(KeptAnswer answer) {
        return (int) Math.min(Integer.MAX_VALUE, ENTRY_BYTES + PieceRows.bytesInMemory(answer.rows()));
    }

    Optional<KeptAnswer> get(AnswerKey key) {
        return Optional.ofNullable(answers.getIfPresent(key));
    }

    void put(AnswerKey key, KeptAnswer answer) {
        answers.put(key, answer);
    }

    /** Forgets all of a scope's, and all merchants' together, which may hold some of it. */
    void purge(MerchantScope scope) {
        answers.asMap().keySet().removeIf(key -> key.scope().equals(scope) || key.scope() instanceof AllMerchants);
    }

    /** How many there are, about. */
    long size() {
        return answers.estimatedSize();
    }

    /** How many bytes they take, about. */
    long weight() {
        return answers.policy()
                .eviction()
                .flatMap(bound -> bound.weightedSize().isPresent()
                        ? Optional.of(bound.weightedSize().getAsLong())
                        : Optional.empty())
                .orElse(0L);
    }

    /** How many were thrown out for want of room or time. */
    long evictions() {
        return answers.stats().evictionCount();
    }
}
