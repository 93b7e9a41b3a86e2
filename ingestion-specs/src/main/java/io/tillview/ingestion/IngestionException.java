package io.tillview.ingestion;

import static java.util.Objects.requireNonNull;

/** A spec can't be used or can't be applied. It tells what is wrong and what to do about it, and never holds a secret. */
public abstract sealed class IngestionException extends RuntimeException
        permits InvalidSpecException,
                TopicConflictException,
                KafkaRefusedException,
                DruidRefusedException,
                ImportRefusedException,
                ReprocessingRefusedException {

    private static final long serialVersionUID = 1L;

    private final String subject;
    private final String remedy;

    IngestionException(String subject, String fact, String remedy, Throwable cause) {
        super(subject + ": " + fact + ". " + remedy, cause);
        this.subject = requireNonNull(subject, "subject");
        this.remedy = requireNonNull(remedy, "remedy");
    }

    /** What it is about: a spec's path, a topic, a supervisor or an address. */
    public String subject() {
        return subject;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
