package io.tillview.query.caching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Remembers of some questions, for ten minutes, that a way to ask them isn't worth trying. Bounded; safe for use by many threads. */
final class RememberedKeys {
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);
    private static final int AT_MOST = 10_000;

    private final Cache<AnswerKey, Boolean> keys;

    /** @param nanos the ticker */
    RememberedKeys(LongSupplier nanos) {
        this.keys = Caffeine.newBuilder()
                .maximumSize(AT_MOST)
                .expireAfterWrite(REMEMBERED_FOR)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    void add(AnswerKey key) {
        keys.put(key, true);
    }

    boolean contains(AnswerKey key) {
        return keys.getIfPresent(key) != null;
    }
}
