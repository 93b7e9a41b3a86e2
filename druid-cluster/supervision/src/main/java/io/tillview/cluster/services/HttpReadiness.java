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
import java.util.Optional;

/** Ready when a GET answers 200. */
final class HttpReadiness implements Readiness {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final URI uri;
    private final Optional<InstallationSecrets> secrets;

    HttpReadiness(URI uri) {
        this.uri = uri;
        this.secrets = Optional.empty();
    }

    /** Asks as Druid's administrator. */
    HttpReadiness(URI uri, InstallationSecrets secrets) {
        this.uri = uri;
        this.secrets = Optional.of(secrets);
    }

    @Override
    public Answer ask() throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        secrets.ifPresent(known -> request.header("Authorization", basic(known)));
        try {
            int status = CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status == 200 ? new Answer.Ready() : new Answer.NotYet(uri.getPath() + " answers " + status);
        } catch (IOException e) {
            return new Answer.NotYet(uri.getAuthority() + " does not answer: "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
    }

    private static String basic(InstallationSecrets secrets) {
        String login = "admin:" + secrets.password("admin-password").reveal();
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
