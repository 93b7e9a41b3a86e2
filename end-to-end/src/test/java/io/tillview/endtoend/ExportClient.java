package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.Ports.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/** A merchant who exports. */
final class ExportClient {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Tillview tillview;
    private final String merchant;

    ExportClient(Tillview tillview, String merchant) {
        this.tillview = tillview;
        this.merchant = merchant;
    }

    /** Begins an export; its address. */
    URI begin(String body) {
        URI exports = tillview.installation().http(Endpoint.QUERY_SERVICE).resolve("/v1/exports");
        HttpResponse<String> response = tillview.post(exports, authorization(), body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return URI.create(response.headers().firstValue("Location").orElseThrow());
    }

    /** How it is doing. */
    JsonNode state(URI export) {
        HttpResponse<String> response = tillview.get(export, authorization());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Tillview.json(response.body());
    }

    /** Waits until it is so; how it is then. */
    JsonNode awaitThat(URI export, Predicate<JsonNode> so) {
        return await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> state(export), job -> so.test(job) || isOver(job));
    }

    /** Waits until it is done. */
    JsonNode awaitDone(URI export) {
        JsonNode job = awaitThat(export, ExportClient::isOver);
        assertThat(job.get("state").asText()).as(job.toString()).isEqualTo("done");
        return job;
    }

    private static boolean isOver(JsonNode job) {
        return !job.get("state").asText().matches("waiting|running");
    }

    /** Begins one, waits for it, and gives its file. */
    Path exported(String body) throws IOException, InterruptedException {
        URI export = begin(body);
        awaitDone(export);
        return file(export);
    }

    /** Downloads a file. */
    Path file(URI export) throws IOException, InterruptedException {
        Path file = Files.createTempFile(Path.of("target"), "export-", ".file");
        HttpResponse<Path> response = http.send(request(export + "/file").build(), BodyHandlers.ofFile(file));
        assertThat(response.statusCode()).isEqualTo(200);
        return file;
    }

    HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpRequest.Builder request(String address) {
        return tillview.request(URI.create(address), authorization());
    }

    String authorization() {
        return "Bearer " + tillview.merchantToken(merchant);
    }
}
