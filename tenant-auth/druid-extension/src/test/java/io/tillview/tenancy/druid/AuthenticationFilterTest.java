package io.tillview.tenancy.druid;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.token.AccessTokenSigner;
import io.tillview.tenancy.token.KeyFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.server.security.AuthConfig;
import org.apache.druid.server.security.AuthenticationResult;
import org.apache.druid.server.security.AuthenticationUtils;
import org.apache.druid.server.security.Authenticator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** On Druid's own Jetty, between Druid's own filters; requests are sent byte by byte, as no client library would. */
class AuthenticationFilterTest {
    @TempDir
    private static Path folder;

    private static TestSecrets secrets;
    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        secrets = TestSecrets.in(folder);
        Authenticator authenticator =
                new TillviewAuthenticator("tillview", "tillview", secrets.credentials(InstantSource.system()));
        ServletContextHandler root = new ServletContextHandler();
        AuthenticationUtils.addSecuritySanityCheckFilter(root, new DefaultObjectMapper());
        AuthenticationUtils.addAuthenticationFilterChain(root, List.of(authenticator));
        AuthenticationUtils.addPreResponseAuthorizationCheckFilter(
                root, List.of(authenticator), new DefaultObjectMapper());
        root.addServlet(new ServletHolder(new WhoAmI()), "/*");
        server = new Server(0);
        server.setHandler(root);
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "requests.csv", delimiter = '|', numLinesToSkip = 2)
    void answers_as_the_matrix_says(String who, String method, String path, int status) throws Exception {
        String answer = send(method, path, headers(who));

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.contains("WWW-Authenticate: Basic realm=\"Tillview\""))
                .isEqualTo(status == 401);
        assertThat(answer).doesNotContain(TestSecrets.ADMIN_PASSWORD, TestSecrets.INTERNAL_SECRET);
    }

    @Test
    void druid_hears_who_it_is() throws Exception {
        assertThat(send("POST", "/druid/v2/sql", headers("merchant"))).endsWith("merchant:m1");
        assertThat(send("GET", "/status", headers("admin"))).endsWith("admin");
        assertThat(send("GET", "/druid/indexer/v1/supervisor/merchant_events/status", headers("status-reader")))
                .endsWith("query-service");
        assertThat(send("POST", "/druid/v2/", headers("internal"))).endsWith("druid");
        assertThat(send("POST", "/druid/v2/", headers("passing-on"))).endsWith("druid-restricted");
    }

    @Test
    void schemes_are_read_in_any_case() throws Exception {
        String basic = headers("admin").get(0).replace("Basic", "bASIC");

        assertThat(send("GET", "/status", List.of(basic))).startsWith("HTTP/1.1 200 ");
    }

    private static List<String> headers(String who) throws IOException {
        return switch (who) {
            case "nothing" -> List.of();
            case "admin" -> List.of(basic("admin:" + TestSecrets.ADMIN_PASSWORD));
            case "wrong-password" -> List.of(basic("admin:" + TestSecrets.INTERNAL_SECRET));
            case "wrong-user" -> List.of(basic("Admin:" + TestSecrets.ADMIN_PASSWORD));
            case "empty-password" -> List.of(basic("admin:"));
            case "no-colon" -> List.of(basic("admin"));
            case "not-base64" -> List.of("Authorization: Basic {}");
            case "basic-delegation" -> List.of(basic("delegation:" + token("m1", InstantSource.system())));
            case "scheme-only" -> List.of("Authorization: Basic");
            case "other-scheme" -> List.of("Authorization: Digest " + TestSecrets.ADMIN_PASSWORD);
            case "two-headers" ->
                List.of(basic("admin:" + TestSecrets.ADMIN_PASSWORD), basic("admin:" + TestSecrets.ADMIN_PASSWORD));
            case "internal" -> List.of("Authorization: Tillview-Internal " + TestSecrets.INTERNAL_SECRET);
            case "passing-on" -> List.of("Authorization: Tillview-Internal-Restricted " + TestSecrets.INTERNAL_SECRET);
            case "wrong-secret" -> List.of("Authorization: Tillview-Internal " + TestSecrets.INTERNAL_SECRET + "x");
            case "password-as-secret" -> List.of("Authorization: Tillview-Internal " + TestSecrets.ADMIN_PASSWORD);
            case "merchant" -> List.of("Authorization: Bearer " + token("m1", InstantSource.system()));
            case "expired" ->
                List.of("Authorization: Bearer "
                        + token(
                                "m1",
                                InstantSource.fixed(
                                        InstantSource.system().instant().minus(Duration.ofHours(1)))));
            case "forged" ->
                List.of("Authorization: Bearer "
                        + TestSecrets.in(Files.createTempDirectory(folder, "other"))
                                .delegationToken("m1", InstantSource.system()));
            case "access-token" ->
                List.of("Authorization: Bearer "
                        + new AccessTokenSigner(
                                        KeyFiles.readPrivateKey(secrets.delegationKey()), InstantSource.system())
                                .signForMerchant(new MerchantId("m1"), Duration.ofMinutes(5)));
            case "status-reader" -> List.of("Authorization: Tillview-Status " + status(InstantSource.system()));
            case "status-as-bearer" -> List.of("Authorization: Bearer " + status(InstantSource.system()));
            case "status-as-secret" -> List.of("Authorization: Tillview-Internal " + status(InstantSource.system()));
            case "status-expired" ->
                List.of("Authorization: Tillview-Status "
                        + status(InstantSource.fixed(
                                InstantSource.system().instant().minus(Duration.ofMinutes(2)))));
            case "status-forged" ->
                List.of("Authorization: Tillview-Status "
                        + TestSecrets.in(Files.createTempDirectory(folder, "other"))
                                .statusToken(InstantSource.system()));
            case "delegation-as-status" ->
                List.of("Authorization: Tillview-Status " + token("m1", InstantSource.system()));
            case "access-as-status" ->
                List.of("Authorization: Tillview-Status "
                        + new AccessTokenSigner(
                                        KeyFiles.readPrivateKey(secrets.delegationKey()), InstantSource.system())
                                .signForAdmin(Duration.ofMinutes(1)));
            case "huge" -> List.of("Authorization: Bearer " + "a".repeat(6000));
            default -> throw new IllegalArgumentException(who);
        };
    }

    private static String token(String merchant, InstantSource clock) {
        return secrets.delegationToken(merchant, clock);
    }

    private static String basic(String login) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private static String status(InstantSource clock) {
        return secrets.statusToken(clock);
    }

    /** The address goes out as it is written here; a client library would tidy it up first. */
    private static String send(String method, String path, List<String> headers) throws IOException {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(header -> request.append(header).append("\r\n"));
        request.append("Content-Length: 0\r\nConnection: close\r\n\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.toString().getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Stands for everything of Druid behind the filter. */
    private static final class WhoAmI extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.setAttribute(AuthConfig.DRUID_AUTHORIZATION_CHECKED, true);
            AuthenticationResult result =
                    (AuthenticationResult) request.getAttribute(AuthConfig.DRUID_AUTHENTICATION_RESULT);
            response.getOutputStream().write(result.getIdentity().getBytes(StandardCharsets.UTF_8));
        }
    }
}
