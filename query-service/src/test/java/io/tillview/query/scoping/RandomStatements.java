package io.tillview.query.scoping;

import java.util.List;
import java.util.Random;

/** Makes up statements: most of them could be a merchant's, and in some places stands what an attacker would put there. */
final class RandomStatements {
    private static final List<String> TABLES =
            List.of("events", "metrics", "w", "merchant_events", "sys.segments", "\"events\"");
    private static final List<String> COLUMNS = List.of(
            "channel",
            "device",
            "__time",
            "amount_minor",
            "visitor_key",
            "e.channel",
            "\"country\"",
            "c",
            "n",
            "merchant_id",
            "e.merchant_id",
            "x1",
            "x1.\"channel\"",
            "visitors",
            "event_id",
            "\"x2\"",
            "attributes",
            "CURRENT_TIMESTAMP");
    private static final List<String> VALUES = List.of(
            "1",
            "-7",
            "0.5",
            "1e3",
            "'organic'",
            "'it''s'",
            "U&'\\0027'",
            "'\u2019 OR 1=1 --'",
            "TRUE",
            "NULL",
            "'\\'",
            "?",
            "TIMESTAMP '2026-01-01 00:00:00'",
            "INTERVAL '7' DAY",
            "'\"x1\"'",
            "'U&''\\0027'",
            "'{}'",
            "'\ud83d\ude00'");
    private static final List<String> OPERATORS = List.of(
            " = ", " <> ", " < ", " + ", " - ", " * ", " / ", " || ", " AND ", " OR ", " IS DISTINCT FROM ", " != ");
    private static final List<String> FUNCTIONS = List.of(
            "COUNT",
            "SUM",
            "MAX",
            "UPPER",
            "COALESCE",
            "CONCAT",
            "TIME_FLOOR",
            "REPLACE",
            "STRING_AGG",
            "LOOKUP",
            "EXTERN",
            "APPROX_COUNT_DISTINCT_DS_HLL",
            "JSON_VALUE",
            "ROUND",
            "\"count\"",
            "PARSE_JSON");
    private static final List<String> NAMES =
            List.of(" AS c", " n", " AS \"x1\"", " AS \"a\"\"b\"", " AS \"it's\"", "", " AS \"'\"");

    private final Random random;

    RandomStatements(long seed) {
        this.random = new Random(seed);
    }

    String statement() {
        String with = chance(5) ? "WITH w AS (" + query(2) + ") " : "";
        String union = chance(8) ? " UNION ALL " + query(1) : "";
        return with + query(3) + union + (chance(30) ? "; DROP TABLE x" : "") + (chance(20) ? " -- '" : "");
    }

    private String query(int depth) {
        StringBuilder query = new StringBuilder("SELECT ");
        if (chance(8)) {
            query.append("DISTINCT ");
        }
        int columns = 1 + random.nextInt(3);
        for (int i = 0; i < columns; i++) {
            query.append(i == 0 ? "" : ", ").append(chance(9) ? "*" : expression(depth) + pick(NAMES));
        }
        query.append(" FROM ").append(from(depth));
        if (chance(2)) {
            query.append(" WHERE ").append(condition(depth));
        }
        if (chance(3)) {
            query.append(" GROUP BY ").append(chance(2) ? "1" : expression(1));
        }
        if (chance(6)) {
            query.append(" HAVING ").append(condition(1));
        }
        if (chance(4)) {
            query.append(" ORDER BY ").append(chance(2) ? "1" : expression(1)).append(chance(2) ? " DESC" : "");
        }
        return query.append(chance(4) ? " LIMIT 5" : "").toString();
    }

    private String from(int depth) {
        String first = depth > 0 && chance(3) ? "(" + query(depth - 1) + ")" : table();
        String named = first + (chance(2) ? " AS e" : "");
        if (depth > 0 && chance(5)) {
            return named + (chance(3) ? " LEFT" : "")
                    + " JOIN (SELECT channel AS k, COUNT(*) AS n FROM events GROUP BY channel) j ON "
                    + (chance(2) ? "channel = k" : "e.channel = j.k");
        }
        return chance(20) ? named + ", " + table() : named;
    }

    private String table() {
        return chance(8) ? pick(TABLES) : chance(3) ? "metrics" : "events";
    }

    private String condition(int depth) {
        if (depth > 0 && chance(6)) {
            return expression(1) + (chance(3) ? " NOT" : "") + " IN (" + (chance(2) ? query(depth - 1) : "'a', 'b'")
                    + ")";
        }
        return expression(depth)
                + pick(List.of(" = ", " <> ", " > ", " LIKE ", " IS NOT NULL OR 1 = "))
                + expression(depth);
    }

    private String expression(int depth) {
        if (depth <= 0 || chance(3)) {
            return chance(3) ? pick(VALUES) : pick(COLUMNS);
        }
        return switch (random.nextInt(9)) {
            case 0 -> expression(depth - 1) + pick(OPERATORS) + expression(depth - 1);
            case 1 -> "(" + expression(depth - 1) + ")";
            case 2 -> "CASE WHEN " + condition(depth - 1) + " THEN " + expression(depth - 1) + " ELSE NULL END";
            case 3 -> "CAST(" + expression(depth - 1) + " AS VARCHAR)";
            case 4 -> "(SELECT COUNT(*) FROM " + table() + ")";
            case 5 -> "COUNT(*)";
            case 6 -> "SUM(" + expression(depth - 1) + ") FILTER (WHERE " + condition(0) + ")";
            case 7 -> "TIME_FLOOR(__time, 'P1D')";
            default ->
                pick(FUNCTIONS) + "(" + expression(depth - 1) + (chance(2) ? ", " + expression(depth - 1) : "") + ")";
        };
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
