package io.tillview.query.http;

import io.tillview.query.CacheUse;
import io.tillview.query.QueryResult;
import io.tillview.query.Question;
import io.tillview.query.answering.Answer;
import io.tillview.query.answering.Answer.Answered;
import io.tillview.query.answering.Answer.NotAnswered;
import io.tillview.query.answering.QueryAnswerer;
import io.tillview.query.request.QueryReader;
import io.tillview.tenancy.OneMerchant;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

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
     * @param headers what formats the caller takes, the best first
     * @return the rows, which {@link CsvAnswers} writes where CSV is asked for, or that they are the ones that the caller has; every
     *     other outcome is a problem
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, CsvAnswers.MEDIA_TYPE})
    public Response query(InputStream body, @Context HttpHeaders headers) {
        OneMerchant scope = scopes.ofRequest();
        Question question = Bodies.understood(reader.read(Bodies.bytes(body)));
        Answer answer = answerer.answer(question, scope, request.caller().subject(), request.queryId());
        if (answer instanceof Answered answered) {
            logAnswered(answered.result());
            MediaType format = best(headers);
            AnswerTag tag = AnswerTag.of(answered.result(), format);
            return (tag.isAmong(headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH))
                            ? Response.notModified()
                            : Response.ok(answered.result(), format))
                    .header(HttpHeaders.ETAG, tag.header())
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                    .build();
        }
        throw ProblemException.of((NotAnswered) answer);
    }

    /** Named outright: of {@code application/*} nothing would be made but bytes. */
    static MediaType best(HttpHeaders headers) {
        for (MediaType acceptable : headers.getAcceptableMediaTypes()) {
            if (acceptable.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return MediaType.APPLICATION_JSON_TYPE;
            }
            if (acceptable.isCompatible(MediaType.valueOf(CsvAnswers.MEDIA_TYPE))) {
                return MediaType.valueOf(CsvAnswers.MEDIA_TYPE);
            }
        }
        return MediaType.APPLICATION_JSON_TYPE;
    }

    /** What was all kept is asked for thousands of times a second, and cost nobody else anything. */
    static void logAnswered(QueryResult result) {
        LOG.atLevel(result.meta().cache() == CacheUse.HIT ? Level.DEBUG : Level.INFO)
                .log(
                        "Answered from {} ({}) with {} rows in {} ms",
                        result.meta().source(),
                        result.meta().cache(),
                        result.rows().size(),
                        result.meta().tookMillis());
    }
}
