package io.tillview.query.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillview.query.MerchantQuery;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.QueryScoper;
import io.tillview.query.scoping.Questions;
import io.tillview.query.scoping.ScopedSql;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvaticaQueryRunnerTest {
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");

    private final FakeBroker broker = new FakeBroker();
    private final RunOutcome oneRow = new RunOutcome.Rows(List.of(List.of(1L)), Optional.of(broker.address()));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(broker));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void runs_the_sql_as_the_merchant_and_closes_the_statement() {
        ScopedSql sql = sql("shop-1", "ann");

        assertThat(runner(broker.address()).run(sql)).isEqualTo(oneRow);

        assertThat(broker.queries).containsExactly(sql.text());
        awaitRenewed(1);
        assertThat(broker.opened.values()).singleElement().satisfies(info -> {
            assertThat(info)
                    .containsEntry("user", "delegation")
                    .containsOnlyKeys("user", "password", "timeout", "sqlQueryId");
            assertThat(info.get("password").split("\\.")).hasSize(3);
        });
    }

    @Test
    void reads_all_frames_and_numbers_of_every_width() {
        broker.firstFrame = List.of(List.of(1), List.of(2L));
        broker.secondFrame = List.of(List.of((short) 3));

        assertThat(runner(broker.address()).run(sql("shop-1", "ann")))
                .isEqualTo(new RunOutcome.Rows(
                        List.of(List.of(1L), List.of(2L), List.of(3L)), Optional.of(broker.address())));
    }

    @Test
    void hands_rows_on_as_they_come() {
        broker.firstFrame = List.of(List.of(1), List.of(2L));
        broker.secondFrame = List.of(List.of((short) 3));
        List<List<Object>> taken = new ArrayList<>();

        RunOutcome outcome = runner(broker.address()).stream(sql("shop-1", "ann"), taken::add);

        assertThat(outcome).isEqualTo(new RunOutcome.Streamed(3, Optional.of(broker.address())));
        assertThat(taken).containsExactly(List.of(1L), List.of(2L), List.of(3L));
    }

    @Test
    void a_taker_that_throws_ends_the_query() {
        broker.secondFrame = List.of(List.of(2));
        IllegalStateException gone = new IllegalStateException("The client is gone.");
        AvaticaQueryRunner runner = runner(broker.address());

        assertThatThrownBy(() -> runner.stream(sql("shop-1", "ann"), row -> {
                    throw gone;
                }))
                .isSameAs(gone);
        assertThat(broker.openStatements).isEmpty();
    }

    @Test
    void what_was_handed_on_is_not_handed_on_again() {
        broker.secondFrame = List.of(List.of(2));
        List<List<Object>> taken = new ArrayList<>();

        RunOutcome outcome = runner(broker.address(), broker.address()).stream(sql("shop-1", "ann"), row -> {
            taken.add(row);
            broker.status = 503;
        });

        assertThat(outcome).isEqualTo(new RunOutcome.Unavailable());
        assertThat(taken).hasSize(1);
    }

    @Test
    void uses_a_connection_again_but_never_another_merchants_or_subjects() {
        AvaticaQueryRunner runner = runner(broker.address());

        runner.run(sql("shop-1", "ann"));
        awaitRenewed(1);
        Stream.of(sql("shop-1", "ann"), sql("shop-2", "ann"), sql("shop-1", "bob"))
                .forEach(runner::run);

        assertThat(broker.opened).hasSize(3);
    }

    @Test
    void a_question_waits_for_no_more_than_it_needs() {
        AvaticaQueryRunner runner = runner(broker.address());
        runner.run(sql("shop-1", "ann"));
        List<String> first = List.of("OpenConnectionRequest", "CreateStatementRequest", "PrepareAndExecuteRequest");
        List<String> inTheBackground = List.of("CloseStatementRequest", "CreateStatementRequest");
        List<String> both =
                Stream.concat(first.stream(), inTheBackground.stream()).toList();
        awaitRenewed(1);
        assertThat(broker.requests).containsExactlyElementsOf(both);

        runner.run(sql("shop-1", "ann"));

        assertThat(broker.requests.get(both.size())).isEqualTo("PrepareAndExecuteRequest");
        awaitRenewed(2);
        assertThat(broker.opened).hasSize(1);
        assertThat(broker.openStatements).hasSize(1);
    }

    @Test
    void opens_another_connection_when_the_broker_has_forgotten_the_first() {
        AvaticaQueryRunner runner = runner(broker.address());
        runner.run(sql("shop-1", "ann"));
        broker.forgetConnections();

        assertThat(runner.run(sql("shop-1", "ann"))).isEqualTo(oneRow);
    }

    @Test
    void closes_its_connections_when_it_is_closed() {
        AvaticaQueryRunner runner = runner(broker.address());
        runner.run(sql("shop-1", "ann"));

        runner.close();

        assertThat(broker.open).isEmpty();
    }

    @Test
    void passes_over_a_broker_that_is_not_there() {
        AvaticaQueryRunner runner = runner(NOBODY, broker.address());

        assertThat(Stream.of("a", "b", "c", "d").map(shop -> runner.run(sql(shop, "ann"))))
                .containsOnly(oneRow);
        assertThat(runner.isAnyAnswering()).isTrue();
    }

    @Test
    void says_quickly_that_nobody_is_there() {
        long begun = System.nanoTime();
        AvaticaQueryRunner runner = runner(NOBODY);

        assertThat(runner.run(sql("shop-1", "ann"))).isEqualTo(new RunOutcome.Unavailable());
        assertThat(runner.isAnyAnswering()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void asks_a_broker_that_answers_503_once_and_no_more() {
        broker.status = 503;

        assertThat(runner(broker.address()).run(sql("shop-1", "ann"))).isEqualTo(new RunOutcome.Unavailable());
    }

    @Test
    void gives_a_query_up_when_its_time_is_over() {
        broker.silent = true;

        assertThat(runner(broker.address()).run(sql("shop-1", "ann"))).isEqualTo(new RunOutcome.TimedOut());
    }

    @Test
    void has_a_query_ended_that_it_gave_up() throws InterruptedException {
        broker.silent = true;

        runner(broker.address()).run(sql("shop-1", "ann"));

        String id = broker.opened.values().iterator().next().get("sqlQueryId");
        assertThat(broker.cancelled.poll(10, TimeUnit.SECONDS)).isEqualTo("DELETE Tillview-Status /druid/v2/sql/" + id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Object 'merchant_metrics' not found (line [1], column [9]) | NoSuchDatasource",
                "Object 'something_else' not found | Failed",
                "Query timeout | TimedOut",
                "QueryCapacityExceededException: Too many concurrent queries | Overloaded",
                "Too many connections | Overloaded",
                "ForbiddenException: Authentication failed. | Unavailable",
                "QueryCapacityExceededException: Query capacity exceeded | Overloaded",
                "RuntimeException -> ResourceLimitExceededException: Not enough disk space to execute this query. | Refused",
                "ResourceLimitExceededException: Not enough aggregation buffer space to execute this query. | Refused",
                "ResourceLimitExceededException: Subquery generated results beyond maximum[100000] rows | Refused",
                "Cannot build plan for query | Failed"
            })
    void reads_what_the_broker_means(String said, String outcome) {
        broker.failure = said;

        assertThat(runner(broker.address()).run(sql("shop-1", "ann")).getClass().getSimpleName())
                .isEqualTo(outcome);
        assertThat(broker.openStatements).isEmpty();
    }

    /** Until so many statements were renewed, and every connection can be used again. */
    private void awaitRenewed(int statements) {
        await().untilAsserted(() -> {
            assertThat(Collections.frequency(broker.requests, "CloseStatementRequest"))
                    .isEqualTo(statements);
            assertThat(metrics.get("tillview.druid.connections.idle").gauge().value())
                    .isEqualTo(broker.opened.size());
        });
    }

    private AvaticaQueryRunner runner(URI... brokers) {
        AvaticaQueryRunner runner = Runners.at(metrics, brokers);
        opened.add(0, runner);
        return runner;
    }

    private static ScopedSql sql(String merchant, String subject) {
        MerchantQuery query = Questions.of("events");
        OneMerchant scope = new OneMerchant(new MerchantId(merchant));
        return new QueryScoper().scope(query, Questions.NOVEMBER, Datasource.MERCHANT_METRICS, scope, subject);
    }
}
