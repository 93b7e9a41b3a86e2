package io.tillview.query.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;

/** Holds back the answer to a question that was asked before its merchant was suspended: it may have run for half a minute. */
@Provider
@Singleton
public final class SuspendedMeanwhile implements ContainerResponseFilter {
    private final CurrentRequest request;
    private final jakarta.inject.Provider<MerchantScopes> scopes;
    private final jakarta.inject.Provider<Problems> problems;

    /**
     * @param request whose rows it is about
     * @param scopes decides again; asked for when there is a request, because filters are made before the configuration is read
     * @param problems writes what is answered instead; likewise
     */
    public SuspendedMeanwhile(
            CurrentRequest request,
            jakarta.inject.Provider<MerchantScopes> scopes,
            jakarta.inject.Provider<Problems> problems) {
        this.request = request;
        this.scopes = scopes;
        this.problems = problems;
    }

    @Override
    public void filter(ContainerRequestContext asked, ContainerResponseContext answer) {
        if (answer.getStatus() >= Response.Status.BAD_REQUEST.getStatusCode()) {
            return;
        }
        request.scope()
                .flatMap(scope -> scopes.get().refusal(request.caller(), scope))
                .ifPresent(refusal -> {
                    Response instead = problems.get().toResponse(refusal);
                    answer.setStatus(instead.getStatus());
                    answer.getHeaders().clear();
                    answer.getHeaders().putAll(instead.getHeaders());
                    answer.setEntity(instead.getEntity(), new Annotation[0], instead.getMediaType());
                });
    }
}
