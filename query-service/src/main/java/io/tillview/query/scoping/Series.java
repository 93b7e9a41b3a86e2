package io.tillview.query.scoping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One combination of the values of a question's dimensions.
 *
 * @param values in the question's order; null where events lack the dimension
 */
public record Series(List<String> values) {
    /** Copies the list, which may hold nulls. */
    public Series {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }
}
