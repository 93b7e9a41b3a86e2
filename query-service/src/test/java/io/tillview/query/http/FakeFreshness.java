package io.tillview.query.http;

import io.tillview.query.catalog.Datasource;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.IngestionState;
import io.tillview.query.freshness.KnownFreshness;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Knows what it was told. */
@Alternative
@Priority(1)
@Singleton
class FakeFreshness implements KnownFreshness {
    static final Instant DETAIL_FROM = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant METRICS_FROM = Instant.parse("2024-01-01T00:00:00Z");

    volatile List<Freshness> all = List.of();

    void know(Instant metrics, Instant events) {
        all = List.of(freshness(Datasource.MERCHANT_METRICS, metrics), freshness(Datasource.MERCHANT_EVENTS, events));
    }

    /** The same, and this of the datasource that answers admins only. */
    void know(Instant metrics, Instant events, Instant platform) {
        all = List.of(
                freshness(Datasource.PLATFORM_METRICS, platform),
                freshness(Datasource.MERCHANT_METRICS, metrics),
                freshness(Datasource.MERCHANT_EVENTS, events));
    }

    void knowNothing() {
        all = Arrays.stream(Datasource.values())
                .map(one -> new Freshness(
                        one,
                        IngestionState.UNREACHABLE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty()))
                .toList();
    }

    @Override
    public List<Freshness> all() {
        return all;
    }

    private static Freshness freshness(Datasource datasource, Instant dataThrough) {
        return new Freshness(
                datasource,
                IngestionState.INGESTING,
                Optional.ofNullable(dataThrough),
                Optional.of(datasource == Datasource.MERCHANT_EVENTS ? DETAIL_FROM : METRICS_FROM),
                Optional.empty(),
                OptionalLong.of(4711));
    }
}
