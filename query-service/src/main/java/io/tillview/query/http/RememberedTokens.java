package io.tillview.query.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tillview.tenancy.token.AccessTokenVerifier;
import io.tillview.tenancy.token.TokenVerification;
import io.tillview.tenancy.token.TokenVerification.Verified;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Verifies access tokens, and remembers those that were genuine for a minute, so that a dashboard, which shows the same one with
 * each of its questions, has its signature looked at once; for some a little less, so that those of many dashboards aren't all looked at
 * again at the same time. Never past a token's end; by its SHA-256, so that no token is kept.
 * What is refused is looked at again each time. A key that its issuer withdraws counts for a minute longer.
 *
 * <p>Safe for use by many threads.
 */
public final class RememberedTokens {
    static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);
    static final Duration SPREAD = REMEMBERED_FOR.dividedBy(3);
    private static final int REMEMBERED = 20_000;

    private final AccessTokenVerifier verifier;
    private final InstantSource clock;
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /**
     * @param verifier looks at tokens that aren't known
     * @param clock what time it is
     */
    public RememberedTokens(AccessTokenVerifier verifier, InstantSource clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    private record Known(Verified verified, Instant until) {}

    /** As {@link AccessTokenVerifier#verify} does. */
    TokenVerification verify(String token) {
        if (token.length() > AccessTokenVerifier.MAX_LENGTH) {
            return verifier.verify(token);
        }
        String key = digest(token);
        Instant now = clock.instant();
        Known found = known.getIfPresent(key);
        if (found != null && now.isBefore(found.until())) {
            return found.verified();
        }
        TokenVerification verification = verifier.verify(token);
        if (verification instanceof Verified verified) {
            Instant until = now.plus(REMEMBERED_FOR)
                    .minusMillis(ThreadLocalRandom.current().nextLong(SPREAD.toMillis()));
            Instant end = verified.expiresAt();
            known.put(key, new Known(verified, end.isBefore(until) ? end : until));
        } else {
            known.invalidate(key);
        }
        return verification;
    }

    private static String digest(String token) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
