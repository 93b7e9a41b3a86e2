package io.tillview.query.journeys;

/** Takes the events of one visitor after the other. Used by one thread. */
public interface VisitorFold {

    /** Another visitor's events follow. */
    void begin();

    /**
     * The visitor's next event.
     *
     * @param millis when, since 1970; never before the one before it
     * @param steps which steps it matches, the lowest bit being the first
     * @param group what was said when it was added
     */
    void event(long millis, int steps, int group);

    /** That was the visitor's last event. */
    void end();
}
