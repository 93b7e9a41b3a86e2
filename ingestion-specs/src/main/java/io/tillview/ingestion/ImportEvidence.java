package io.tillview.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.events.Timeliness;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What answers hold of an import's days, and what follows from it. Blocks; belongs to one thread. */
final class ImportEvidence {
    private static final long PAUSE_MILLIS = 300;
    private static final long SERVED_NANOS = 300_000_000_000L;
    /** What is read from Kafka by one supervisor may not be read by another yet. */
    private static final long DIFFERENT_NANOS = 30_000_000_000L;
    /** So long after a time no live event of it comes any more, and those that came have been read. */
    private static final Duration SETTLED = Timeliness.MAX_BEHIND.plusMinutes(10);

    private static final String EVENTS = "COUNT(*)";
    private static final String EVENTS_OF_ROLLUP = "SUM(events)";
    /** An import's rows came at no time, and from no place in the topic. */
    private static final String IMPORTED = "COUNT(*) FILTER (WHERE kafka_offset IS NULL)";

    private static final String LIVE =
            "COUNT(*) FILTER (WHERE TIMESTAMP_TO_MILLIS(__time) >= CAST(arrived_at AS BIGINT) - "
                    + Timeliness.MAX_BEHIND.toMillis() + ")";
    /** Late events are merged into one datasource after another. */
    private static final String NOT_LATE = "SUM(events) - COALESCE(SUM(late), 0)";

    private final BrokerClient broker;
    private final PublishedSegments segments;
    private final List<SupervisorSpec> datasources;
    private final List<RetentionRules> retention;
    private final MerchantDays days;

    /**
     * Asks nothing yet.
     *
     * @param datasources those that take imports
     * @param days what the import has
     */
    ImportEvidence(
            BrokerClient broker,
            PublishedSegments segments,
            List<SupervisorSpec> datasources,
            List<RetentionRules> retention,
            MerchantDays days) {
        this.broker = broker;
        this.segments = segments;
        this.datasources = datasources;
        this.retention = retention;
        this.days = days;
    }

    /** What nobody keeps would be gone within seconds of having been imported. */
    void refuseDaysThatAreNotKept() {
        LocalDate first = keptSince(longestKept());
        long tooOld = days.events() - days.since(first).events();
        if (tooOld > 0) {
            throw new ImportRefusedException(
                    "the import",
                    tooOld + " of its events occurred before " + first + ", and nothing that old is kept",
                    "Nothing was imported; leave them out.");
        }
    }

    /** Each datasource is asked: one of them may have what the others never got. */
    void refuseDaysWithEvents() throws InterruptedException {
        for (SupervisorSpec datasource : ofMerchants()) {
            MerchantDays kept = kept(datasource);
            if (kept.events() == 0) {
                continue;
            }
            awaitPublished(datasource, kept);
            for (JsonNode row : rows(datasource, kept, datasource.isRollup() ? EVENTS_OF_ROLLUP : EVENTS)) {
                if (kept.concerns(row)) {
                    throw new ImportRefusedException(
                            "merchant " + row.get(0).asText(),
                            "there are " + row.get(2).asLong() + " events on "
                                    + row.get(1).asText() + " already",
                            "Nothing was imported; leave out the days that are there.");
                }
            }
        }
    }

    /**
     * Whether a datasource has the import's rows, where no task of the import for it is at work. What has no merchants is compared with
     * what has: that has to have the import, and serve it.
     *
     * @throws ImportRefusedException if it can't be told
     */
    boolean isIn(SupervisorSpec datasource) throws InterruptedException {
        MerchantDays kept = datasource.knowsMerchants()
                ? kept(datasource)
                : kept(datasource).since(keptSince(longestKept()));
        if (kept.events() == 0) {
            // Nothing of it would be kept.
            return true;
        }
        long begun = System.nanoTime();
        while (true) {
            boolean wasServed = isServed(datasource, kept);
            ImportComparison comparison =
                    compare(datasource, kept, Instant.now().minus(SETTLED));
            boolean isServed = wasServed && isServed(datasource, kept);
            if (isServed && comparison.isIn().isPresent()) {
                return comparison.isIn().get();
            }
            if (isServed && comparison.isSilent()) {
                throw new ImportRefusedException(
                        datasource.id(),
                        "its task failed or is forgotten, and live events of the import's days still come, so that its rows"
                                + " can't be told from theirs",
                        "Nothing more was begun; run the same import again after "
                                + kept.from().plus(Duration.ofDays(1)).plus(SETTLED) + ".");
            }
            if (System.nanoTime() - begun > (isServed ? DIFFERENT_NANOS : SERVED_NANOS)) {
                throw isServed ? unclear(datasource, comparison) : notServed(datasource);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static ImportRefusedException unclear(SupervisorSpec datasource, ImportComparison comparison) {
        return new ImportRefusedException(
                datasource.id(),
                "its task failed or is forgotten, and " + comparison.numbers(),
                "Nothing more was begun. "
                        + (datasource.isRollup()
                                ? "`reindex rollups` builds these days from merchant_events, where it keeps them; then run the"
                                        + " same import again."
                                : "Import the merchants' days that have no events in a file of their own."));
    }

    private static ImportRefusedException notServed(SupervisorSpec datasource) {
        return new ImportRefusedException(
                datasource.id(),
                "not all that is published of the import's days is served",
                "See that the Historical runs and has room; the same import again checks once more.");
    }

    private ImportComparison compare(SupervisorSpec datasource, MerchantDays kept, Instant settled) {
        if (!datasource.knowsMerchants()) {
            return ImportComparison.ofHours(
                    kept.hours().headMap(settled.minus(Duration.ofHours(1))),
                    hours(longestKept(), kept),
                    hours(datasource.id(), kept));
        }
        if (!datasource.isRollup()) {
            return ImportComparison.ofDays(kept, new MerchantDays(), MerchantDays.of(rows(datasource, kept, IMPORTED)));
        }
        return ImportComparison.ofDays(
                kept.before(LocalDate.ofInstant(settled, ZoneOffset.UTC)),
                MerchantDays.of(rows(detail(), kept, LIVE)),
                MerchantDays.of(rows(datasource, kept, NOT_LATE)));
    }

    /** Of what it is compared with, too. */
    private boolean isServed(SupervisorSpec datasource, MerchantDays kept) {
        String other = datasource.knowsMerchants() ? detail().id() : longestKept();
        return segments.areServed(datasource.id(), kept.from(), kept.to())
                && segments.areServed(other, kept.from(), kept.to());
    }

    private void awaitPublished(SupervisorSpec datasource, MerchantDays kept) throws InterruptedException {
        long begun = System.nanoTime();
        while (!segments.areServed(datasource.id(), kept.from(), kept.to())) {
            if (System.nanoTime() - begun > SERVED_NANOS) {
                throw notServed(datasource);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Returns once the import's rows are served from every datasource that knows merchants. */
    void awaitServed() throws InterruptedException {
        long begun = System.nanoTime();
        // What has no merchants can't be told from live events by merchant and day; it is for admins, and comes alike.
        for (SupervisorSpec datasource : ofMerchants()) {
            MerchantDays kept = kept(datasource);
            while (kept.events() > 0 && !isServedWhole(datasource, kept)) {
                if (System.nanoTime() - begun > SERVED_NANOS) {
                    throw new ImportRefusedException(
                            datasource.id(),
                            "the events are in deep storage, but no Historical serves all of them",
                            "See that the Historical runs and has room; the same import again checks once more.");
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** In a rollup, live events that came meanwhile are among them; of the detail's rows, the imported ones are known. */
    private boolean isServedWhole(SupervisorSpec datasource, MerchantDays kept) {
        JsonNode rows = rows(datasource, kept, datasource.isRollup() ? EVENTS_OF_ROLLUP : IMPORTED);
        if (!datasource.isRollup()) {
            kept.moreThanExpected(rows).ifPresent(row -> {
                throw new ImportRefusedException(
                        datasource.id(),
                        "merchant " + row.get(0).asText() + " has " + row.get(2).asLong() + " imported events on "
                                + row.get(1).asText() + ", more than the import's",
                        "Something else has imported that day; erase the merchant, and import what is to stay.");
            });
        }
        return kept.allServed(rows);
    }

    private List<SupervisorSpec> ofMerchants() {
        return datasources.stream().filter(SupervisorSpec::knowsMerchants).toList();
    }

    private SupervisorSpec detail() {
        return datasources.stream().filter(spec -> !spec.isRollup()).findFirst().orElseThrow();
    }

    /** Of the datasources that know merchants, the one that keeps them for the longest time. */
    private String longestKept() {
        return retention.stream()
                .filter(rules ->
                        ofMerchants().stream().anyMatch(spec -> spec.id().equals(rules.datasource())))
                .max(Comparator.comparing(rules -> rules.keptFor().toTotalMonths()))
                .map(RetentionRules::datasource)
                .orElseThrow();
    }

    private MerchantDays kept(SupervisorSpec datasource) {
        return days.since(keptSince(datasource.id()));
    }

    /** Whole days from here on are kept. */
    private LocalDate keptSince(String datasource) {
        Optional<RetentionRules> rules = retention.stream()
                .filter(candidate -> candidate.datasource().equals(datasource))
                .findFirst();
        return LocalDate.ofInstant(rules.orElseThrow().keptSince(Instant.now()), ZoneOffset.UTC)
                .plusDays(1);
    }

    private JsonNode rows(SupervisorSpec datasource, MerchantDays of, String count) {
        return broker.rows(datasource.id(), of.countingSql(datasource.id(), count));
    }

    private Map<Instant, Long> hours(String rollup, MerchantDays of) {
        Map<Instant, Long> hours = new HashMap<>();
        for (JsonNode row : broker.rows(
                rollup,
                "SELECT TIMESTAMP_TO_MILLIS(TIME_FLOOR(__time, 'PT1H')), " + NOT_LATE + " FROM " + rollup
                        + " WHERE __time >= MILLIS_TO_TIMESTAMP(" + of.from().toEpochMilli()
                        + ") AND __time < MILLIS_TO_TIMESTAMP(" + of.to().toEpochMilli() + ") GROUP BY 1")) {
            hours.put(Instant.ofEpochMilli(row.get(0).asLong()), row.get(1).asLong());
        }
        return hours;
    }
}
