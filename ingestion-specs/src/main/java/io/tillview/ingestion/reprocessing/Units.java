package io.tillview.ingestion.reprocessing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Times that have to be done together: a rollup's day is made of the detail's hours, or the other way round. */
final class Units {
    private Units() {}

    /**
     * A time at whose ends chunks of all the datasources end.
     *
     * @param detail its chunks of the detail, the earliest first
     * @param rollups its chunks of rollups
     */
    record Unit(Instant start, Instant end, List<Chunk> detail, List<Chunk> rollups) {
        Unit {
            detail = List.copyOf(detail);
            rollups = List.copyOf(rollups);
        }
    }

    /** Cuts a time into units; one reaches beyond the time where a chunk does. */
    static List<Unit> cut(Chunks chunks, String detail, List<String> rollups, Instant from, Instant to) {
        List<Chunk> all = new ArrayList<>(chunks.of(detail, from, to));
        for (String rollup : rollups) {
            all.addAll(chunks.of(rollup, from, to));
        }
        Instant first = all.stream().map(Chunk::start).min(Instant::compareTo).orElse(from);
        Instant last = all.stream().map(Chunk::end).max(Instant::compareTo).orElse(to);
        if (first.isBefore(from) || last.isAfter(to)) {
            return cut(chunks, detail, rollups, first.isBefore(from) ? first : from, last.isAfter(to) ? last : to);
        }
        all.sort((one, other) -> one.start().compareTo(other.start()));
        List<Unit> units = new ArrayList<>();
        List<Chunk> together = new ArrayList<>();
        Instant end = Instant.MIN;
        for (Chunk chunk : all) {
            if (!together.isEmpty() && !chunk.start().isBefore(end)) {
                units.add(unit(together, detail, end));
                together.clear();
            }
            together.add(chunk);
            end = chunk.end().isAfter(end) ? chunk.end() : end;
        }
        if (!together.isEmpty()) {
            units.add(unit(together, detail, end));
        }
        return units;
    }

    /** Those of some hours that no unit has: all that is known of them is still in the tasks that read it. */
    static List<Instant> outside(Collection<Instant> hours, List<Unit> units) {
        return hours.stream()
                .filter(hour ->
                        units.stream().noneMatch(unit -> !hour.isBefore(unit.start()) && hour.isBefore(unit.end())))
                .toList();
    }

    private static Unit unit(List<Chunk> together, String detail, Instant end) {
        return new Unit(
                together.get(0).start(),
                end,
                together.stream()
                        .filter(chunk -> chunk.datasource().equals(detail))
                        .toList(),
                together.stream()
                        .filter(chunk -> !chunk.datasource().equals(detail))
                        .toList());
    }
}
