package io.tillview.ingestion;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an import is in a datasource, told from what each place of it holds: as much as it would with the import, as much as it would
 * without, or neither. A task publishes all of its rows or none, so places that contradict each other tell of something else.
 */
final class ImportComparison {
    private final String places;
    private long in;
    private long out;
    private long neither;
    private String example = "";

    private ImportComparison(String places) {
        this.places = places;
    }

    /**
     * Compares merchants' days.
     *
     * @param imported what the import has, on the days that are to tell
     * @param others what else there is, as far as that is known from elsewhere
     * @param held what the datasource holds
     */
    static ImportComparison ofDays(MerchantDays imported, MerchantDays others, MerchantDays held) {
        ImportComparison comparison = new ImportComparison("merchants' days");
        imported.forEach((merchant, day, n) -> comparison.add(
                "merchant " + merchant + " on " + day, n, others.on(merchant, day), held.on(merchant, day)));
        return comparison;
    }

    /**
     * Compares hours with another datasource that has the import.
     *
     * @param imported what the import has in the hours that are to tell; hours with 0 have to agree, too
     * @param whole what the other datasource holds, the import among it
     * @param held what the datasource holds
     */
    static ImportComparison ofHours(Map<Instant, Long> imported, Map<Instant, Long> whole, Map<Instant, Long> held) {
        ImportComparison comparison = new ImportComparison("hours");
        imported.forEach((hour, n) ->
                comparison.add(hour.toString(), n, whole.getOrDefault(hour, 0L) - n, held.getOrDefault(hour, 0L)));
        return comparison;
    }

    private void add(String place, long imported, long others, long held) {
        boolean isIn = others >= 0 && held == others + imported;
        boolean isOut = others >= 0 && held == others;
        if (isIn && isOut) {
            return;
        }
        if (isIn) {
            in++;
        } else if (isOut) {
            out++;
        } else if (neither++ == 0) {
            example = ", such as " + place + " with " + held + " events, where the import has " + imported
                    + " and others are " + others;
        }
    }

    /** Whether the import is in; empty if the places contradict each other, or none tells. */
    Optional<Boolean> isIn() {
        return neither > 0 || (in > 0) == (out > 0) ? Optional.empty() : Optional.of(in > 0);
    }

    /** Whether no place tells anything. */
    boolean isSilent() {
        return in + out + neither == 0;
    }

    /** What the places say. */
    String numbers() {
        return "of its " + places + " " + in + " are there, " + out + " are not, and " + neither
                + " hold something else" + example;
    }
}
