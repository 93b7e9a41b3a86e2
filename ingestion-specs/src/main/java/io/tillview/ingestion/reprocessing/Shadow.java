package io.tillview.ingestion.reprocessing;

/** Names of the datasources that a change is tried in before the original is switched to it. */
final class Shadow {
    private static final String ENDING = "_shadow";

    private Shadow() {}

    static String of(String datasource) {
        return datasource + ENDING;
    }

    static Chunk of(Chunk chunk) {
        return new Chunk(of(chunk.datasource()), chunk.start(), chunk.end());
    }

    /** What a shadow stands for; any other datasource is its own original. */
    static String original(String datasource) {
        return datasource.endsWith(ENDING)
                ? datasource.substring(0, datasource.length() - ENDING.length())
                : datasource;
    }
}
