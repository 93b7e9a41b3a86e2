package io.tillview.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.tillview.query.catalog.Audience;
import io.tillview.query.freshness.Freshness;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.tenancy.AdminCaller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code GET /v1/freshness}: how far the data reaches. The same for every merchant; only an admin hears of datasources that answer no
 * merchant, and of records, whose number would tell a merchant how much goes on at the others'.
 */
@Path("/v1/freshness")
public final class FreshnessResource {
    private final CurrentRequest request;
    private final KnownFreshness known;
    private final InstantSource clock;

    /**
     * @param request who calls
     * @param known what is known
     * @param clock what time it is
     */
    public FreshnessResource(CurrentRequest request, KnownFreshness known, InstantSource clock) {
        this.request = request;
        this.known = known;
        this.clock = clock;
    }

    /** What is known at the moment. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Reach freshness() {
        Instant now = clock.instant();
        boolean admin = request.caller() instanceof AdminCaller;
        Audience audience = admin ? Audience.ADMIN : Audience.MERCHANT;
        List<Freshness> all = known.all().stream()
                .filter(one -> audience.reads(one.datasource()))
                .toList();
        Optional<Instant> dataThrough = least(all, Freshness::dataThrough);
        return new Reach(
                dataThrough.orElse(null),
                latest(all, Freshness::dataFrom).orElse(null),
                least(all, Freshness::finalThrough).orElse(null),
                lag(dataThrough, now),
                all.stream().map(one -> datasource(one, now, admin)).toList());
    }

    /** Empty when it isn't known of one of them. */
    private static Optional<Instant> least(List<Freshness> all, Function<Freshness, Optional<Instant>> time) {
        return all.stream().map(time).reduce(Freshness::earlier).orElse(Optional.empty());
    }

    /** Before that, not all of them have data; empty when it isn't known of one. */
    private static Optional<Instant> latest(List<Freshness> all, Function<Freshness, Optional<Instant>> time) {
        return all.stream().map(time).allMatch(Optional::isPresent)
                ? all.stream().flatMap(one -> time.apply(one).stream()).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    private static DatasourceReach datasource(Freshness freshness, Instant now, boolean admin) {
        boolean records = admin && freshness.recordsBehind().isPresent();
        return new DatasourceReach(
                freshness.datasource().table(),
                freshness.state().externalName(),
                freshness.dataThrough().orElse(null),
                freshness.dataFrom().orElse(null),
                freshness.finalThrough().orElse(null),
                lag(freshness.dataThrough(), now),
                records ? freshness.recordsBehind().getAsLong() : null);
    }

    /** Rounded up: an answer is never said to be fresher than it is. */
    private static Long lag(Optional<Instant> dataThrough, Instant now) {
        return dataThrough
                .map(time ->
                        Math.max(0, Duration.between(time, now).plusMillis(999).toSeconds()))
                .orElse(null);
    }

    /**
     * How far the data reaches.
     *
     * @param dataThrough up to where all datasources have everything; null when that isn't known of one of them
     * @param dataFrom from where on all of them have data; null likewise
     * @param finalThrough up to where none of them misses or expects late events; null likewise
     * @param lagSeconds how long ago that is
     * @param datasources each by itself
     */
    public record Reach(
            Instant dataThrough,
            Instant dataFrom,
            Instant finalThrough,
            Long lagSeconds,
            List<DatasourceReach> datasources) {
        /** Copies the list. */
        public Reach {
            datasources = List.copyOf(datasources);
        }
    }

    /**
     * How far one datasource reaches.
     *
     * @param datasource its name, as in an answer's {@code meta.source}
     * @param state how its ingestion is doing
     * @param dataThrough everything published up to then is in; null when no such time is known
     * @param dataFrom where its data begins; null when that isn't known
     * @param finalThrough up to where no late events are missing or expected; null when no such time is known
     * @param lagSeconds how long ago that is
     * @param recordsBehind for admins: how many records are waiting; left out when that isn't known
     */
    public record DatasourceReach(
            String datasource,
            String state,
            Instant dataThrough,
            Instant dataFrom,
            Instant finalThrough,
            Long lagSeconds,
            @JsonInclude(Include.NON_NULL) Long recordsBehind) {}
}
