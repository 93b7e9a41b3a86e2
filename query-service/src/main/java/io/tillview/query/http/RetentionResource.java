package io.tillview.query.http;

import io.tillview.query.answering.JourneyAnswerer;
import io.tillview.query.answering.JourneyOutcome;
import io.tillview.query.answering.JourneyOutcome.NotWorked;
import io.tillview.query.answering.JourneyOutcome.Worked;
import io.tillview.query.journeys.RetentionQuery;
import io.tillview.query.journeys.RetentionResult;
import io.tillview.query.request.RetentionReader;
import io.tillview.tenancy.OneMerchant;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/retention}: how many visitors come back. */
@Path(RetentionResource.PATH)
public final class RetentionResource {
    static final String PATH = "/v1/retention";

    private static final Logger LOG = LoggerFactory.getLogger(RetentionResource.class);

    private final CurrentRequest request;
    private final MerchantScopes scopes;
    private final RetentionReader reader;
    private final JourneyAnswerer answerer;

    /**
     * @param request which request this is
     * @param scopes decides whose rows may answer
     * @param reader reads the question
     * @param answerer answers it
     */
    public RetentionResource(
            CurrentRequest request, MerchantScopes scopes, RetentionReader reader, JourneyAnswerer answerer) {
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
    public RetentionResult retention(InputStream body) {
        OneMerchant scope = scopes.ofRequest();
        RetentionQuery query = Bodies.understood(reader.read(Bodies.bytes(body)));
        JourneyOutcome<RetentionResult> outcome =
                answerer.retention(query, scope, request.caller().subject(), request.queryId());
        if (outcome instanceof Worked<RetentionResult> worked) {
            LOG.info("Answered for retention in {} ms", worked.result().meta().tookMillis());
            return worked.result();
        }
        NotWorked<RetentionResult> notWorked = (NotWorked<RetentionResult>) outcome;
        throw ProblemException.of(notWorked.problem(), notWorked.detail());
    }
}
