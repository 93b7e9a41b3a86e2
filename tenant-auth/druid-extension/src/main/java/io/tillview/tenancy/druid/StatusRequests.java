package io.tillview.tenancy.druid;

import java.util.List;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;

/**
 * Which HTTP requests a status token admits, at any Druid process: asking how one supervisor is doing, how far one task has
 * read, where one datasource begins and ends, and what changed of the segments that a Broker serves, and ending one SQL query by the
 * id that {@code query-service} gave it. What lies next to them (specs, history, suspension, reset; a task's pause,
 * end offsets and rows; a datasource's segments, rules and removal) stays closed.
 */
final class StatusRequests {
    /** On the address as it was sent, as in {@link MerchantRequests}: no dot, no percent sign, no semicolon passes. */
    private static final List<Pattern> ALLOWED = List.of(
            Pattern.compile("/druid/indexer/v1/supervisor/[A-Za-z0-9_-]++/status"),
            Pattern.compile("/druid/worker/v1/chat/[A-Za-z0-9_-]++/offsets/current"),
            Pattern.compile("/druid/coordinator/v1/datasources/[A-Za-z0-9_-]++"),
            Pattern.compile("/tillview/v1/served-segments/[0-9a-z]{1,16}+/[0-9]{1,18}+"));

    /** Random, so that knowing one is having made it; names of queries that others chose don't look like this. */
    private static final Pattern QUERY =
            Pattern.compile("/druid/v2/sql/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private StatusRequests() {}

    static boolean allows(HttpServletRequest request) {
        if (request.getQueryString() != null) {
            return false;
        }
        String address = request.getRequestURI();
        return switch (request.getMethod()) {
            case "GET" ->
                ALLOWED.stream().anyMatch(allowed -> allowed.matcher(address).matches());
            case "DELETE" -> QUERY.matcher(address).matches();
            default -> false;
        };
    }
}
