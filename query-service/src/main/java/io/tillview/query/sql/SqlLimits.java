package io.tillview.query.sql;

/** How large a statement may be. Whatever is over one of these is refused before anything runs. */
public final class SqlLimits {
    /** The longest statement, in UTF-16 units. */
    public static final int MAX_CHARACTERS = 16_384;
    /** The most words, signs and values of a statement. */
    public static final int MAX_TOKENS = 2_500;
    /** How deep brackets, and what begins without one, may be nested. */
    public static final int MAX_NESTING = 24;
    /** How deep what was parsed may be, operators in a row counted. */
    public static final int MAX_DEPTH = 200;
    /** The most times that LIKE, BETWEEN and SIMILAR may stand in a statement. */
    public static final int MAX_PATTERNS = 60;
    /** The most parts of what is written anew, each use of a query in WITH counted. */
    public static final int MAX_PIECES = 12_000;
    /** The most parts of one expression, all its columns' own expressions written out. */
    public static final int MAX_EXPRESSION = 1_500;
    /** The longest text that an expression may give, about. */
    public static final int MAX_TEXT = 16_384;
    /** What all expressions may cost for one row, in characters that are looked at or written, about. */
    public static final int MAX_COST = 250_000;
    /** The most places where a table is read. */
    public static final int MAX_TABLES = 12;
    /** The most joins, in the whole statement. */
    public static final int MAX_JOINS = 6;
    /** The most parts of a UNION ALL. */
    public static final int MAX_UNION = 8;
    /** The most values of an IN list. */
    public static final int MAX_LIST = 500;
    /** The most columns of a SELECT. */
    public static final int MAX_COLUMNS = 100;
    /** The most expressions of a GROUP BY. */
    public static final int MAX_GROUPING = 20;
    /** The most groupings that CUBE, ROLLUP and GROUPING SETS come to. */
    public static final int MAX_GROUPING_SETS = 16;
    /** The most parameters. */
    public static final int MAX_PARAMETERS = 500;
    /** The longest text a statement or a parameter may hold, in UTF-16 units. */
    public static final int MAX_LITERAL = 2_000;
    /** The most times REPEAT repeats, and the longest text that LPAD and RPAD fill up to. */
    public static final int MAX_REPEAT = 1_000;
    /** The longest text that STRING_AGG puts together, in bytes. */
    public static final int MAX_AGGREGATED_TEXT = 4_096;
    /** How long a text STRING_AGG puts together unless it is told, in bytes. */
    public static final int DEFAULT_AGGREGATED_TEXT = 1_024;
    /** The most rows of an answer. */
    public static final int MAX_ROWS = 10_000;
    /** The most rows of an answer unless the request says otherwise. */
    public static final int DEFAULT_ROWS = 1_000;
    /** The furthest OFFSET. */
    public static final int MAX_OFFSET = 10_000;

    private SqlLimits() {}
}
