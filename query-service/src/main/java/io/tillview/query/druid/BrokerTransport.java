package io.tillview.query.druid;

import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.calcite.avatica.remote.AvaticaHttpClient;

/**
 * Carries Avatica's messages to one Broker until one deadline, each once: nothing is sent again in here. Throws
 * {@link BrokerException}.
 */
record BrokerTransport(HttpClient http, URI broker, Deadline deadline) implements AvaticaHttpClient {
    private static final String PATH = "/druid/v2/sql/avatica-protobuf/";
    private static final long MAX_RESPONSE_BYTES = 32L << 20;

    /** A client for any number of Brokers; its connections are kept and shared. */
    static HttpClient httpClient(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public byte[] send(byte[] message) {
        Duration left = deadline.left();
        if (left.isNegative() || left.isZero()) {
            throw new BrokerException.TooSlow(broker, null);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(broker + PATH))
                .header("Content-Type", "application/x-google-protobuf")
                .POST(BodyPublishers.ofByteArray(message))
                .build();
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(request, info -> new BoundedBody(MAX_RESPONSE_BYTES));
        try {
            // Not the request's own timeout: that one ends with the headers, and a body can come slowly too.
            return body(sent.get(left.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new BrokerException.TooSlow(broker, e);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new BrokerException.TooSlow(broker, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BoundedBody.TooLongException) {
                throw new BrokerException.Unreadable(broker, "sent too long an answer.", e.getCause());
            }
            throw new BrokerException.Unreachable(broker, "can't be reached.", e.getCause());
        }
    }

    private byte[] body(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        // Avatica's own errors come as 500, with a message inside that is read like any other.
        if (status == HttpURLConnection.HTTP_OK || status == HttpURLConnection.HTTP_INTERNAL_ERROR) {
            return response.body();
        }
        throw new BrokerException.Unreachable(broker, "answered with the HTTP status " + status + ".", null);
    }
}
