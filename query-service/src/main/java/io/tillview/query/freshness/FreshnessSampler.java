package io.tillview.query.freshness;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.SupervisorAnswer.NoAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka, the Overlord and the tasks again and again, in the background, how far the data reaches: callers get what is
 * known and wait for nobody, and however many they are, one voice a replica is heard. Each of the three is asked by a thread
 * of its own, so that one that is away delays no news from the others.
 */
public final class FreshnessSampler implements KnownFreshness, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FreshnessSampler.class);

    /** Of the questions that look for a time between two that are known; the rest follows in the next round. */
    private static final int QUESTIONS_A_ROUND = 8;

    private static final Duration BEGINNINGS = Duration.ofSeconds(30);
    private static final Duration MERGES = Duration.ofSeconds(10);
    private static final int THREADS = 3;

    private final TopicMarks marks = new TopicMarks();
    private final List<DatasourceWatch> watches;
    private final Map<Datasource, IngestionState> reported = new HashMap<>();
    private final Topic topic;
    private final Ingestion ingestion;
    private final LateMerges lateMerges;
    private final Map<Datasource, Map<Integer, Long>> merged = new HashMap<>();
    private final InstantSource clock;
    private final Duration interval;
    private final long begunNanos = System.nanoTime();
    private long beginningsAskedNanos = begunNanos - BEGINNINGS.toNanos();
    private long mergesAskedNanos = begunNanos - MERGES.toNanos();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, task -> {
        Thread sampler = new Thread(task, "freshness");
        sampler.setDaemon(true);
        return sampler;
    });

    /**
     * @param topic what is ingested
     * @param ingestion who ingests it
     * @param lateMerges how far late events are merged
     * @param clock what time it is, as Kafka's brokers know it
     * @param interval how long to wait before each is asked again
     */
    public FreshnessSampler(
            Topic topic, Ingestion ingestion, LateMerges lateMerges, InstantSource clock, Duration interval) {
        this.watches = Arrays.stream(Datasource.values())
                .map(datasource -> new DatasourceWatch(datasource, marks))
                .toList();
        this.topic = topic;
        this.ingestion = ingestion;
        this.lateMerges = lateMerges;
        this.clock = clock;
        this.interval = interval;
    }

    /** Begins to ask. To be called once. */
    public void start() {
        repeat(this::sampleTopic, interval);
        repeat(this::sampleTasks, interval);
        repeat(this::sampleSupervisors, interval.multipliedBy(2));
    }

    @Override
    public List<Freshness> all() {
        return watches.stream().map(DatasourceWatch::freshness).toList();
    }

    /** Stops asking; what is known stays known. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void repeat(Runnable sample, Duration pause) {
        Runnable safely = () -> {
            try {
                sample.run();
            } catch (RuntimeException e) {
                // An exception would end the schedule for good.
                LOG.error("Freshness could not be sampled.", e);
            }
        };
        ScheduledFuture<?> begun = threads.scheduleWithFixedDelay(safely, 0, pause.toNanos(), TimeUnit.NANOSECONDS);
        LOG.debug("Freshness is sampled every {}: {}", pause, begun);
    }

    private void sampleTopic() {
        boolean wasReachable = marks.isReachable();
        try {
            // Before the ends are asked for: what is merged can't lie beyond them then.
            askMerges();
            Instant asked = clock.instant();
            marks.ended(asked, topic.ends());
            for (DatasourceWatch watch : watches) {
                lookCloser(watch.positions());
                watch.merged(merged.getOrDefault(watch.datasource(), Map.of()));
                lookCloser(watch.mergedPositions());
            }
        } catch (IOException e) {
            marks.unreachable();
            if (wasReachable && !Thread.currentThread().isInterrupted()) {
                LOG.warn("Kafka doesn't tell where the topic ends: {}", e.getMessage());
            }
        }
    }

    private void askMerges() {
        if (System.nanoTime() - mergesAskedNanos < MERGES.toNanos()) {
            return;
        }
        mergesAskedNanos = System.nanoTime();
        try {
            for (DatasourceWatch watch : watches) {
                merged.put(watch.datasource(), lateMerges.mergedUpTo(watch.datasource()));
            }
        } catch (IOException e) {
            LOG.debug("Kafka doesn't tell how far late events are merged; that time stands still.", e);
        }
    }

    private void lookCloser(Map<Integer, Long> positions) {
        try {
            Map<Integer, Instant> questions = marks.questions(positions);
            for (int i = 0; i < QUESTIONS_A_ROUND && !questions.isEmpty(); i++) {
                marks.began(questions, topic.firstSince(questions));
                questions = marks.questions(positions);
            }
        } catch (IOException e) {
            LOG.debug("Kafka doesn't tell when records came; the time stays coarser.", e);
        }
    }

    private void sampleTasks() {
        Set<String> ids = new HashSet<>();
        watches.forEach(watch -> ids.addAll(watch.tasksToAsk()));
        Map<String, TaskAnswer> answers = ids.isEmpty() ? Map.of() : ingestion.tasks(ids);
        Duration now = Duration.ofNanos(System.nanoTime() - begunNanos);
        watches.forEach(watch -> watch.heard(answers, now));
    }

    private void sampleSupervisors() {
        boolean askBeginnings = System.nanoTime() - beginningsAskedNanos >= BEGINNINGS.toNanos();
        if (askBeginnings) {
            beginningsAskedNanos = System.nanoTime();
        }
        for (DatasourceWatch watch : watches) {
            SupervisorAnswer answer = ingestion.supervisor(watch.datasource());
            watch.heard(answer);
            if (askBeginnings || watch.freshness().dataFrom().isEmpty()) {
                ingestion.earliest(watch.datasource()).ifPresent(watch::begins);
            }
            report(watch.freshness(), answer instanceof NoAnswer none ? none.why() : "");
        }
    }

    /** Once a change, not once a sample. */
    private void report(Freshness now, String why) {
        IngestionState before = reported.put(now.datasource(), now.state());
        if (before == now.state() || Thread.currentThread().isInterrupted()) {
            return;
        }
        String change = "The ingestion of " + now.datasource().table() + " is "
                + now.state().externalName() + (why.isEmpty() ? "." : ": " + why);
        if (now.state().isRunning()) {
            LOG.info(change);
        } else {
            LOG.warn(change);
        }
    }
}
