package io.tillview.command;

import io.tillview.cluster.ClusterException;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import io.tillview.events.kafka.KafkaEventPublisher;
import io.tillview.events.publishing.PublishOutcome;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code publish}: sends events through the SDK, as a shop would. */
@Command(
        name = "publish",
        description = "Publishes events of one merchant, for a first look.",
        mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions installation;

    @Option(names = "--merchant", required = true, paramLabel = "ID", description = "the merchant's id")
    private String merchant;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "the event's type, such as page_viewed (default) or order_placed")
    private String type = "page_viewed";

    @ArgGroup(exclusive = false)
    private Amount amount;

    @Option(names = "--channel", paramLabel = "NAME", description = "where the visitor came from, such as organic")
    private String channel;

    @Option(names = "--country", paramLabel = "CODE", description = "ISO 3166 code of two letters")
    private String country;

    @Option(names = "--count", paramLabel = "N", description = "how many such events (default: 1)")
    private int count = 1;

    @Spec
    private CommandSpec spec;

    /** What an order is worth. */
    private static final class Amount {
        @Option(names = "--amount", required = true, paramLabel = "DECIMAL", description = "such as 49.90")
        private BigDecimal decimal;

        @Option(names = "--currency", required = true, paramLabel = "CODE", description = "ISO 4217 code")
        private String currency;

        Money money() {
            Currency unit = Currency.getInstance(currency);
            return Money.of(
                    decimal.movePointRight(unit.getDefaultFractionDigits()).longValueExact(), unit);
        }
    }

    @Override
    public Integer call() {
        Path properties = installation.initialised().publisherProperties();
        if (!Files.exists(properties)) {
            throw new ClusterException("Kafka was not started yet: ./tillview up");
        }
        List<CompletableFuture<PublishOutcome>> outcomes = new ArrayList<>();
        try (KafkaEventPublisher publisher =
                KafkaEventPublisher.builder().properties(properties).build()) {
            for (int i = 0; i < count; i++) {
                outcomes.add(publisher.publish(event()));
            }
        }
        return report(outcomes.stream().map(CompletableFuture::join).toList());
    }

    private MerchantEvent event() {
        MerchantEventBuilder event =
                MerchantEvent.builder().merchantId(merchant).eventType(type);
        if (amount != null) {
            event.amount(amount.money());
        }
        if (channel != null) {
            event.channel(channel);
        }
        if (country != null) {
            event.country(country);
        }
        return event.build();
    }

    private int report(List<PublishOutcome> outcomes) {
        PrintWriter out = spec.commandLine().getOut();
        long delivered = outcomes.stream()
                .filter(PublishOutcome.Delivered.class::isInstance)
                .count();
        out.println("Delivered " + delivered + " of " + outcomes.size() + " events");
        outcomes.stream()
                .filter(outcome -> !(outcome instanceof PublishOutcome.Delivered))
                .map(PublishOutcome::toString)
                .distinct()
                .limit(5)
                .forEach(outcome -> spec.commandLine().getErr().println("tillview: " + outcome));
        return delivered == outcomes.size() ? 0 : 1;
    }
}
