package io.tillview.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.cluster.Installation;
import io.tillview.ingestion.records.ArrivedRecords;
import io.tillview.ingestion.records.OffsetRange;
import io.tillview.ingestion.records.RecordAccount;
import io.tillview.ingestion.records.RecordAccountant;
import io.tillview.ingestion.records.RecordReplay;
import io.tillview.ingestion.records.RecordReplay.Outcome;
import io.tillview.ingestion.records.RejectedRecord;
import io.tillview.ingestion.records.RejectedRecords;
import io.tillview.ingestion.records.TopicLookup;
import io.tillview.ingestion.records.TopicRanges;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code records}: where every record of the topic went. */
@Command(
        name = "records",
        description = "Says where every record of the topic went: live, late or rejected.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(account | list | replay)")
final class RecordsCommand {
    /** More offsets than this have to be asked for by name: each is looked for. */
    private static final long MAX_UNASKED = 100_000_000;

    @Spec
    private CommandSpec spec;

    @Command(
            name = "account",
            description = {
                "Looks for every offset in merchant_events, late_events and rejected_records.",
                "One that is in none of them is looked up in the topic: its record may have no value, or there is no record.",
                "Exit code 0 when each other one is in exactly one of them, 1 when one is in none or in several."
            },
            mixinStandardHelpOptions = true)
    int account(
            @Mixin InstallationOptions options,
            @Option(
                            names = "--interval",
                            paramLabel = "FROM/TO",
                            description =
                                    "records that arrived then, kept by Kafka or not (default: all that Kafka keeps)")
                    TimeInterval interval,
            @Option(
                            names = "--offsets",
                            paramLabel = "PARTITION:FROM-TO",
                            description =
                                    "records from one offset up to another, which isn't looked at; can be repeated")
                    List<OffsetsOption> offsets,
            @Option(
                            names = "--patience",
                            paramLabel = "PT30S",
                            defaultValue = "PT30S",
                            description =
                                    "how long to look again for what is not there yet (default: ${DEFAULT-VALUE})")
                    Duration patience,
            @Option(names = "--json", description = "the same for programs") boolean json)
            throws InterruptedException, JsonProcessingException {
        if (interval != null && offsets != null) {
            throw new ParameterException(spec.commandLine(), "Name --interval or --offsets, not both");
        }
        Installation installation = options.running();
        List<OffsetRange> ranges = ranges(installation, interval, offsets);
        RecordAccount account;
        try (TopicLookup topic = Ingestion.topicLookup(installation)) {
            account = new RecordAccountant(
                            Ingestion.broker(installation), Ingestion.overlord(installation), topic, patience)
                    .account(ranges, done -> {});
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(RecordLines.json(account)));
        } else {
            RecordLines.print(account, out);
        }
        return account.isComplete() ? 0 : 1;
    }

    @Command(
            name = "list",
            description = "Lists rejected records: when they came, where they are, and every rule they break.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin InstallationOptions options,
            @Mixin RejectedSelection selection,
            @Option(names = "--json", description = "one JSON object a line, with the record's text") boolean json)
            throws JsonProcessingException {
        RejectedRecords records = new RejectedRecords(Ingestion.broker(options.running()));
        PrintWriter out = spec.commandLine().getOut();
        List<RejectedRecord> found = records.list(selection.selection(), selection.limit());
        for (RejectedRecord record : found) {
            out.println(json ? RejectedLines.json(record) : RejectedLines.line(record));
        }
        if (!json) {
            out.println(RejectedLines.sum(records.counts(selection.selection()), found.size()));
        }
        return 0;
    }

    @Command(
            name = "replay",
            description = {
                "Sends rejected records through the topic again, once what was wrong is mended.",
                "A replay has an offset of its own, is marked as one (replay_of), and is accounted for like any record.",
                "Exit code 0 when all were sent, 1 when some were not."
            },
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin InstallationOptions options,
            @Mixin RejectedSelection selection,
            @Option(
                            names = "--set",
                            paramLabel = "FIELD=JSON",
                            description =
                                    "gives a field of each another value, as currency='\"EUR\"'; null takes it away")
                    Map<String, String> set)
            throws InterruptedException {
        Installation installation = options.running();
        Map<String, JsonNode> mended = RejectedSelection.values(set == null ? Map.of() : set, spec.commandLine());
        RejectedRecords records = new RejectedRecords(Ingestion.broker(installation));
        PrintWriter out = spec.commandLine().getOut();
        int sent = 0;
        int skipped = 0;
        try (TopicRanges topic = Ingestion.topic(installation);
                RecordReplay replay = RecordReplay.to(Ingestion.TOPIC, topic, Ingestion.kafkaPublisher(installation))) {
            for (RejectedRecord record : records.list(selection.selection(), selection.limit())) {
                Outcome outcome = replay.replay(record, mended);
                out.println(RejectedLines.line(record, outcome));
                if (outcome instanceof Outcome.Replayed) {
                    sent++;
                } else {
                    skipped++;
                }
            }
        }
        out.println(String.format(Locale.ROOT, "%,d replayed, %,d skipped", sent, skipped));
        return skipped == 0 ? 0 : 1;
    }

    private List<OffsetRange> ranges(Installation installation, TimeInterval interval, List<OffsetsOption> offsets) {
        try (TopicRanges topic = Ingestion.topic(installation)) {
            if (offsets != null) {
                return offsets.stream()
                        .map(range -> topic.range(range.partition(), range.from(), range.to()))
                        .toList();
            }
            if (interval != null) {
                return new ArrivedRecords(topic, Ingestion.broker(installation))
                        .between(interval.from(), interval.to());
            }
            List<OffsetRange> ranges = topic.arrived(Optional.empty(), Optional.empty());
            long all = ranges.stream().mapToLong(OffsetRange::size).sum();
            if (all > MAX_UNASKED) {
                throw new ParameterException(
                        spec.commandLine(),
                        String.format(
                                "Kafka keeps %,d records, and every one would be looked for: name an --interval", all));
            }
            return ranges;
        }
    }
}
