package io.tillview.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.tillview.query.ProblemType;
import io.tillview.query.QueryResult;
import io.tillview.query.Question;
import io.tillview.query.answering.Answer;
import io.tillview.query.answering.Answer.Answered;
import io.tillview.query.answering.Answer.NotAnswered;
import io.tillview.query.answering.QueryAnswerer;
import io.tillview.query.answering.QueryAnswerer.JointAnswerer;
import io.tillview.query.request.QueryReader;
import io.tillview.query.request.Reading;
import io.tillview.tenancy.OneMerchant;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/query/batch}: several questions about one shop in one round trip, each answered for itself. */
@Path(BatchResource.PATH)
public final class BatchResource {
    static final String PATH = QueryResource.PATH + "/batch";

    private static final Logger LOG = LoggerFactory.getLogger(BatchResource.class);
    private static final int OK = 200;

    private final CurrentRequest request;
    private final MerchantScopes scopes;
    private final QueryReader reader;
    private final QueryAnswerer answerer;
    private final SideBySide sideBySide;
    private final MerchantQuotas quotas;

    /**
     * @param request which request this is
     * @param scopes decides whose rows may answer
     * @param reader reads the questions
     * @param answerer answers them
     * @param sideBySide lets some of them run at once
     * @param quotas what a merchant may take
     */
    public BatchResource(
            CurrentRequest request,
            MerchantScopes scopes,
            QueryReader reader,
            QueryAnswerer answerer,
            SideBySide sideBySide,
            MerchantQuotas quotas) {
        this.request = request;
        this.scopes = scopes;
        this.reader = reader;
        this.answerer = answerer;
        this.sideBySide = sideBySide;
        this.quotas = quotas;
    }

    /**
     * Answers them.
     *
     * @param body {@code {"queries": [...]}}
     * @return an answer or a problem for each, in their order; a problem as a whole only where the body is no such list
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public BatchAnswer query(InputStream body) {
        OneMerchant scope = scopes.ofRequest();
        // One has been counted with the request, and reading them is work, too.
        List<Reading<Question>> questions = Bodies.understood(
                reader.readBatch(Bodies.bytes(body), count -> quotas.count(scope.merchant(), Math.max(0, count - 1))));
        String subject = request.caller().subject();
        List<Question> understood = questions.stream()
                .flatMap(reading ->
                        reading instanceof Reading.Understood<Question> one ? Stream.of(one.request()) : Stream.of())
                .toList();
        JointAnswerer together = answerer.together(understood, scope, subject);
        return new BatchAnswer(sideBySide.each(questions, question -> answer(question, together)));
    }

    private Item answer(Reading<Question> reading, JointAnswerer together) {
        String queryId = UUID.randomUUID().toString();
        try {
            Answer answer = together.answer(Bodies.understood(reading), queryId);
            if (answer instanceof Answered answered) {
                QueryResource.logAnswered(answered.result());
                return new Item(OK, answered.result(), null);
            }
            throw ProblemException.of((NotAnswered) answer);
        } catch (ProblemException e) {
            return failed(Problem.of(e.type(), e.getMessage(), e.violations(), queryId));
        } catch (RuntimeException e) {
            // The others have their answers all the same.
            LOG.error("Query {} of a batch failed.", queryId, e);
            return failed(Problem.of(
                    ProblemType.INTERNAL, "The query could not be answered; the log has its id.", List.of(), queryId));
        }
    }

    private static Item failed(Problem problem) {
        return new Item(problem.status(), null, problem);
    }

    /**
     * What came of a batch.
     *
     * @param answers one for each question, in their order
     */
    public record BatchAnswer(List<Item> answers) {
        /** Copies the list. */
        public BatchAnswer {
            answers = List.copyOf(answers);
        }
    }

    /**
     * What came of one question.
     *
     * @param status the HTTP status that it would have had alone
     * @param result the answer; left out where there is none
     * @param problem why there is none; left out where there is
     */
    @JsonInclude(Include.NON_NULL)
    public record Item(int status, QueryResult result, Problem problem) {}
}
