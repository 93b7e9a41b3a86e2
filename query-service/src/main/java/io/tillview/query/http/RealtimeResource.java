package io.tillview.query.http;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tillview.query.Extras;
import io.tillview.query.Grain;
import io.tillview.query.Interval;
import io.tillview.query.MerchantQuery;
import io.tillview.query.ProblemType;
import io.tillview.query.QueryResult;
import io.tillview.query.Question;
import io.tillview.query.RowSelection;
import io.tillview.query.TimeRange.Between;
import io.tillview.query.TimeRange.Moment;
import io.tillview.query.answering.Answer;
import io.tillview.query.answering.Answer.Answered;
import io.tillview.query.answering.Answer.NotAnswered;
import io.tillview.query.answering.QueryAnswerer;
import io.tillview.query.limits.MerchantSlots;
import io.tillview.tenancy.Caller;
import io.tillview.tenancy.OneMerchant;
import io.tillview.tenancy.token.AccessTokenVerifier;
import io.tillview.tenancy.token.TokenVerification.Verified;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /v1/realtime}: the last half hour of one shop, minute by minute; with {@code ?follow=true} again and again, as
 * server-sent events.
 *
 * <p>Followers are bounded in number. Each is asked for its token again before every event, so that one that has expired or was
 * revoked ends the stream. Whether its merchant has been suspended is looked for every second.
 */
@Path(RealtimeResource.PATH)
public final class RealtimeResource {
    static final String PATH = "/v1/realtime";
    static final String FOLLOWING = "follow";

    private static final Logger LOG = LoggerFactory.getLogger(RealtimeResource.class);
    private static final List<String> MEASURES = List.of("events", "orders", "net_sales", "visitors");
    private static final int MINUTES = 30;
    private static final Duration LONGEST_BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final CurrentRequest request;
    private final MerchantScopes scopes;
    private final QueryAnswerer answerer;
    private final AccessTokenVerifier verifier;
    private final InstantSource clock;
    private final RealtimeConfig config;
    private final MerchantSlots followers;

    /**
     * @param request which request this is
     * @param scopes decides whose rows may answer
     * @param answerer answers
     * @param verifier looks at a follower's token again
     * @param clock what time it is
     * @param config how often, and how many may follow
     */
    public RealtimeResource(
            CurrentRequest request,
            MerchantScopes scopes,
            QueryAnswerer answerer,
            AccessTokenVerifier verifier,
            InstantSource clock,
            RealtimeConfig config) {
        this.request = request;
        this.scopes = scopes;
        this.answerer = answerer;
        this.verifier = verifier;
        this.clock = clock;
        this.config = config;
        this.followers = new MerchantSlots(config.maxFollowers(), config.maxFollowersPerMerchant());
    }

    /** Half an hour that ends with the minute that it is; the totals are over all of it. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public QueryResult now() {
        OneMerchant scope = scopes.ofRequest();
        Answer answer = answerer.answer(question(), scope, request.caller().subject(), request.queryId());
        if (answer instanceof Answered answered) {
            return answered.result();
        }
        throw ProblemException.of((NotAnswered) answer);
    }

    /**
     * The same, as an event named {@code answer} every few seconds, until the caller goes or may not any more. Where there is no
     * answer, an event named {@code problem} says why, and the stream goes on.
     */
    @GET
    @Path(FOLLOWING)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> follow(@Context Sse sse) {
        OneMerchant scope = scopes.ofLongRequest();
        MerchantSlots.Slot slot = followers
                .take(scope.merchant())
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.OVERLOADED,
                        "At most " + config.maxFollowers() + " may follow at once, and "
                                + config.maxFollowersPerMerchant()
                                + " the same merchant; ask without follow, or later."));
        Follower follower =
                new Follower(scope, request.caller(), request.bearer().orElseThrow());
        // Rounded up, so that events come as often as they should and looks no less often than that.
        long looks = config.every().plus(LONGEST_BETWEEN_LOOKS).minusNanos(1).dividedBy(LONGEST_BETWEEN_LOOKS);
        Duration everyLook = config.every().dividedBy(looks);
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(0L),
                        Multi.createFrom()
                                .ticks()
                                .startingAfter(everyLook)
                                .every(everyLook)
                                .map(tick -> tick + 1))
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .select()
                .first(look -> isAdmitted(follower))
                .filter(look -> look % looks == 0)
                .select()
                .first(look -> isVerified(follower))
                .map(look -> event(follower, sse))
                .onTermination()
                .invoke(slot::close);
    }

    private OutboundSseEvent event(Follower follower, Sse sse) {
        String queryId = UUID.randomUUID().toString();
        Answer answer = answer(follower, queryId);
        OutboundSseEvent.Builder event = sse.newEventBuilder().id(queryId).mediaType(MediaType.APPLICATION_JSON_TYPE);
        if (answer instanceof Answered answered) {
            return event.name("answer").data(answered.result()).build();
        }
        NotAnswered not = (NotAnswered) answer;
        return event.name("problem")
                .data(Problem.of(not.problem(), not.detail(), not.violations(), queryId))
                .build();
    }

    private Answer answer(Follower follower, String queryId) {
        try {
            // Nothing is asked for who may not hear it, and nothing is told to who may not any more.
            return refusal(follower).orElseGet(() -> {
                Answer answer = answerer.answer(
                        question(), follower.scope(), follower.caller().subject(), queryId);
                return refusal(follower).orElse(answer);
            });
        } catch (RuntimeException e) {
            LOG.error("Query {} of a follower failed.", queryId, e);
            return new NotAnswered(
                    ProblemType.INTERNAL, "The query could not be answered; the log has its id.", List.of());
        }
    }

    private Optional<Answer> refusal(Follower follower) {
        return scopes.refusal(follower.caller(), follower.scope()).map(ProblemException::asAnswer);
    }

    private Question question() {
        Instant end = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        Interval halfHour = new Interval(end.minus(Duration.ofMinutes(MINUTES)), end);
        MerchantQuery query = MerchantQuery.of(
                        MEASURES, new Between(new Moment(halfHour.from()), new Moment(halfHour.to())))
                .per(Grain.MINUTE, ZoneId.of("UTC"))
                .selecting(new RowSelection(OptionalInt.empty(), true, List.of(), List.of(), MINUTES))
                .with(new Extras(true, Optional.empty(), Optional.empty()));
        return new Question(query, halfHour, Optional.empty(), PATH, Optional.empty());
    }

    /** Where that can't be decided the stream goes on, and says so in place of rows. */
    private boolean isAdmitted(Follower follower) {
        return scopes.refusal(follower.caller(), follower.scope())
                .filter(refusal -> refusal.type() != ProblemType.UNAVAILABLE)
                .isEmpty();
    }

    private boolean isVerified(Follower follower) {
        return verifier.verify(follower.token()) instanceof Verified verified
                && verified.caller().equals(follower.caller());
    }

    /** Who follows what. */
    private record Follower(OneMerchant scope, Caller caller, String token) {
        /** Names no token. */
        @Override
        public String toString() {
            return "Follower[" + scope.merchant() + "]";
        }
    }
}
