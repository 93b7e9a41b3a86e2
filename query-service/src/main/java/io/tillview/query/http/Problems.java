package io.tillview.query.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.query.ProblemType;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes every error there is. Safe for use by many threads. */
@Provider
@Singleton
public final class Problems implements ExceptionMapper<Throwable> {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final String POST_ONLY = "POST, OPTIONS";
    /** RFC 9110 wants it with every 405, and Quarkus leaves it out. All others are read with GET. */
    private static final Map<String, String> ALLOWED = Map.of(
            QueryResource.PATH, POST_ONLY,
            BatchResource.PATH, POST_ONLY,
            AdminQueryResource.PATH, POST_ONLY,
            FunnelResource.PATH, POST_ONLY,
            RetentionResource.PATH, POST_ONLY,
            SqlResource.PATH, POST_ONLY,
            ExportsResource.PATH, "GET, HEAD, POST, OPTIONS");

    /** The same for addresses that have an id in them. */
    private static final Map<String, String> ALLOWED_BELOW = Map.of(ExportsResource.PATH, "GET, HEAD, DELETE, OPTIONS");

    private static final String OF_SUSPENSION = "GET, HEAD, PUT, DELETE, OPTIONS";
    private static final int SERVER_ERROR = 500;

    private final ObjectMapper json;
    private final CurrentRequest request;

    /**
     * @param json writes the bodies
     * @param request which request failed
     */
    public Problems(ObjectMapper json, CurrentRequest request) {
        this.json = json;
        this.request = request;
    }

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            Response.ResponseBuilder response =
                    response(Problem.of(problem.type(), problem.getMessage(), problem.violations(), request.queryId()));
            problem.headers().forEach(response::header);
            return response.build();
        }
        if (failure instanceof WebApplicationException e) {
            return ofStatus(e.getResponse());
        }
        return response(unexpected(failure, request.queryId())).build();
    }

    /** Ends a request that never came as far as a resource. */
    void end(RoutingContext context, ProblemType type, String detail) {
        end(context, Problem.of(type, detail, List.of(), QueryIds.of(context)));
    }

    /** Ends a request that something unexpected happened to before it came as far as a resource. */
    void end(RoutingContext context, Throwable failure) {
        end(context, unexpected(failure, QueryIds.of(context)));
    }

    private void end(RoutingContext context, Problem problem) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        if (problem.status() == ProblemType.UNAVAILABLE.status()) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .end(text(problem));
    }

    private Response ofStatus(Response original) {
        ProblemType type = ProblemType.ofStatus(original.getStatus());
        Response.ResponseBuilder response = response(Problem.of(type, type.title(), List.of(), request.queryId()));
        if (type == ProblemType.METHOD_NOT_ALLOWED) {
            response.header(HttpHeaders.ALLOW, allowedAt(request.path()));
        }
        return response.build();
    }

    private static String allowedAt(String path) {
        if (path.startsWith(SuspensionsResource.PATH + SuspensionsResource.OF_MERCHANTS)) {
            return OF_SUSPENSION;
        }
        String below =
                ALLOWED_BELOW.getOrDefault(path.substring(0, Math.max(0, path.lastIndexOf('/'))), "GET, HEAD, OPTIONS");
        return ALLOWED.getOrDefault(path, below);
    }

    private Response.ResponseBuilder response(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(MEDIA_TYPE).entity(text(problem));
        if (problem.status() == ProblemType.UNAVAILABLE.status()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (problem.status() >= SERVER_ERROR) {
            LOG.warn("Answered {}: {}", problem.status(), problem.detail());
        }
        return response;
    }

    private static Problem unexpected(Throwable failure, String queryId) {
        if (failure instanceof RejectedExecutionException) {
            return Problem.of(ProblemType.OVERLOADED, "Try again in a moment.", List.of(), queryId);
        }
        if (failure instanceof IOException) {
            // Mostly of a caller that has gone.
            LOG.warn("A request broke off: {}", failure.toString());
        } else {
            LOG.error("A request failed.", failure);
        }
        return Problem.of(
                ProblemType.INTERNAL, "The request could not be answered; the log has its id.", List.of(), queryId);
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem can always be written.", e);
        }
    }
}
