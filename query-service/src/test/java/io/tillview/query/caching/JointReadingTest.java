package io.tillview.query.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.query.CacheUse;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.answering.FoundRows;
import io.tillview.query.answering.QueryRunner;
import io.tillview.query.answering.RunOutcome;
import io.tillview.query.answering.WantedRows;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.scoping.Portion;
import io.tillview.query.scoping.Questions;
import io.tillview.query.scoping.SelectedColumn.RowValue;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class JointReadingTest {
    private static final Logger LOG = LoggerFactory.getLogger(JointReadingTest.class);
    private static final int SEEDS = Integer.getInteger("batches.seeds", 6);
    private static final int STEPS = 800;
    private static final CacheLimits LIMITS = new CacheLimits(1_000_000, Duration.ofSeconds(1), Duration.ofSeconds(2));

    @Test
    void each_answer_is_one_that_its_question_alone_would_have_got() {
        Map<CacheUse, Integer> uses = new EnumMap<>(CacheUse.class);
        int statements = 0;
        int joint = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDruid druid = new SimulatedDruid(seed);
            SplittableRandom random = new SplittableRandom(seed + 1);
            CachedRows rows = over(druid, druid);
            List<SimulatedBatch> dashboards = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                dashboards.add(SimulatedBatch.drawn(random));
            }
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(4) > 0) {
                    druid.step();
                } else {
                    dashboards
                            .get(random.nextInt(dashboards.size()))
                            .ask(druid, rows, found -> uses.merge(found.use(), 1, Integer::sum));
                }
            }
            statements +=
                    dashboards.stream().mapToInt(SimulatedBatch::statements).sum();
            joint += dashboards.stream()
                    .mapToInt(SimulatedBatch::jointStatements)
                    .sum();
        }

        LOG.info("batches: {} statements, {} of them for several questions; answers: {}", statements, joint, uses);
        assertThat(uses).containsKeys(CacheUse.values());
        assertThat(joint).isPositive();
    }

    @Test
    void a_dashboard_is_asked_for_in_one_statement() {
        SimulatedDruid druid = new SimulatedDruid(1);
        CachedRows rows = over(druid, druid);
        SimulatedBatch dashboard = dashboard();
        List<CacheUse> uses = new ArrayList<>();

        dashboard.ask(druid, rows, found -> uses.add(found.use()));

        assertThat(dashboard.statements()).isEqualTo(1);
        assertThat(dashboard.jointStatements()).isEqualTo(1);
        assertThat(uses).containsOnly(CacheUse.MISS).hasSize(4);
        assertThat(rows.statistics().counts().misses()).isEqualTo(4);
    }

    @Test
    void what_one_statement_cannot_bring_is_asked_for_question_by_question() {
        SimulatedDruid druid = new SimulatedDruid(1);
        List<RunOutcome> failures = new ArrayList<>();
        CachedRows rows = over(druid, sql -> {
            if (sql.columns().get(0) instanceof RowValue) {
                failures.add(new RunOutcome.Failed());
                return failures.get(0);
            }
            return druid.run(sql);
        });
        SimulatedBatch dashboard = dashboard();
        List<FoundRows> found = new ArrayList<>();

        dashboard.ask(druid, rows, found::add);
        dashboard.ask(druid, rows, found::add);

        assertThat(found).hasSize(8);
        assertThat(failures).as("tried once, and remembered").hasSize(1);
    }

    private static CachedRows over(SimulatedDruid druid, QueryRunner runner) {
        return CachedRows.over(runner, druid, druid, Sharing.NONE, LIMITS, druid::nanos, Runnable::run);
    }

    private static SimulatedBatch dashboard() {
        MerchantQuery byDay = Questions.of("events").per(Grain.DAY, ZoneOffset.UTC);
        return new SimulatedBatch(List.of(
                question(byDay),
                question(byDay.measuring(List.of("orders", "gross_sales"))),
                question(Questions.of("visitors", "events").by(List.of("channel"))),
                question(Questions.of("gross_sales"))));
    }

    private static SimulatedQuestion question(MerchantQuery query) {
        return new SimulatedQuestion(
                new WantedRows(
                        query,
                        new Interval(SimulatedTimeline.at(0), SimulatedTimeline.at(24)),
                        Datasource.MERCHANT_METRICS,
                        Portion.first(1_001),
                        new OneMerchant(new MerchantId("1")),
                        "somebody",
                        Optional.empty()),
                Optional.empty());
    }
}
