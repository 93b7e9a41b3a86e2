package io.tillview.tenancy.token;

import io.tillview.tenancy.token.TokenReading.Genuine;
import io.tillview.tenancy.token.TokenReading.Rejected;
import io.tillview.tenancy.token.TokenReading.Unknown;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/** Reads tokens of one kind. The exceptions of the JWT library quote the token: none of them leaves this class. */
final class TokenReader {
    private static final Map<Integer, RefusalReason> REASONS = Map.ofEntries(
            Map.entry(ErrorCodes.EXPIRED, RefusalReason.EXPIRED),
            Map.entry(ErrorCodes.EXPIRATION_TOO_FAR_IN_FUTURE, RefusalReason.LIVES_TOO_LONG),
            Map.entry(ErrorCodes.NOT_YET_VALID, RefusalReason.NOT_YET_VALID),
            Map.entry(ErrorCodes.ISSUED_AT_INVALID_FUTURE, RefusalReason.NOT_YET_VALID),
            Map.entry(ErrorCodes.SIGNATURE_INVALID, RefusalReason.SIGNATURE_INVALID),
            Map.entry(ErrorCodes.ISSUER_INVALID, RefusalReason.WRONG_ISSUER),
            Map.entry(ErrorCodes.AUDIENCE_INVALID, RefusalReason.WRONG_AUDIENCE),
            Map.entry(ErrorCodes.TYPE_MISSING, RefusalReason.WRONG_TYPE),
            Map.entry(ErrorCodes.TYPE_INVALID, RefusalReason.WRONG_TYPE),
            Map.entry(ErrorCodes.EXPIRATION_MISSING, RefusalReason.CLAIM_MISSING),
            Map.entry(ErrorCodes.ISSUER_MISSING, RefusalReason.CLAIM_MISSING),
            Map.entry(ErrorCodes.AUDIENCE_MISSING, RefusalReason.CLAIM_MISSING),
            Map.entry(ErrorCodes.SUBJECT_MISSING, RefusalReason.CLAIM_MISSING));

    /**
     * Three parts are a signed token; five would be an encrypted one, whose parsing is work we needn't do. The library
     * would overlook characters that don't belong, so that one token had many texts.
     */
    private static final Pattern SIGNED_TOKEN = Pattern.compile("[\\w-]++\\.[\\w-]++\\.[\\w-]*+");

    private final TokenRules rules;
    private final VerificationKeys keys;
    private final InstantSource clock;

    TokenReader(TokenRules rules, VerificationKeys keys, InstantSource clock) {
        this.rules = rules;
        this.keys = keys;
        this.clock = clock;
    }

    TokenReading read(String token) {
        if (token.length() > rules.maxLength()) {
            return new Rejected(RefusalReason.TOO_LONG);
        }
        if (!SIGNED_TOKEN.matcher(token).matches()) {
            return new Rejected(RefusalReason.MALFORMED);
        }
        JsonWebSignature signature = new JsonWebSignature();
        JwtClaims claims;
        try {
            signature.setCompactSerialization(token);
            // Before any key is looked for: a token can't make us fetch keys for an algorithm that isn't accepted.
            if (!rules.algorithms().contains(signature.getAlgorithmHeaderValue())) {
                return new Rejected(RefusalReason.ALGORITHM_NOT_ACCEPTED);
            }
            claims = JwtClaims.parse(signature.getUnverifiedPayload());
        } catch (JoseException | InvalidJwtException | RuntimeException e) {
            return new Rejected(RefusalReason.MALFORMED);
        }
        return verified(token, signature, claims);
    }

    private TokenReading verified(String token, JsonWebSignature signature, JwtClaims claims) {
        try {
            consumer().build().processContext(new JwtContext(token, claims, List.of(signature)));
            return new Genuine(claims);
        } catch (InvalidJwtException e) {
            if (e.getCause() instanceof KeysUnreadableException unreadable) {
                return new Unknown(unreadable.getMessage());
            }
            if (e.getCause() instanceof UnresolvableKeyException) {
                return new Rejected(RefusalReason.UNKNOWN_KEY);
            }
            return new Rejected(reason(e));
        }
    }

    private JwtConsumerBuilder consumer() {
        JwtConsumerBuilder builder = new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys.resolver())
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT, rules.algorithms().toArray(String[]::new)))
                .setExpectedIssuer(true, rules.issuer())
                .setExpectedAudience(true, rules.audience())
                .setRequireExpirationTime()
                .setRequireSubject()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.instant().toEpochMilli()))
                .setAllowedClockSkewInSeconds(Math.toIntExact(TokenRules.CLOCK_TOLERANCE.toSeconds()))
                .setIssuedAtRestrictions(0, Integer.MAX_VALUE);
        rules.type().ifPresent(type -> builder.setExpectedType(true, type));
        rules.maxLifetime()
                .ifPresent(longest -> builder.setMaxFutureValidityInMinutes(Math.toIntExact(longest.toMinutes())));
        return builder;
    }

    private static RefusalReason reason(InvalidJwtException e) {
        return REASONS.entrySet().stream()
                .filter(entry -> e.hasErrorCode(entry.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst()
                .orElse(RefusalReason.CLAIM_INVALID);
    }
}
