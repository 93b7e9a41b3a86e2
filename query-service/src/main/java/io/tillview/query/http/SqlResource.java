package io.tillview.query.http;

import io.tillview.query.SqlResult;
import io.tillview.query.answering.SqlAnswerer;
import io.tillview.query.answering.SqlAnswerer.SqlAnswer;
import io.tillview.query.request.SqlQuestion;
import io.tillview.query.request.SqlReader;
import io.tillview.tenancy.OneMerchant;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/sql}: a merchant's own SELECT over its own rows. */
@Path(SqlResource.PATH)
public final class SqlResource {
    static final String PATH = "/v1/sql";

    private static final Logger LOG = LoggerFactory.getLogger(SqlResource.class);

    private final CurrentRequest request;
    private final MerchantScopes scopes;
    private final SqlReader reader;
    private final SqlAnswerer answerer;

    /**
     * @param request which request this is
     * @param scopes decides whose rows may answer
     * @param reader reads and checks the statement
     * @param answerer answers it
     */
    public SqlResource(CurrentRequest request, MerchantScopes scopes, SqlReader reader, SqlAnswerer answerer) {
        this.request = request;
        this.scopes = scopes;
        this.reader = reader;
        this.answerer = answerer;
    }

    /**
     * Answers a statement.
     *
     * @param body the statement as JSON
     * @return the rows; every other outcome is a problem
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public SqlResult sql(InputStream body) {
        OneMerchant scope = scopes.ofRequest();
        SqlQuestion question = Bodies.understood(reader.read(Bodies.bytes(body)));
        SqlAnswer answer =
                answerer.answer(question.sql(), scope, request.caller().subject(), request.queryId());
        if (answer instanceof SqlAnswer.Answered answered) {
            SqlResult result = answered.result();
            LOG.info(
                    "Answered a statement from {} with {} rows in {} ms",
                    result.meta().source(),
                    result.rows().size(),
                    result.meta().tookMillis());
            return result;
        }
        if (answer instanceof SqlAnswer.Invalid invalid) {
            throw ProblemException.invalid("One thing is wrong.", List.of(invalid.violation()));
        }
        SqlAnswer.NotAnswered notAnswered = (SqlAnswer.NotAnswered) answer;
        throw ProblemException.of(
                notAnswered.reason().problem(), notAnswered.reason().detail());
    }
}
