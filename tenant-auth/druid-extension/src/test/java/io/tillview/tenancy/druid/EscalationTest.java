package io.tillview.tenancy.druid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.java.util.common.Intervals;
import org.apache.druid.java.util.http.client.HttpClient;
import org.apache.druid.java.util.http.client.Request;
import org.apache.druid.java.util.http.client.response.HttpResponseHandler;
import org.apache.druid.query.DataSource;
import org.apache.druid.query.Druids;
import org.apache.druid.query.FilteredDataSource;
import org.apache.druid.query.Query;
import org.apache.druid.query.QueryDataSource;
import org.apache.druid.query.RestrictedDataSource;
import org.apache.druid.query.TableDataSource;
import org.apache.druid.query.UnionDataSource;
import org.apache.druid.query.aggregation.CountAggregatorFactory;
import org.apache.druid.query.filter.EqualityFilter;
import org.apache.druid.query.policy.RowFilterPolicy;
import org.apache.druid.query.spec.MultipleIntervalSegmentSpec;
import org.apache.druid.segment.column.ColumnType;
import org.apache.druid.server.security.AuthenticationResult;
import org.jboss.netty.handler.codec.http.HttpMethod;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which internal identity a process's own requests carry. */
class EscalationTest {
    private static final String PLAIN = "Tillview-Internal " + TestSecrets.INTERNAL_SECRET;
    private static final String RESTRICTED = "Tillview-Internal-Restricted " + TestSecrets.INTERNAL_SECRET;
    private static final TableDataSource TABLE = new TableDataSource("merchant_events");
    private static final DataSource RESTRICTED_TABLE = RestrictedDataSource.create(
            TABLE, RowFilterPolicy.from(new EqualityFilter("merchant_id", ColumnType.STRING, "m1", null)));

    private final ObjectMapper json = new DefaultObjectMapper();
    private final ObjectMapper smile = new DefaultObjectMapper(new SmileFactory(), null);

    @TempDir
    private Path folder;

    private TillviewEscalator escalator;

    @BeforeEach
    void start() throws IOException {
        escalator =
                new TillviewEscalator(TestSecrets.in(folder).internalSecret().toString(), "tillview");
    }

    private String authorization(HttpMethod method, String path, byte[] body) throws IOException {
        Request request = new Request(method, new URL("http://127.0.0.1:8083" + path));
        if (body != null) {
            request.setContent("application/x-jackson-smile", body);
        }
        Recording recording = new Recording();
        assertThat(escalator.createEscalatedClient(recording).go(request, null, Duration.millis(1)))
                .isDone();
        if (body != null) {
            assertThat(recording.sent.getContent().readableBytes()).isEqualTo(body.length);
        }
        assertThat(recording.sent.getHeaders().get("Authorization")).hasSize(1);
        return recording.sent.getHeaders().get("Authorization").iterator().next();
    }

    private String authorizationOf(DataSource source) throws IOException {
        Query<?> query = Druids.newTimeseriesQueryBuilder()
                .dataSource(source)
                .intervals(List.of(Intervals.of("2026-11-01/2026-11-02")))
                .aggregators(new CountAggregatorFactory("rows"))
                .filters("country", "restrict")
                .build();
        String asSmile = authorization(HttpMethod.POST, "/druid/v2/", smile.writeValueAsBytes(query));
        String asJson = authorization(HttpMethod.POST, "/druid/v2", json.writeValueAsBytes(query));
        assertThat(asSmile).isEqualTo(asJson);
        return asSmile;
    }

    @Test
    void a_restricted_query_goes_out_as_the_one_that_passes_it_on() throws IOException {
        assertThat(authorizationOf(RESTRICTED_TABLE)).isEqualTo(RESTRICTED);
    }

    @Test
    void a_restriction_is_found_wherever_a_datasource_can_stand() throws IOException {
        Query<?> inner = Druids.newScanQueryBuilder()
                .dataSource(RESTRICTED_TABLE)
                .intervals(new MultipleIntervalSegmentSpec(List.of(Intervals.of("2026-11-01/2026-11-02"))))
                .columns("country")
                .build();

        assertThat(authorizationOf(new QueryDataSource(inner))).isEqualTo(RESTRICTED);
        assertThat(authorizationOf(new UnionDataSource(List.of(TABLE, RESTRICTED_TABLE))))
                .isEqualTo(RESTRICTED);
        assertThat(authorizationOf(FilteredDataSource.create(RESTRICTED_TABLE, null)))
                .isEqualTo(RESTRICTED);
        assertThat(authorization(
                        HttpMethod.POST,
                        "/druid/v2/",
                        """
                        {"queryType":"scan","intervals":[],"dataSource":{"type":"join","condition":"1","joinType":"LEFT",
                         "left":{"type":"table","name":"a"},"right":{"base":{"type":"restrict"},"type":"unnest"}}}
                        """
                                .getBytes(UTF_8)))
                .isEqualTo(RESTRICTED);
    }

    @Test
    void an_unrestricted_query_goes_out_as_druid_itself() throws IOException {
        assertThat(authorizationOf(TABLE)).isEqualTo(PLAIN);
        assertThat(authorizationOf(new UnionDataSource(List.of(TABLE, new TableDataSource("restrict")))))
                .isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"dataSource\":\"restrict\"}",
                "{\"dataSource\":{\"type\":\"table\",\"name\":\"restrict\"}}",
                "{\"filter\":{\"type\":\"restrict\",\"base\":{\"type\":\"restrict\"}},\"dataSource\":\"a\"}",
                "{\"dataSource\":{\"type\":\"inline\",\"rows\":[[{\"type\":\"restrict\"}]]}}",
                "{\"dataSource\":{\"type\":{\"type\":\"restrict\"}}}",
                "{\"context\":{\"dataSource\":{\"type\":\"restrict\"}}}"
            })
    void words_elsewhere_do_not_pass_for_a_restriction(String query) throws IOException {
        assertThat(authorization(HttpMethod.POST, "/druid/v2/", query.getBytes(UTF_8)))
                .isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "restrict", "{\"dataSource\":{\"type\":", "\u0000", ":)\nx"})
    void what_can_not_be_read_goes_out_as_druid_itself_and_is_refused_there_if_restricted(String body)
            throws IOException {
        assertThat(authorization(HttpMethod.POST, "/druid/v2/", body.getBytes(UTF_8)))
                .isEqualTo(PLAIN);
    }

    @Test
    void all_other_requests_go_out_as_druid_itself() throws IOException {
        byte[] body = "{\"dataSource\":{\"type\":\"restrict\"}}".getBytes(UTF_8);

        assertThat(authorization(HttpMethod.POST, "/druid/indexer/v1/action", body))
                .isEqualTo(PLAIN);
        assertThat(authorization(HttpMethod.DELETE, "/druid/v2/", body)).isEqualTo(PLAIN);
        assertThat(authorization(HttpMethod.GET, "/druid/v2/", null)).isEqualTo(PLAIN);
    }

    @Test
    void a_process_s_own_identity_is_unrestricted() {
        AuthenticationResult own = escalator.createEscalatedAuthenticationResult();

        assertThat(DruidIdentity.of(own)).contains(DruidIdentity.Internal.UNRESTRICTED);
        assertThat(own.getAuthorizerName()).isEqualTo("tillview");
    }

    /** Keeps the request instead of sending it. */
    private static final class Recording implements HttpClient {
        private Request sent;

        @Override
        public <I, F> ListenableFuture<F> go(Request request, HttpResponseHandler<I, F> handler) {
            return go(request, handler, null);
        }

        @Override
        public <I, F> ListenableFuture<F> go(Request request, HttpResponseHandler<I, F> handler, Duration readTimeout) {
            this.sent = request;
            return Futures.immediateFuture(null);
        }
    }
}
