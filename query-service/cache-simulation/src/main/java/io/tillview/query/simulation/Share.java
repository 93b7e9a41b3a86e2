package io.tillview.query.simulation;

/** Counts pieces of questions: all of them, and those of which a Broker was asked. For one thread. */
final class Share {
    private long pieces;
    private long asked;

    /**
     * One more question was answered.
     *
     * @throws IllegalArgumentException if more pieces were asked for than there are
     */
    void add(int questionPieces, int questionAsked) {
        if (questionAsked < 0 || questionAsked > questionPieces) {
            throw new IllegalArgumentException(
                    questionAsked + " of " + questionPieces + " pieces can't have been asked for.");
        }
        pieces += questionPieces;
        asked += questionAsked;
    }

    long pieces() {
        return pieces;
    }

    /** Of which a Broker was asked. */
    long asked() {
        return asked;
    }

    /** Of which none was. */
    long kept() {
        return pieces - asked;
    }

    /** These as a share of all; 0 where there are none. */
    double ofKept() {
        return pieces == 0 ? 0 : (double) kept() / pieces;
    }
}
