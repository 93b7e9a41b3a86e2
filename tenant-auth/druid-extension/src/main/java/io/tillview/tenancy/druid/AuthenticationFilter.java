package io.tillview.tenancy.druid;

import io.tillview.tenancy.druid.DruidIdentity.Admin;
import io.tillview.tenancy.druid.DruidIdentity.Internal;
import io.tillview.tenancy.druid.DruidIdentity.Merchant;
import io.tillview.tenancy.druid.DruidIdentity.StatusReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.druid.server.security.AuthConfig;

/**
 * Lets an HTTP request pass with the identity it proved. One that proves nothing, or the wrong thing, is answered 401
 * here and goes no further: whatever stands behind this filter never sees an unknown caller.
 */
final class AuthenticationFilter implements Filter {
    private final Credentials credentials;
    private final String authenticatorName;
    private final String authorizerName;

    AuthenticationFilter(Credentials credentials, String authenticatorName, String authorizerName) {
        this.credentials = credentials;
        this.authenticatorName = authenticatorName;
        this.authorizerName = authorizerName;
    }

    @Override
    public void init(FilterConfig config) {}

    @Override
    public void destroy() {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest httpRequest = (HttpServletRequest) request;
        HttpServletResponse httpResponse = (HttpServletResponse) response;
        Optional<DruidIdentity> identity = identity(httpRequest);
        if (identity.isEmpty()) {
            httpResponse.setHeader("WWW-Authenticate", TillviewAuthenticator.CHALLENGE);
            refuse(httpResponse, HttpServletResponse.SC_UNAUTHORIZED, "Unauthorized");
        } else if (!mayAsk(identity.get(), httpRequest)) {
            refuse(httpResponse, HttpServletResponse.SC_FORBIDDEN, "Forbidden");
        } else {
            request.setAttribute(
                    AuthConfig.DRUID_AUTHENTICATION_RESULT, identity.get().toResult(authorizerName, authenticatorName));
            chain.doFilter(request, response);
        }
    }

    /** Two headers could prove two identities, here and behind a proxy: such a request proves none. */
    private Optional<DruidIdentity> identity(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        return headers.size() == 1 ? credentials.fromHeader(headers.get(0)) : Optional.empty();
    }

    private static boolean mayAsk(DruidIdentity identity, HttpServletRequest request) {
        if (identity instanceof Merchant) {
            return MerchantRequests.allows(request);
        }
        if (identity instanceof StatusReader) {
            return StatusRequests.allows(request);
        }
        return identity instanceof Admin || identity instanceof Internal;
    }

    private static void refuse(HttpServletResponse response, int status, String error) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(("{\"error\":\"" + error + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
