package io.tillview.cluster.services;

import io.tillview.cluster.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Ready when a GET answers 200. */
final class HttpReadiness implements Readiness {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final HttpRequest request;

    HttpReadiness(URI uri) {
        request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
    }

    /** Asks as Druid's administrator. */
    HttpReadiness(URI uri, InstallationSecrets secrets) {
        String login = "admin:" + secrets.password("admin-password").reveal();
        request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    @Override
    public Answer ask() throws InterruptedException {
        try {
            int status =
                    CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200
                    ? new Answer.Ready()
                    : new Answer.NotYet(request.uri().getPath() + " answers " + status);
        } catch (IOException e) {
            return new Answer.NotYet(request.uri().getAuthority() + " does not answer: "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
    }
}
