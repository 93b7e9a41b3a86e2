package io.tillview.query.http;

import io.tillview.query.answering.JourneyAnswerer;
import io.tillview.query.answering.JourneyOutcome;
import io.tillview.query.answering.JourneyOutcome.NotWorked;
import io.tillview.query.answering.JourneyOutcome.Worked;
import io.tillview.query.journeys.FunnelQuery;
import io.tillview.query.journeys.FunnelResult;
import io.tillview.query.request.FunnelReader;
import io.tillview.tenancy.OneMerchant;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/funnel}: how many visitors go through some steps in order. */
@Path(FunnelResource.PATH)
public final class FunnelResource {
    static final String PATH = "/v1/funnel";

    private static final Logger LOG = LoggerFactory.getLogger(FunnelResource.class);

    private final CurrentRequest request;
    private final MerchantScopes scopes;
    private final FunnelReader reader;
    private final JourneyAnswerer answerer;

    /**
     * @param request which request this is
     * @param scopes decides whose rows may answer
     * @param reader reads the question
     * @param answerer answers it
     */
    public FunnelResource(
            CurrentRequest request, MerchantScopes scopes, FunnelReader reader, JourneyAnswerer answerer) {
        this.request = request;
        this.scopes = scopes;
        this.reader = reader;
        this.answerer = answerer;
    }

    /**
     * Answers a question.
     *
     * @param body the question as JSON
     * @return the answer; every other outcome is a problem
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public FunnelResult funnel(InputStream body) {
        OneMerchant scope = scopes.ofRequest();
        FunnelQuery query = Bodies.understood(reader.read(Bodies.bytes(body)));
        JourneyOutcome<FunnelResult> outcome =
                answerer.funnel(query, scope, request.caller().subject(), request.queryId());
        if (outcome instanceof Worked<FunnelResult> worked) {
            LOG.info("Answered for a funnel in {} ms", worked.result().meta().tookMillis());
            return worked.result();
        }
        NotWorked<FunnelResult> notWorked = (NotWorked<FunnelResult>) outcome;
        throw ProblemException.of(notWorked.problem(), notWorked.detail());
    }
}
