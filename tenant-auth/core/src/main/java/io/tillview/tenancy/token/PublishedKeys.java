package io.tillview.tenancy.token;

import java.io.IOException;
import java.net.URI;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jose4j.http.Get;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/** The keys of a JWKS address, cached; bounded in time, size and how often it asks. */
final class PublishedKeys implements VerificationKeyResolver {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration AT_MOST_ONCE_IN = Duration.ofSeconds(10);
    private static final Duration KEPT_ON_ERROR = Duration.ofMinutes(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 512 * 1024;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final URI address;
    private final HttpsJwks jwks;
    private final Get get = new Get();
    private final InstantSource clock;
    private volatile Instant pausedUntil = Instant.MIN;

    PublishedKeys(URI address, InstantSource clock) {
        if (!isTrustworthy(address)) {
            throw new IllegalArgumentException("A JWKS address has to be https (or http to this machine): " + address);
        }
        this.address = address;
        this.clock = clock;
        get.setConnectTimeout(Math.toIntExact(TIMEOUT.toMillis()));
        get.setReadTimeout(Math.toIntExact(TIMEOUT.toMillis()));
        get.setRetries(0);
        get.setResponseBodySizeLimit(MAX_BYTES);
        this.jwks = new HttpsJwks(address.toString());
        jwks.setSimpleHttpGet(this::fetch);
        jwks.setRefreshReprieveThreshold(AT_MOST_ONCE_IN.toMillis());
        jwks.setRetainCacheOnErrorDuration(KEPT_ON_ERROR.toSeconds());
    }

    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nestingContext) throws UnresolvableKeyException {
        try {
            return new FixedKeys(jwks.getJsonWebKeys()).resolveKey(jws, nestingContext);
        } catch (UnresolvableKeyException e) {
            return afterRefresh(jws, nestingContext);
        } catch (IOException | JoseException e) {
            throw unreadable(e);
        }
    }

    /** The provider may have begun to sign with a new key; it is asked again, but not for every stray token. */
    private Key afterRefresh(JsonWebSignature jws, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        try {
            jwks.refresh();
            return new FixedKeys(jwks.getJsonWebKeys()).resolveKey(jws, nesting);
        } catch (UnresolvableKeyException e) {
            throw e;
        } catch (IOException | JoseException e) {
            throw unreadable(e);
        }
    }

    /** Requests wait for one another here, so an address that doesn't answer must not be asked again for each. */
    private SimpleResponse fetch(String location) throws IOException {
        Instant now = clock.instant();
        if (now.isBefore(pausedUntil)) {
            throw new IOException("It failed a moment ago.");
        }
        try {
            return get.get(location);
        } catch (IOException e) {
            pausedUntil = now.plus(PAUSE_AFTER_FAILURE);
            throw e;
        }
    }

    private KeysUnreadableException unreadable(Exception cause) {
        return new KeysUnreadableException("The keys at " + address + " can't be read.", cause);
    }

    private static boolean isTrustworthy(URI address) {
        if (address.getHost() == null || address.getUserInfo() != null) {
            return false;
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        return scheme.equals("https")
                || (scheme.equals("http") && LOOPBACK.contains(address.getHost().toLowerCase(Locale.ROOT)));
    }
}
