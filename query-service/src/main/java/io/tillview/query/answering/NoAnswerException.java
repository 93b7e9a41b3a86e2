package io.tillview.query.answering;

import io.tillview.query.answering.Answer.NotAnswered;
import java.io.Serial;

/** Ends the work on an answer that can't be given. Never leaves this package. */
final class NoAnswerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient NotAnswered answer;

    NoAnswerException(NotAnswered answer) {
        // No stack trace: nothing went wrong here.
        super(answer.detail(), null, false, false);
        this.answer = answer;
    }

    NotAnswered answer() {
        return answer;
    }
}
