package io.tillview.query.caching;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks anew, in the background, for what was answered with old rows; each at most once at a time. Safe for use by many threads. */
final class Refreshes {
    private static final Logger LOG = LoggerFactory.getLogger(Refreshes.class);

    private final Set<AnswerKey> waiting = ConcurrentHashMap.newKeySet();
    private final Executor executor;

    /** @param executor runs them; may reject what is too much, which is then asked anew another time */
    Refreshes(Executor executor) {
        this.executor = executor;
    }

    /** Does it some time soon, unless it is about to be done or there is too much to do. */
    void refresh(AnswerKey key, Runnable ask) {
        if (!waiting.add(key)) {
            return;
        }
        try {
            executor.execute(() -> {
                try {
                    ask.run();
                } catch (RuntimeException e) {
                    LOG.warn("Old rows could not be asked for anew; the next question for them tries again.", e);
                } finally {
                    waiting.remove(key);
                }
            });
        } catch (RejectedExecutionException e) {
            waiting.remove(key);
        }
    }
}
