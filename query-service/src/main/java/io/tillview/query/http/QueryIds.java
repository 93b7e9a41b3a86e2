package io.tillview.query.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tillview.query.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.slf4j.MDC;

/**
 * Comes before everything: gives each request its id, which stands in the answer's header, in errors and in the log, and
 * turns away bodies that are too long before they are read. Comes after everything, too: what no route answered ends
 * here.
 */
@Singleton
public final class QueryIds {
    /** The header of every answer. */
    public static final String HEADER = "X-Query-Id";

    /** The longest body, in bytes. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    static final String TOO_LONG = "At most " + MAX_BODY_BYTES + " bytes are read.";

    private static final String KEY = "tillview.query-id";
    private static final String MDC_KEY = "queryId";
    private static final int BEFORE_ALL = 10_000;

    private final Problems problems;

    /** @param problems writes the errors */
    public QueryIds(Problems problems) {
        this.problems = problems;
    }

    void before(@Observes Filters filters) {
        filters.register(
                context -> {
                    begin(context);
                    if (contentLength(context) > MAX_BODY_BYTES) {
                        context.response().putHeader(HttpHeaders.CONNECTION, "close");
                        problems.end(context, ProblemType.BODY_TOO_LARGE, TOO_LONG);
                    } else {
                        context.next();
                    }
                },
                BEFORE_ALL);
    }

    void after(@Observes Router router) {
        router.route()
                .order(Integer.MAX_VALUE)
                .handler(context -> problems.end(
                        context,
                        ProblemType.NOT_FOUND,
                        "Nothing is at this address; the API begins at /v1, its description is at /openapi."));
        // An address that can't be decoded comes to no route at all.
        router.errorHandler(
                ProblemType.BAD_REQUEST.status(),
                context -> problems.end(context, ProblemType.BAD_REQUEST, "The address is not valid."));
        router.route().order(Integer.MIN_VALUE).failureHandler(context -> {
            if (context.failure() == null) {
                ProblemType type = ProblemType.ofStatus(context.statusCode());
                problems.end(context, type, type.title());
            } else {
                problems.end(context, context.failure());
            }
        });
    }

    /** The id of a request. */
    static String of(RoutingContext context) {
        String id = context.get(KEY);
        return id == null ? begin(context) : id;
    }

    private static String begin(RoutingContext context) {
        String id = UUID.randomUUID().toString();
        context.put(KEY, id);
        MDC.put(MDC_KEY, id);
        context.response().putHeader(HEADER, id);
        return id;
    }

    private static long contentLength(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
