package io.tillview.cluster;

/** Asks a service something it can only answer when it is ready for work. */
@FunctionalInterface
public interface Readiness {
    /**
     * Asks once, and answers within a few seconds.
     *
     * @return the answer; a service that cannot be reached is {@link Answer.NotYet}, never an exception
     */
    Answer ask() throws InterruptedException;

    /** What a probe found. */
    sealed interface Answer {
        /** The service answered and is ready. */
        record Ready() implements Answer {}

        /**
         * The service is not ready, or not there.
         *
         * @param why what was answered instead, for the message when time runs out
         */
        record NotYet(String why) implements Answer {}
    }
}
