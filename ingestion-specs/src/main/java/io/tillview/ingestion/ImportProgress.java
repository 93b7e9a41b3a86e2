package io.tillview.ingestion;

import io.tillview.events.BrokenRule;
import java.nio.file.Path;
import java.util.List;

/** Is told how an import goes, on the thread that runs it. */
public interface ImportProgress {

    /**
     * Lines have been read and held to the rules.
     *
     * @param lines how many so far
     * @param bytes of the files so far, as they lie on disk
     * @param ofBytes of all files
     */
    default void read(long lines, long bytes, long ofBytes) {}

    /**
     * A line breaks rules and stays out.
     *
     * @param file its file
     * @param line its number, from 1
     * @param rules what it breaks, at least one
     */
    default void rejected(Path file, long line, List<BrokenRule> rules) {}

    /**
     * A task of Druid has taken rows in.
     *
     * @param datasource where to
     * @param rows how many so far
     * @param ofRows how many there are
     */
    default void ingested(String datasource, long rows, long ofRows) {}
}
