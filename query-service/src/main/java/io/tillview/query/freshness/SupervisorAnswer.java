package io.tillview.query.freshness;

/** What came of asking the Overlords about a supervisor. */
public sealed interface SupervisorAnswer {

    /**
     * The leader answered.
     *
     * @param report what it told
     */
    record Told(SupervisorReport report) implements SupervisorAnswer {}

    /** There is no such supervisor. */
    record NoSuchSupervisor() implements SupervisorAnswer {}

    /**
     * None of them could say.
     *
     * @param why what each of them did instead, for the log
     */
    record NoAnswer(String why) implements SupervisorAnswer {}
}
