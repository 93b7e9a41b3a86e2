package io.tillview.query.answering;

import static java.util.Objects.requireNonNull;

import io.tillview.query.CacheUse;
import io.tillview.query.Interval;
import io.tillview.query.QueryResult.Meta;
import io.tillview.query.QueryResult.Page;
import io.tillview.query.QueryResult.Warning;
import io.tillview.query.answering.JourneyOutcome.NotWorked;
import io.tillview.query.answering.JourneyOutcome.Worked;
import io.tillview.query.answering.JourneyReading.Values;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.journeys.EventMatch;
import io.tillview.query.journeys.FunnelFold;
import io.tillview.query.journeys.FunnelQuery;
import io.tillview.query.journeys.FunnelResult;
import io.tillview.query.journeys.FunnelTable;
import io.tillview.query.journeys.JourneyEvents;
import io.tillview.query.journeys.RetentionFold;
import io.tillview.query.journeys.RetentionQuery;
import io.tillview.query.journeys.RetentionResult;
import io.tillview.query.journeys.RetentionTable;
import io.tillview.query.journeys.Sampled;
import io.tillview.query.journeys.TooManyEventsException;
import io.tillview.query.limits.MerchantShares;
import io.tillview.query.limits.MerchantSlots;
import io.tillview.tenancy.OneMerchant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers questions about journeys: reads the events and folds them.
 *
 * <p>Bounded: so many at once and half of them of one merchant, so many events each, and all of one within the time that a query may take. Safe for use by many threads;
 * blocks while it works.
 */
public final class JourneyAnswerer {
    private static final Datasource SOURCE = Datasource.MERCHANT_EVENTS;
    /** One for each event is more than a funnel that isn't broken down can have; rows may have the same visitors' again. */
    private static final int TIMES_FOR_EACH_EVENT = 2;

    private static final Warning NO_DATA_YET =
            new Warning("no_data_yet", "Nothing has been ingested yet: these zeros say nothing about the shop.");

    private final QueryRunner runner;
    private final KnownFreshness freshness;
    private final int maxEvents;
    private final MerchantSlots slots;
    private final Duration timeLimit;

    /**
     * @param runner what runs the SQL
     * @param freshness how far the data reaches
     * @param config a configuration without faults
     * @param timeLimit how long one may take, all its queries together
     */
    public JourneyAnswerer(QueryRunner runner, KnownFreshness freshness, JourneysConfig config, Duration timeLimit) {
        this.runner = requireNonNull(runner, "runner");
        this.freshness = requireNonNull(freshness, "freshness");
        this.maxEvents = config.maxEvents();
        this.slots = new MerchantSlots(config.maxConcurrent(), MerchantShares.halfOf(config.maxConcurrent()));
        this.timeLimit = requireNonNull(timeLimit, "timeLimit");
    }

    /**
     * Answers for a funnel.
     *
     * @param query the question; its names are in the catalog
     * @param scope whose rows may answer
     * @param subject who asks
     * @param queryId what this question is called in the log and the answer
     */
    public JourneyOutcome<FunnelResult> funnel(FunnelQuery query, OneMerchant scope, String subject, String queryId) {
        return inTurn(scope, () -> {
            Work work = new Work(query.steps(), query.interval(), scope, subject, queryId);
            Values values = query.dimension()
                    .map(dimension -> work.reading.values(dimension, query.limit()))
                    .orElse(Values.NONE);
            JourneyEvents events = work.reading.events(query.dimension(), values);
            FunnelFold fold = new FunnelFold(query, (long) maxEvents * TIMES_FOR_EACH_EVENT, work::check);
            events.forEachVisitor(fold);
            FunnelTable table = new FunnelTable(query, fold, values.byGroup(), events.sample());
            Freshness reach = work.reach();
            return new FunnelResult(
                    table.steps(),
                    table.rows(),
                    new Page(null, values.truncated()),
                    table.sampled(),
                    work.warnings(reach, table.sampled()),
                    work.meta(reach));
        });
    }

    /**
     * Answers for retention.
     *
     * @param query the question; its names are in the catalog
     * @param scope whose rows may answer
     * @param subject who asks
     * @param queryId what this question is called in the log and the answer
     */
    public JourneyOutcome<RetentionResult> retention(
            RetentionQuery query, OneMerchant scope, String subject, String queryId) {
        return inTurn(scope, () -> {
            Work work =
                    new Work(List.of(query.entering(), query.returning()), query.interval(), scope, subject, queryId);
            JourneyEvents events = work.reading.events(Optional.empty(), Values.NONE);
            RetentionFold fold = new RetentionFold(query, work::check);
            events.forEachVisitor(fold);
            Freshness reach = work.reach();
            RetentionTable table = new RetentionTable(
                    query, fold.cohorts(), events.sample(), reach.dataThrough().orElse(Instant.MIN));
            return new RetentionResult(
                    table.cohorts(),
                    table.overall(),
                    table.sampled(),
                    work.warnings(reach, table.sampled()),
                    work.meta(reach));
        });
    }

    private <T> JourneyOutcome<T> inTurn(OneMerchant scope, Supplier<T> work) {
        Optional<MerchantSlots.Slot> slot = slots.take(scope.merchant());
        if (slot.isEmpty()) {
            JourneyAbandonedException busy = JourneyAbandonedException.busy();
            return new NotWorked<>(busy.problem(), busy.getMessage());
        }
        try {
            return new Worked<>(work.get());
        } catch (JourneyAbandonedException e) {
            return new NotWorked<>(e.problem(), e.getMessage());
        } catch (TooManyEventsException e) {
            JourneyAbandonedException tooMany = JourneyAbandonedException.tooMany();
            return new NotWorked<>(tooMany.problem(), tooMany.getMessage());
        } finally {
            slot.get().close();
        }
    }

    /** What one question needs while it is worked on. Used by one thread. */
    private final class Work {
        private final long begun = System.nanoTime();
        private final Interval interval;
        private final String queryId;
        private final Freshness before = freshness.of(SOURCE);
        private final JourneyReading reading;

        Work(List<EventMatch> matches, Interval interval, OneMerchant scope, String subject, String queryId) {
            this.interval = interval;
            this.queryId = queryId;
            this.reading = new JourneyReading(runner, matches, interval, scope, subject, maxEvents, this::check);
        }

        void check() {
            if (System.nanoTime() - begun > timeLimit.toNanos()) {
                throw JourneyAbandonedException.tooLong();
            }
        }

        /** What was known before the events were read counts, and what is known after it, too. */
        Freshness reach() {
            return before.and(freshness.of(SOURCE));
        }

        List<Warning> warnings(Freshness reach, Sampled sampled) {
            List<Warning> warnings = new ArrayList<>();
            if (reading.isNothingIngested()) {
                warnings.add(NO_DATA_YET);
            }
            reach.dataFrom()
                    .filter(from -> interval.from().isBefore(from))
                    .map(from -> new Warning(
                            "before_data",
                            "The data begins at " + from + ": what was before that is missing here, not zero."))
                    .ifPresent(warnings::add);
            if (reading.withoutVisitor() > 0) {
                warnings.add(new Warning(
                        "without_visitor",
                        reading.withoutVisitor() + " events match but name no visitor: they are left out."));
            }
            if (sampled != null) {
                warnings.add(new Warning(
                        "sampled",
                        String.format(
                                Locale.ROOT,
                                "More than %d events match: these are estimates from %.3g %% of the visitors.",
                                maxEvents,
                                100 * sampled.share())));
            }
            return warnings;
        }

        Meta meta(Freshness reach) {
            return new Meta(
                    queryId,
                    reach.dataThrough().orElse(null),
                    reach.dataFrom().orElse(null),
                    reach.completenessUpTo(interval.to()),
                    CacheUse.MISS,
                    SOURCE.table(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        }
    }
}
