package io.tillview.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.token.AccessTokenSigner;
import io.tillview.tenancy.token.KeyFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Calls the service as admins and merchants do, each with one token all the time. */
final class SuspensionCaller {
    static final String QUESTION = "{\"measures\": [\"orders\"], \"timeRange\": {\"last\": \"P7D\"}}";
    static final String REASON = "{\"reason\": \"unpaid\"}";
    private static final String STEPS = "{\"steps\": [{\"eventType\": \"a\"}, {\"eventType\": \"b\"}],"
            + " \"window\": \"P1D\", \"timeRange\": {\"last\": \"P7D\"}}";
    private static final String COHORTS = "{\"grain\": \"day\", \"periods\": 1, \"timeRange\": {\"last\": \"P7D\"}}";

    /** A call that merchants make. */
    record Call(String method, String path, String body) {}

    /** All that merchants can ask for, with bodies that are understood where it matters. */
    static final List<Call> MERCHANTS_CALLS = List.of(
            new Call("POST", "/v1/query", QUESTION),
            new Call("POST", "/v1/query/batch", "{\"queries\": [" + QUESTION + "]}"),
            new Call("POST", "/v1/funnel", STEPS),
            new Call("POST", "/v1/retention", COHORTS),
            new Call("POST", "/v1/sql", "{\"query\": \"SELECT COUNT(*) AS n FROM events\"}"),
            new Call("POST", "/v1/exports", "{\"query\": " + QUESTION + ", \"format\": \"csv\"}"),
            new Call("GET", "/v1/exports", ""),
            new Call("GET", "/v1/exports/5b0f6c1e-3c0e-4d6f-9d55-0d5a4f0b6d3e", ""),
            new Call("DELETE", "/v1/exports/5b0f6c1e-3c0e-4d6f-9d55-0d5a4f0b6d3e", ""),
            new Call("GET", "/v1/exports/5b0f6c1e-3c0e-4d6f-9d55-0d5a4f0b6d3e/file", ""),
            new Call("GET", "/v1/realtime", ""),
            new Call("GET", "/v1/realtime?follow=true", ""),
            new Call("GET", "/v1/catalog", ""),
            new Call("GET", "/v1/me", ""),
            new Call("GET", "/v1/freshness", ""));

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final URI service;
    private final AccessTokenSigner signer;
    private final String admin;

    SuspensionCaller(URI service, String issuerKey) {
        this.service = service;
        this.signer = new AccessTokenSigner(KeyFiles.readPrivateKey(Path.of(issuerKey)), InstantSource.system());
        this.admin = signer.signForAdmin(LIFE);
    }

    String admin() {
        return admin;
    }

    String merchant(String id) {
        return signer.signForMerchant(new MerchantId(id), LIFE);
    }

    HttpRequest.Builder request(Call call, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(call.path()))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
        return call.body().isEmpty()
                ? request.method(call.method(), BodyPublishers.noBody())
                : request.header("Content-Type", "application/json")
                        .method(call.method(), BodyPublishers.ofString(call.body()));
    }

    HttpResponse<String> send(Call call, String token) throws IOException, InterruptedException {
        return HTTP.send(request(call, token).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return send(new Call("GET", path, ""), token);
    }

    HttpResponse<String> ask(String token) throws IOException, InterruptedException {
        return send(MERCHANTS_CALLS.get(0), token);
    }

    static Call suspension(String method, String merchant) {
        return new Call(method, "/v1/admin/merchants/" + merchant + "/suspension", method.equals("PUT") ? REASON : "");
    }

    void suspend(String merchant) throws IOException, InterruptedException {
        assertThat(send(suspension("PUT", merchant), admin).statusCode()).isEqualTo(200);
    }

    void lift(String merchant) throws IOException, InterruptedException {
        assertThat(send(suspension("DELETE", merchant), admin).statusCode()).isEqualTo(204);
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static JsonNode problem(HttpResponse<String> response, int status, String type) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.at("/type").asText()).isEqualTo("urn:tillview:problem:" + type);
        return problem;
    }
}
