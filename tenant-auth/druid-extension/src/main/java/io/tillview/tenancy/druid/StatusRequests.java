package io.tillview.tenancy.druid;

import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;

/**
 * Which HTTP requests a status token admits, at any Druid process: asking how one supervisor is doing. A supervisor's
 * spec, history, suspension and reset lie next to it and stay closed.
 */
final class StatusRequests {
    /** On the address as it was sent, as in {@link MerchantRequests}: no dot, no percent sign, no semicolon passes. */
    private static final Pattern STATUS = Pattern.compile("/druid/indexer/v1/supervisor/[A-Za-z0-9_-]++/status");

    private StatusRequests() {}

    static boolean allows(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && request.getQueryString() == null
                && STATUS.matcher(request.getRequestURI()).matches();
    }
}
