package io.tillview.command;

import io.tillview.ingestion.reprocessing.Chunk;
import io.tillview.ingestion.reprocessing.DayFigures;
import io.tillview.ingestion.reprocessing.DayFigures.Day;
import io.tillview.ingestion.reprocessing.Outcome;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How reprocessing is told of. */
final class ReindexLines {
    /** The exit code of a call that has left something over. */
    static final int REMAINS = 3;

    private ReindexLines() {}

    /** A line a day, before and after. */
    static void days(DayFigures before, DayFigures after, PrintWriter out) {
        TreeSet<LocalDate> days = new TreeSet<>(before.days().keySet());
        days.addAll(after.days().keySet());
        out.println(String.format("%-10s  %-25s  %-17s  %s", "day (UTC)", "rows", "merchants", "sums in minor units"));
        for (LocalDate day : days) {
            Day one = before.of(day);
            Day other = after.of(day);
            TreeSet<String> currencies = new TreeSet<>(one.sums().keySet());
            currencies.addAll(other.sums().keySet());
            String sums = currencies.stream()
                    .map(currency -> currency + " "
                            + change(
                                    one.sums().getOrDefault(currency, 0L),
                                    other.sums().getOrDefault(currency, 0L)))
                    .collect(Collectors.joining(", "));
            out.println(String.format(
                            "%-10s  %-25s  %-17s  %s",
                            day, change(one.rows(), other.rows()), change(one.merchants(), other.merchants()), sums)
                    .stripTrailing());
        }
        out.flush();
    }

    /** How many chunks of which datasource. */
    static String replaced(Outcome outcome) {
        if (outcome.replaced().isEmpty()) {
            return "nothing to do";
        }
        Map<String, Long> counts = outcome.replaced().stream()
                .collect(Collectors.groupingBy(Chunk::datasource, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ", "replaced chunks of ", ""));
    }

    /** What has to wait, and the exit code. */
    static int remaining(Outcome outcome, PrintWriter out) {
        List<Outcome.Remaining> remaining = outcome.remaining();
        if (remaining.isEmpty()) {
            return 0;
        }
        remaining.forEach(open -> out.println("Left as it is: " + open.chunk()
                + ", events may still come into it until " + open.from() + " and from then until they are published"));
        out.println("Run the same command again after that, or with --wait.");
        out.flush();
        return REMAINS;
    }

    static void waiting(Outcome outcome, PrintWriter out) {
        out.println(outcome.remaining().size() + " chunks have to wait, the last until "
                + outcome.remaining().stream()
                        .map(Outcome.Remaining::from)
                        .max(java.time.Instant::compareTo)
                        .orElseThrow());
        out.flush();
    }

    private static String change(long before, long after) {
        return before == after
                ? String.format(Locale.ROOT, "%,d", before)
                : String.format(Locale.ROOT, "%,d -> %,d", before, after);
    }
}
