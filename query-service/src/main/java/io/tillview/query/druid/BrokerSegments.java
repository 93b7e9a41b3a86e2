package io.tillview.query.druid;

import io.tillview.query.segments.SegmentChanges;
import io.tillview.query.segments.SegmentSource;
import io.tillview.query.segments.ServedSegments;
import io.tillview.tenancy.token.StatusTokenSigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Asks Brokers which segments they serve: an address that Tillview's extension gives them. Safe for use by many threads. */
public final class BrokerSegments implements SegmentSource {
    private static final String PATH = "/tillview/v1/served-segments/%s/%d";

    /** Compressed, some 10 bytes a segment: enough for 5 million. */
    private static final long MAX_RESPONSE_BYTES = 64L << 20;

    private final StatusRequests requests;

    /**
     * @param config a configuration without faults
     * @param signer signs what we show to Druid
     * @param clock what time it is
     */
    public BrokerSegments(DruidConfig config, StatusTokenSigner signer, InstantSource clock) {
        this.requests = new StatusRequests(BrokerTransport.httpClient(config.connectTimeout()), signer, clock);
    }

    @Override
    public SegmentChanges changes(URI broker, Optional<ServedSegments> known, Duration timeout) throws IOException {
        String path = PATH.formatted(
                known.map(ServedSegments::epoch).orElse("none"),
                known.map(ServedSegments::position).orElse(0L));
        HttpResponse<byte[]> reply =
                StatusRequests.await(requests.sendForMuch(broker, path, MAX_RESPONSE_BYTES), timeout);
        if (reply.statusCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("It answered with the HTTP status " + reply.statusCode() + ".");
        }
        try (InputStream body = body(reply)) {
            return ServedSegmentsJson.changes(body);
        }
    }

    private static InputStream body(HttpResponse<byte[]> reply) throws IOException {
        InputStream body = new ByteArrayInputStream(reply.body());
        boolean compressed = reply.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equals)
                .isPresent();
        return compressed ? new GZIPInputStream(body) : body;
    }
}
