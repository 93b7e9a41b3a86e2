package io.tillview.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
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

/**
 * {@code GET /v1/freshness}: how far the data reaches. The same for every merchant; only an admin hears of records, whose
 * number would tell a merchant how much goes on at the others'.
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
        List<Freshness> all = known.all();
        boolean allKnown = all.stream().allMatch(one -> one.dataThrough().isPresent());
        Optional<Instant> least = all.stream()
                .flatMap(one -> one.dataThrough().stream())
                .min(Comparator.naturalOrder())
                .filter(time -> allKnown);
        return new Reach(
                least.orElse(null),
                lag(least, now),
                all.stream().map(one -> datasource(one, now, admin)).toList());
    }

    private static DatasourceReach datasource(Freshness freshness, Instant now, boolean admin) {
        boolean records = admin && freshness.recordsBehind().isPresent();
        return new DatasourceReach(
                freshness.datasource().table(),
                freshness.state().externalName(),
                freshness.dataThrough().orElse(null),
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
     * @param lagSeconds how long ago that is
     * @param datasources each by itself
     */
    public record Reach(Instant dataThrough, Long lagSeconds, List<DatasourceReach> datasources) {
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
     * @param lagSeconds how long ago that is
     * @param recordsBehind for admins: how many records are waiting; left out when that isn't known
     */
    public record DatasourceReach(
            String datasource,
            String state,
            Instant dataThrough,
            Long lagSeconds,
            @JsonInclude(Include.NON_NULL) Long recordsBehind) {}
}
