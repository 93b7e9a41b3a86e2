package io.tillview.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverlordClientTest {

    private static final AdminCredentials ADMIN = new AdminCredentials("admin", "s3cret");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String body = "{}";
    private HttpServer server;
    private OverlordClient client;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        client = new OverlordClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), ADMIN);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asks_as_the_administrator() {
        client.supervisor("merchant_events");

        assertThat(requests).containsExactly("GET /druid/indexer/v1/supervisor/merchant_events Basic YWRtaW46czNjcmV0");
    }

    @Test
    void takes_not_found_for_no_supervisor() {
        status = 404;

        assertThat(client.supervisor("merchant_events")).isEmpty();
    }

    @Test
    void takes_a_time_for_served_of_which_nothing_is_published() {
        body = "No used segment found for the given datasource and interval";

        assertThat(client.isServed("merchant_events", Instant.EPOCH, Instant.EPOCH.plusSeconds(1)))
                .isTrue();
    }

    @Test
    void takes_a_time_for_served_only_with_all_that_is_published() {
        body = "{\"merchant_events\": 99.5}";

        assertThat(client.isServed("merchant_events", Instant.EPOCH, Instant.EPOCH.plusSeconds(1)))
                .isFalse();
    }

    @Test
    void finds_a_task_that_moves_on_while_it_is_looked_for_and_tells_it_once() {
        body = "[{\"id\": \"late_merge_1\"}]";

        List<String> tasks = client.unfinishedTasks("merchant_events");

        assertThat(tasks).containsExactly("late_merge_1");
        assertThat(requests)
                .extracting(request -> request.replaceAll(".*state=(\\w+).*", "$1"))
                .containsExactly("waiting", "pending", "running");
    }

    @Test
    void tells_what_is_wrong_and_what_to_do_but_no_secret() {
        status = 401;

        DruidRefusedException refusal =
                catchThrowableOfType(DruidRefusedException.class, () -> client.supervisor("merchant_events"));

        assertThat(refusal.status()).hasValue(401);
        assertThat(refusal.remedy()).contains("administrator");
        assertThat(refusal).message().doesNotContain("s3cret", "YWRtaW46czNjcmV0");
        assertThat(ADMIN.toString()).doesNotContain("s3cret");
    }

    @Test
    void says_that_nobody_answers() {
        server.stop(0);

        DruidRefusedException refusal =
                catchThrowableOfType(DruidRefusedException.class, () -> client.supervisor("merchant_events"));

        assertThat(refusal.status()).isEmpty();
        assertThat(refusal).message().contains("no answer from the Overlord");
    }
}
