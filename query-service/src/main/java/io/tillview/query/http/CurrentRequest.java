package io.tillview.query.http;

import io.tillview.tenancy.Caller;
import io.tillview.tenancy.OneMerchant;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What is known about the request that is being answered. One for each request. */
@RequestScoped
public class CurrentRequest {
    private static final String SCHEME = "bearer ";

    private final RoutingContext context;
    private final List<Runnable> worked = new ArrayList<>();
    private Caller caller;
    private OneMerchant scope;

    /** @param context the request */
    public CurrentRequest(RoutingContext context) {
        this.context = context;
    }

    /** The id in {@link QueryIds#HEADER}. */
    public String queryId() {
        return QueryIds.of(context);
    }

    /**
     * Who calls.
     *
     * @throws NullPointerException if nobody was authenticated; no resource is reached then
     */
    public Caller caller() {
        return Objects.requireNonNull(caller, "caller");
    }

    void authenticated(Caller who) {
        this.caller = who;
    }

    /** Whose rows the request is about; empty as long as that isn't decided, and where it is about nobody's. */
    Optional<OneMerchant> scope() {
        return Optional.ofNullable(scope);
    }

    void scoped(OneMerchant whose) {
        this.scope = whose;
    }

    /** The token that the request carries, if it carries one. */
    Optional<String> bearer() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }

    /** The address without the query part. */
    String path() {
        return context.normalizedPath();
    }

    /** Sets a header of the answer, whatever that will be. */
    void answerHeader(String name, String value) {
        context.response().putHeader(name, value);
    }

    /** Does something once the answer is sent, or can't be sent any more. */
    void whenEnded(Runnable what) {
        context.addEndHandler(ended -> what.run());
    }

    /** Does something once that is so, and nothing is worked out for the answer any more: who hangs up ends no query. */
    void whenDone(Runnable what) {
        AtomicInteger open = new AtomicInteger(2);
        Runnable oneOfBoth = () -> {
            if (open.decrementAndGet() == 0) {
                what.run();
            }
        };
        worked.add(oneOfBoth);
        whenEnded(oneOfBoth);
    }

    @PreDestroy
    void worked() {
        worked.forEach(Runnable::run);
    }

    /** The value of a header that may be given once. */
    Optional<String> header(String name) {
        return Optional.ofNullable(String.join(", ", context.request().headers().getAll(name)))
                .filter(value -> !value.isBlank());
    }
}
