package io.tillview.query.answering;

import io.tillview.query.QueryResult.Warning;
import java.util.List;

/** Where the rows of an export go, one by one. */
public interface RowsTarget {

    /**
     * Takes a row.
     *
     * @param values by position of {@link ExportedRows#columns}: texts, whole numbers, numbers, null
     */
    void row(List<Object> values);

    /** Takes what one should know before believing the rows; the same may come again and again. */
    void warning(Warning warning);
}
