package io.tillview.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.ingestion.records.RecordAccount;
import io.tillview.ingestion.records.RecordAccount.Partition;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An account of records on the screen, and for programs. */
final class RecordLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordLines() {}

    /** A line for every partition, what is wrong, and the sum. */
    static void print(RecordAccount account, PrintWriter out) {
        for (Partition partition : account.partitions()) {
            out.println(String.format(
                    Locale.ROOT,
                    "partition %d, offsets %,d up to %,d: %,d live, %,d late, %,d rejected%s%s%s",
                    partition.range().partition(),
                    partition.range().from(),
                    partition.range().to(),
                    partition.live(),
                    partition.late(),
                    partition.rejected(),
                    more(", %,d without a value", partition.tombstones()),
                    more(", %,d without a record", partition.noRecord()),
                    more(", %,d not read yet", partition.pending())));
            if (partition.noLongerKept() > 0) {
                out.println(String.format(
                        Locale.ROOT,
                        "  Kafka no longer keeps the first %,d of them: what has no row there can't be looked up",
                        partition.noLongerKept()));
            }
            wrong(out, "in no place", partition.missing(), partition.missingExamples());
            wrong(out, "more than once", partition.repeated(), partition.repeatedExamples());
        }
        out.println(String.format(
                Locale.ROOT,
                "%,d live + %,d late + %,d rejected%s %s %,d offsets%s",
                account.live(),
                account.late(),
                account.rejected(),
                more(" + %,d without an event", account.withoutEvent()),
                account.isComplete() ? "=" : "is not",
                account.offsets(),
                account.isComplete()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ": %,d not read yet, %,d in no place, %,d more than once",
                                account.pending(),
                                account.missing(),
                                account.repeated())));
    }

    private static String more(String text, long count) {
        return count == 0 ? "" : String.format(Locale.ROOT, text, count);
    }

    private static void wrong(PrintWriter out, String what, long count, List<Long> examples) {
        if (count > 0) {
            out.println(String.format(Locale.ROOT, "  %,d offsets are %s: ", count, what)
                    + examples.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + (count > examples.size() ? ", …" : ""));
        }
    }

    /** The same, with every number by name. */
    static JsonNode json(RecordAccount account) {
        ObjectNode node = JSON.createObjectNode();
        node.put("complete", account.isComplete());
        node.put("offsets", account.offsets());
        node.put("live", account.live());
        node.put("late", account.late());
        node.put("rejected", account.rejected());
        node.put("tombstones", account.tombstones());
        node.put("noRecord", account.noRecord());
        node.put("pending", account.pending());
        node.put("missing", account.missing());
        node.put("repeated", account.repeated());
        for (Partition partition : account.partitions()) {
            node.withArray("/partitions")
                    .addObject()
                    .put("partition", partition.range().partition())
                    .put("from", partition.range().from())
                    .put("to", partition.range().to())
                    .put("live", partition.live())
                    .put("late", partition.late())
                    .put("rejected", partition.rejected())
                    .put("tombstones", partition.tombstones())
                    .put("noRecord", partition.noRecord())
                    .put("pending", partition.pending())
                    .put("missing", partition.missing())
                    .put("repeated", partition.repeated())
                    .put("noLongerKept", partition.noLongerKept());
        }
        return node;
    }
}
