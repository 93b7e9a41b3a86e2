package io.tillview.tenancy.token;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;

/**
 * Claims by the type they have to have. A claim that is there with another type, null included, is an
 * {@link IllegalArgumentException}: never the same as one that isn't there.
 */
final class TypedClaims {
    private final Map<String, Object> claims;

    TypedClaims(JwtClaims claims) {
        this.claims = claims.getClaimsMap();
    }

    boolean has(String name) {
        return claims.containsKey(name);
    }

    Optional<String> string(String name) {
        return claims.containsKey(name) ? Optional.of(string(claims.get(name))) : Optional.empty();
    }

    Optional<List<String>> strings(String name) {
        if (!claims.containsKey(name)) {
            return Optional.empty();
        }
        if (claims.get(name) instanceof List<?> values) {
            return Optional.of(values.stream().map(TypedClaims::string).toList());
        }
        throw wrongType();
    }

    Optional<List<String>> stringOrStrings(String name) {
        return claims.get(name) instanceof String single ? Optional.of(List.of(single)) : strings(name);
    }

    private static String string(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw wrongType();
    }

    private static IllegalArgumentException wrongType() {
        return new IllegalArgumentException("A claim has the wrong type.");
    }
}
