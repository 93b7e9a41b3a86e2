package io.tillview.endtoend;

import io.tillview.endtoend.OracleCells.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is found out about one answer. For one thread. */
final class OracleFindings {
    private final List<String> differences = new ArrayList<>();
    private final List<Estimate> estimates = new ArrayList<>();

    /** Notes a difference if there is one. */
    void check(String what, Object oracles, Object answers) {
        if (!Objects.equals(oracles, answers)) {
            differ(what + ": " + oracles + " says the oracle, " + answers + " says the answer");
        }
    }

    void differ(String difference) {
        differences.add(difference);
    }

    List<String> differences() {
        return differences;
    }

    /** What was compared within a bound, to be added to. */
    List<Estimate> estimates() {
        return estimates;
    }
}
