package io.tillview.tenancy.druid;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.tillview.tenancy.druid.DruidIdentity.Merchant;
import io.tillview.tenancy.token.DelegationTokenVerifier;
import io.tillview.tenancy.token.DelegationVerification.Verified;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Turns delegation tokens into merchants. Druid shows the same token again at each prepare and execute of a connection,
 * so what was verified is remembered: by the token's SHA-256, never past its end, for {@value #REMEMBERED} tokens.
 *
 * <p>Safe for use by many threads.
 */
final class DelegationTokens {
    private static final int REMEMBERED = 20_000;

    private final DelegationTokenVerifier verifier;
    private final InstantSource clock;
    private final Cache<HashCode, Verified> verified =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    DelegationTokens(DelegationTokenVerifier verifier, InstantSource clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    /** The merchant a token speaks for; empty when it proves nothing. */
    Optional<DruidIdentity> merchantOf(String token) {
        if (token.length() > DelegationTokenVerifier.MAX_LENGTH) {
            return Optional.empty();
        }
        HashCode key = Hashing.sha256().hashString(token, StandardCharsets.UTF_8);
        Verified known = verified.getIfPresent(key);
        if (known != null && clock.instant().isBefore(known.expiresAt())) {
            return Optional.of(new Merchant(known.subject(), known.scope()));
        }
        if (verifier.verify(token) instanceof Verified fresh) {
            verified.put(key, fresh);
            return Optional.of(new Merchant(fresh.subject(), fresh.scope()));
        }
        verified.invalidate(key);
        return Optional.empty();
    }
}
