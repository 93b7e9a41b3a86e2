package io.tillview.query.http;

import io.tillview.query.ProblemType;
import io.tillview.query.QueryResult;
import io.tillview.query.answering.Answer;
import io.tillview.query.answering.Answer.Answered;
import io.tillview.query.answering.Answer.NotAnswered;
import io.tillview.query.answering.QueryAnswerer;
import io.tillview.query.request.QueryReader;
import io.tillview.query.request.QueryReading;
import io.tillview.query.request.QueryReading.NotJson;
import io.tillview.query.request.QueryReading.Understood;
import io.tillview.tenancy.OneMerchant;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/query}: one analytical question about one shop. */
@Path(QueryResource.PATH)
public final class QueryResource {
    static final String PATH = "/v1/query";

    private static final Logger LOG = LoggerFactory.getLogger(QueryResource.class);

    private final CurrentRequest request;
    private final MerchantScopes scopes;
    private final QueryReader reader;
    private final QueryAnswerer answerer;

    /**
     * @param request which request this is
     * @param scopes decides whose rows may answer
     * @param reader reads the question
     * @param answerer answers it
     */
    public QueryResource(CurrentRequest request, MerchantScopes scopes, QueryReader reader, QueryAnswerer answerer) {
        this.request = request;
        this.scopes = scopes;
        this.reader = reader;
        this.answerer = answerer;
    }

    /**
     * Answers a question.
     *
     * @param body the question as JSON
     * @return the rows; every other outcome is a problem
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public QueryResult query(InputStream body) {
        OneMerchant scope = scopes.ofRequest();
        Understood question = understood(reader.read(bytes(body)));
        Answer answer = answerer.answer(
                question.query(), question.interval(), scope, request.caller().subject(), request.queryId());
        if (answer instanceof Answered answered) {
            QueryResult result = answered.result();
            LOG.info(
                    "Answered from {} with {} rows in {} ms",
                    result.meta().source(),
                    result.rows().size(),
                    result.meta().tookMillis());
            return result;
        }
        NotAnswered notAnswered = (NotAnswered) answer;
        throw ProblemException.of(notAnswered.problem(), notAnswered.detail());
    }

    private static Understood understood(QueryReading reading) {
        if (reading instanceof Understood question) {
            return question;
        }
        if (reading instanceof NotJson notJson) {
            throw ProblemException.of(ProblemType.MALFORMED_JSON, notJson.detail());
        }
        QueryReading.Refused refused = (QueryReading.Refused) reading;
        int count = refused.violations().size();
        throw ProblemException.invalid(
                count == 1 ? "One thing is wrong." : count + " things are wrong.", refused.violations());
    }

    private static byte[] bytes(InputStream body) {
        try {
            byte[] read = body.readNBytes(QueryIds.MAX_BODY_BYTES + 1);
            if (read.length > QueryIds.MAX_BODY_BYTES) {
                throw ProblemException.of(ProblemType.BODY_TOO_LARGE, QueryIds.TOO_LONG);
            }
            return read;
        } catch (IOException e) {
            LOG.info("A body could not be read.", e);
            throw ProblemException.of(ProblemType.BAD_REQUEST, "The body could not be read to its end.");
        }
    }
}
