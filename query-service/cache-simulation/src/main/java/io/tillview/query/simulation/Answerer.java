package io.tillview.query.simulation;

/** Answers dashboards. For one thread. */
interface Answerer {

    /** Other segments come to be served. */
    void served(HourTimeline timeline);

    /**
     * Answers.
     *
     * @return of how many of the question's pieces a Broker had to be asked
     */
    int askedFor(PanelQuestion question);
}
