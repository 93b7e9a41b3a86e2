package io.tillview.query.http;

import io.tillview.query.ProblemType;
import io.tillview.tenancy.token.TokenVerification;
import io.tillview.tenancy.token.TokenVerification.Refused;
import io.tillview.tenancy.token.TokenVerification.Verified;
import jakarta.annotation.Priority;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who calls, for every resource there is: no resource is reached without a caller, and none by one
 * whose merchants are all suspended, however well the token is remembered. The caller of a refused token hears only that it is invalid;
 * the log says why, and never what was in it.
 */
@jakarta.ws.rs.ext.Provider
@Singleton
@Priority(Priorities.AUTHENTICATION)
public final class CallerAuthentication implements ContainerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(CallerAuthentication.class);
    private static final String CHALLENGE = "Bearer realm=\"tillview\"";

    private final Provider<RememberedTokens> tokens;
    private final Provider<MerchantScopes> scopes;
    private final CurrentRequest request;

    /**
     * @param tokens knows the issuer's keys; asked for at the first request only, because filters are made before
     *     the configuration is read
     * @param scopes knows who is answered nothing; likewise
     * @param request where the caller is noted
     */
    public CallerAuthentication(
            Provider<RememberedTokens> tokens, Provider<MerchantScopes> scopes, CurrentRequest request) {
        this.tokens = tokens;
        this.scopes = scopes;
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        String token = request.bearer()
                .orElseThrow(() ->
                        ProblemException.unauthenticated("Send 'Authorization: Bearer' with a token.", CHALLENGE));
        TokenVerification verification = tokens.get().verify(token);
        if (verification instanceof Verified verified) {
            request.authenticated(verified.caller());
            scopes.get().admit();
            return;
        }
        if (verification instanceof Refused refused) {
            LOG.info("A token was refused: {}", refused.reason());
            throw ProblemException.unauthenticated("The token is not valid.", CHALLENGE + ", error=\"invalid_token\"");
        }
        LOG.error("Tokens can't be verified: {}", ((TokenVerification.Undecided) verification).cause());
        throw ProblemException.of(ProblemType.UNAVAILABLE, "Tokens can't be verified at the moment.");
    }
}
