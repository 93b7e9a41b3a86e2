package io.tillview.tenancy.token;

import static java.util.Objects.requireNonNull;

import io.tillview.tenancy.AdminCaller;
import io.tillview.tenancy.Caller;
import io.tillview.tenancy.MerchantCaller;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.token.TokenReading.Genuine;
import io.tillview.tenancy.token.TokenReading.Rejected;
import io.tillview.tenancy.token.TokenReading.Unknown;
import io.tillview.tenancy.token.TokenVerification.Refused;
import io.tillview.tenancy.token.TokenVerification.Undecided;
import io.tillview.tenancy.token.TokenVerification.Verified;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/**
 * Verifies the access tokens that callers show to {@code query-service}.
 *
 * <p>A token is a JWT of at most {@value #MAX_LENGTH} characters, signed with RS256, ES256 or EdDSA, with issuer,
 * audience, {@code sub} and {@code exp}; {@code nbf} and {@code iat} are checked where present. Clocks may differ by 30
 * seconds. Who the caller is comes from the claims:
 * <ul>
 *   <li>{@code roles} (array of strings) containing {@code admin}, or {@code role} (string) being {@code admin}: an
 *       {@link AdminCaller};
 *   <li>otherwise a {@link MerchantCaller} for the merchants of {@code merchant_id} (a string or an array of strings;
 *       none when absent) with the permissions of {@code scope} (a string, space separated; none when absent).
 * </ul>
 * A claim of another type, or a value that is no merchant id, refuses the whole token.
 *
 * <p>Safe for use by many threads. With published keys, verifying may wait for the identity provider, for a few seconds
 * at most.
 */
public final class AccessTokenVerifier {
    /** The longest token, in characters. */
    public static final int MAX_LENGTH = 8192;

    static final String MERCHANTS = "merchant_id";
    static final String PERMISSIONS = "scope";
    static final String ROLES = "roles";
    static final String ROLE = "role";
    static final String ADMIN = "admin";

    private static final Set<String> ALGORITHMS = Set.of("RS256", "ES256", "EdDSA");
    private static final Pattern SPACES = Pattern.compile(" +");

    private final TokenReader reader;

    /**
     * @param issuer the issuer ({@code iss}) whose tokens are taken
     * @param audience the audience ({@code aud}) a token has to name, among others perhaps
     * @param keys the issuer's keys
     * @param clock what time it is
     * @throws IllegalArgumentException if issuer or audience is blank
     */
    public AccessTokenVerifier(String issuer, String audience, VerificationKeys keys, InstantSource clock) {
        TokenRules rules = new TokenRules(issuer, audience, ALGORITHMS, Optional.empty(), MAX_LENGTH, Optional.empty());
        this.reader = new TokenReader(rules, requireNonNull(keys, "keys"), requireNonNull(clock, "clock"));
    }

    /**
     * Verifies a token. Doesn't throw, whatever the text is.
     *
     * @param jwt the token, without {@code Bearer}
     */
    public TokenVerification verify(String jwt) {
        TokenReading reading = reader.read(requireNonNull(jwt, "jwt"));
        if (reading instanceof Rejected rejected) {
            return new Refused(rejected.reason());
        }
        if (reading instanceof Unknown unknown) {
            return new Undecided(unknown.cause());
        }
        try {
            JwtClaims claims = ((Genuine) reading).claims();
            Instant expiresAt = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
            return new Verified(caller(new TypedClaims(claims)), expiresAt);
        } catch (MalformedClaimException | DateTimeException | IllegalArgumentException e) {
            return new Refused(RefusalReason.CLAIM_INVALID);
        }
    }

    private static Caller caller(TypedClaims claims) {
        String subject = claims.string("sub").orElse("");
        // All claims are read, an admin's too: a token that is wrong somewhere isn't trusted elsewhere.
        Set<MerchantId> merchants = claims.stringOrStrings(MERCHANTS).orElse(List.of()).stream()
                .map(MerchantId::new)
                .collect(Collectors.toSet());
        Set<String> permissions = SPACES.splitAsStream(
                        claims.string(PERMISSIONS).orElse(""))
                .filter(permission -> !permission.isEmpty())
                .collect(Collectors.toSet());
        boolean adminByRoles = claims.strings(ROLES).orElse(List.of()).contains(ADMIN);
        boolean adminByRole = claims.string(ROLE).filter(ADMIN::equals).isPresent();
        return adminByRoles || adminByRole
                ? new AdminCaller(subject)
                : new MerchantCaller(subject, merchants, permissions);
    }
}
