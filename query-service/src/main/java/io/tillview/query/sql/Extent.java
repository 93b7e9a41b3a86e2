package io.tillview.query.sql;

/**
 * How large an expression can become: Druid writes subqueries out in place, so that columns made of columns made of columns
 * double and double again, and texts put together of texts do too.
 *
 * @param nodes how many parts it has, all written out
 * @param characters about how long a text it can give
 */
record Extent(long nodes, long characters) {
    private static final long MANY = 1L << 40;

    static final Extent NOTHING = new Extent(0, 0);

    Extent {
        nodes = Math.min(nodes, MANY);
        characters = Math.min(characters, MANY);
    }

    static Extent of(long characters) {
        return new Extent(1, characters);
    }

    /** Of both together, with a text as long as both. */
    Extent and(Extent other) {
        return new Extent(nodes + other.nodes, characters + other.characters);
    }

    /** Of one or the other. */
    Extent or(Extent other) {
        return new Extent(nodes + other.nodes, Math.max(characters, other.characters));
    }

    /** The same parts, with a text this long. */
    Extent giving(long length) {
        return new Extent(nodes + 1, length);
    }

    /** The same parts, with a text so many times as long. */
    Extent times(long count) {
        return new Extent(nodes + 1, characters * Math.max(1, count));
    }
}
