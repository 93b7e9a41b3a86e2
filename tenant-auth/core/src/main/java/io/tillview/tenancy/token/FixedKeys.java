package io.tillview.tenancy.token;

import java.security.Key;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/** Picks the key that fits a token's algorithm and key id out of a list; several may fit, then the signature decides. */
record FixedKeys(List<JsonWebKey> keys) implements VerificationKeyResolver {

    FixedKeys {
        keys = List.copyOf(keys);
    }

    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nestingContext) throws UnresolvableKeyException {
        try {
            VerificationJwkSelector selector = new VerificationJwkSelector();
            List<JsonWebKey> fitting = selector.selectList(jws, keys);
            JsonWebKey key = fitting.size() > 1
                    ? selector.selectWithVerifySignatureDisambiguate(jws, fitting)
                    : fitting.stream().findFirst().orElse(null);
            if (key == null) {
                throw new UnresolvableKeyException("No key fits.");
            }
            return key.getKey();
        } catch (UnresolvableKeyException e) {
            throw e;
        } catch (JoseException e) {
            throw new UnresolvableKeyException("No key fits.", e);
        }
    }
}
