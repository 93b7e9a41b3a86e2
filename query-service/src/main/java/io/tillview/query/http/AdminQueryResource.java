package io.tillview.query.http;

import io.tillview.query.Filter;
import io.tillview.query.MerchantQuery;
import io.tillview.query.Question;
import io.tillview.query.answering.Answer;
import io.tillview.query.answering.Answer.Answered;
import io.tillview.query.answering.Answer.NotAnswered;
import io.tillview.query.answering.QueryAnswerer;
import io.tillview.query.catalog.Audience;
import io.tillview.query.request.QueryReader;
import io.tillview.tenancy.AllMerchants;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/admin/query}: the same question over all merchants. For admins. */
@Path(AdminQueryResource.PATH)
public final class AdminQueryResource {
    static final String PATH = "/v1/admin/query";

    private static final Logger LOG = LoggerFactory.getLogger(AdminQueryResource.class);

    private final CurrentRequest request;
    private final MerchantScopes scopes;
    private final QueryReader reader;
    private final QueryAnswerer answerer;

    /**
     * @param request which request this is
     * @param scopes decides whether all merchants' rows may answer
     * @param reader reads the question
     * @param answerer answers it
     */
    public AdminQueryResource(
            CurrentRequest request, MerchantScopes scopes, QueryReader reader, QueryAnswerer answerer) {
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
     * @return the rows, which {@link CsvAnswers} writes where CSV is asked for; every other outcome is a problem
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, CsvAnswers.MEDIA_TYPE})
    public Response query(InputStream body, @Context HttpHeaders headers) {
        // Before anything is read: whoever may not ask hears nothing of what there would be to ask.
        AllMerchants scope = scopes.ofAllMerchants();
        Question question = Bodies.understood(reader.read(Bodies.bytes(body), Audience.ADMIN));
        String subject = request.caller().subject();
        audit(question.query(), subject);
        Answer answer = answerer.answer(question, scope, subject, request.queryId());
        if (answer instanceof Answered answered) {
            QueryResource.logAnswered(answered.result());
            return Response.ok(answered.result(), QueryResource.best(headers)).build();
        }
        throw ProblemException.of((NotAnswered) answer);
    }

    /** Who asked what over all merchants; the line has the query's id. What is looked for is not in it. */
    private static void audit(MerchantQuery query, String subject) {
        List<String> filtered = query.filters().stream()
                .flatMap(Filter::comparisons)
                .map(Filter.Comparison::dimension)
                .distinct()
                .toList();
        LOG.info(
                "The admin {} asks about all merchants: {} by {}, filtered by {}",
                subject,
                query.measures(),
                query.dimensions(),
                filtered);
    }
}
