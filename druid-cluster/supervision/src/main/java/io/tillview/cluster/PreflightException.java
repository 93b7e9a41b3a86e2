package io.tillview.cluster;

import java.util.List;

/** What stands against a start, found before anything was started. */
public final class PreflightException extends ClusterException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * Collects all that is wrong.
     *
     * @param problems one line each, with its remedy; at least one
     */
    public PreflightException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** Each problem in one line, with its remedy. */
    public List<String> problems() {
        return problems;
    }
}
