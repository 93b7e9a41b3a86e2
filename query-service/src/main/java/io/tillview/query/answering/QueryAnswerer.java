package io.tillview.query.answering;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Question;
import io.tillview.query.answering.Answer.NotAnswered;
import io.tillview.query.freshness.KnownFreshness;
import io.tillview.query.paging.PageStart;
import io.tillview.query.paging.PageStart.After;
import io.tillview.query.paging.PageStart.Refused;
import io.tillview.query.paging.PageTokens;
import io.tillview.tenancy.MerchantScope;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions.
 *
 * <p>Safe for use by many threads; blocks while the query runs. Answers that hold many rows at once wait for one another, and
 * are turned away when that takes too long.
 */
public final class QueryAnswerer {
    private static final Logger LOG = LoggerFactory.getLogger(QueryAnswerer.class);

    private final LargeAnswers largeAnswers = new LargeAnswers();
    private final QueryRunner runner;
    private final KeptRows kept;
    private final JointAsking joint;
    private final KnownFreshness freshness;
    private final PageTokens pageTokens;

    /**
     * @param runner what runs the SQL
     * @param kept rows that need not be asked for again
     * @param joint asks for what several questions need in fewer statements
     * @param freshness how far the data reaches
     * @param pageTokens says where pages begin
     */
    public QueryAnswerer(
            QueryRunner runner, KeptRows kept, JointAsking joint, KnownFreshness freshness, PageTokens pageTokens) {
        this.runner = requireNonNull(runner, "runner");
        this.kept = requireNonNull(kept, "kept");
        this.joint = requireNonNull(joint, "joint");
        this.freshness = requireNonNull(freshness, "freshness");
        this.pageTokens = requireNonNull(pageTokens, "pageTokens");
    }

    /**
     * Answers a question.
     *
     * @param question the question
     * @param scope whose rows may answer
     * @param subject who asks
     * @param queryId what this question is called in the log and the answer
     */
    public Answer answer(Question question, MerchantScope scope, String subject, String queryId) {
        return answer(kept, question, scope, subject, queryId);
    }

    /**
     * Prepares answers to several questions of one caller: asks for what they need in as few statements as can bring it.
     *
     * @param questions the questions; none of another's
     * @param scope whose rows may answer
     * @param subject who asks
     * @return answers each of them as {@link #answer} does
     */
    public JointAnswerer together(List<Question> questions, MerchantScope scope, String subject) {
        KeptRows ahead = questions.size() < 2 ? KeptRows.NONE : ahead(questions, scope, subject);
        KeptRows rows = wanted -> ahead.find(wanted).or(() -> kept.find(wanted));
        return (question, queryId) -> answer(rows, question, scope, subject, queryId);
    }

    private KeptRows ahead(List<Question> questions, MerchantScope scope, String subject) {
        try {
            return joint.ask(questions.stream()
                    .flatMap(question -> RowsAhead.of(question, scope, subject).stream())
                    .toList());
        } catch (RuntimeException e) {
            // One question must not cost the others their answers.
            LOG.error("Questions could not be asked together; each is asked for itself.", e);
            return KeptRows.NONE;
        }
    }

    /** Answers the questions of one caller. Safe for use by many threads. */
    @FunctionalInterface
    public interface JointAnswerer {
        /**
         * Answers a question.
         *
         * @param question one of those that were prepared
         * @param queryId what this question is called in the log and the answer
         */
        Answer answer(Question question, String queryId);
    }

    private Answer answer(KeptRows rows, Question question, MerchantScope scope, String subject, String queryId) {
        long begun = System.nanoTime();
        PageStart start = pageTokens.open(question, scope, subject);
        if (start instanceof Refused refused) {
            return NotAnswered.invalid("pageToken", refused.reason());
        }
        Question asked = start instanceof After after ? question.about(after.interval(), after.comparison()) : question;
        try (Asker asker = new Asker(
                runner,
                rows,
                freshness,
                largeAnswers,
                scope,
                subject,
                asked.query().extras().maxStaleness())) {
            return new Answering(asked, start, asker, freshness)
                    .answer(
                            queryId,
                            begun,
                            page -> pageTokens.issue(
                                    asked, scope, subject, page.end(), page.seen(), page.dataThrough()));
        } catch (NoAnswerException e) {
            return e.answer();
        }
    }
}
