package io.tillview.query.answering;

import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.paging.PageTokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import javax.crypto.spec.SecretKeySpec;

/** Answerers for tests. */
final class Answerers {
    static final PageTokens TOKENS = new PageTokens(
            new SecretKeySpec("a key for tests".getBytes(StandardCharsets.UTF_8), PageTokens.ALGORITHM),
            InstantSource.fixed(Instant.parse("2026-11-22T19:41:07Z")));

    private Answerers() {}

    static QueryAnswerer of(QueryRunner runner, KnownFreshness freshness) {
        return new QueryAnswerer(runner, KeptRows.NONE, JointAsking.NONE, freshness, TOKENS);
    }
}
