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

/**
 * Answers questions.
 *
 * <p>Safe for use by many threads; blocks while the query runs. Answers that hold many rows at once wait for one another, and
 * are turned away when that takes too long.
 */
public final class QueryAnswerer {
    private final LargeAnswers largeAnswers = new LargeAnswers();
    private final QueryRunner runner;
    private final KeptRows kept;
    private final KnownFreshness freshness;
    private final PageTokens pageTokens;

    /**
     * @param runner what runs the SQL
     * @param kept rows that need not be asked for again
     * @param freshness how far the data reaches
     * @param pageTokens says where pages begin
     */
    public QueryAnswerer(QueryRunner runner, KeptRows kept, KnownFreshness freshness, PageTokens pageTokens) {
        this.runner = requireNonNull(runner, "runner");
        this.kept = requireNonNull(kept, "kept");
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
        long begun = System.nanoTime();
        PageStart start = pageTokens.open(question, scope, subject);
        if (start instanceof Refused refused) {
            return NotAnswered.invalid("pageToken", refused.reason());
        }
        Question asked = start instanceof After after ? question.about(after.interval(), after.comparison()) : question;
        try (Asker asker = new Asker(
                runner,
                kept,
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
