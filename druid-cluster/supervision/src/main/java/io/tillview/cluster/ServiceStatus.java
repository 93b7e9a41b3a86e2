package io.tillview.cluster;

import java.util.OptionalLong;

/**
 * How one service is doing.
 *
 * @param service its name
 * @param state what was found
 * @param detail the reason when it is not ready, else empty
 * @param pid its process id, when it runs
 * @param residentBytes the memory it holds, when it runs
 */
public record ServiceStatus(String service, State state, String detail, OptionalLong pid, OptionalLong residentBytes) {
    /** From well to worse. */
    public enum State {
        READY,
        /** It runs but does not answer its probe. */
        NOT_READY,
        /** It was started and is gone. */
        ENDED,
        /** It was stopped, or never started. */
        STOPPED
    }

    public boolean isReady() {
        return state == State.READY;
    }
}
