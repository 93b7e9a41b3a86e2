package io.tillview.command;

import io.tillview.cluster.DataFolder;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import io.tillview.events.kafka.KafkaEventPublisher;
import io.tillview.events.publishing.PublishOutcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
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
    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(15);
    private static final int MOST_FAILURES = 5;

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

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "how many such events (default: 1)",
            converter = OptionValues.Count.class)
    private int count = 1;

    @Spec
    private CommandSpec spec;

    /** What an order is worth. */
    private static final class Amount {
        @Option(names = "--amount", required = true, paramLabel = "DECIMAL", description = "such as 49.90")
        private BigDecimal decimal;

        @Option(names = "--currency", required = true, paramLabel = "CODE", description = "ISO 4217 code")
        private String currency;

        /** A code nobody knows has no minor unit either: the event contract refuses it by its own rule. */
        Money money() {
            int digits = Currency.getAvailableCurrencies().stream()
                    .filter(unit -> unit.getCurrencyCode().equals(currency))
                    .mapToInt(unit -> Math.max(0, unit.getDefaultFractionDigits()))
                    .findFirst()
                    .orElse(0);
            try {
                return Money.of(decimal.movePointRight(digits).longValueExact(), currency);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException(
                        "--amount " + decimal + " " + currency + " is too large, or has more than the " + digits
                                + " decimals of its currency",
                        e);
            }
        }
    }

    @Override
    public Integer call() {
        MerchantEvent first = event();
        DataFolder data = installation.running().data();
        LongAdder delivered = new LongAdder();
        Set<String> failures = ConcurrentHashMap.newKeySet();
        try (KafkaEventPublisher publisher = KafkaEventPublisher.builder()
                .properties(data.publisherProperties())
                .spoolFolderIn(data.spool("publish"))
                .build()) {
            publish(publisher, first, delivered, failures);
            for (int i = 1; i < count; i++) {
                publish(publisher, event(), delivered, failures);
            }
            publisher.close(DELIVERY_LIMIT);
        }
        spec.commandLine().getOut().println("Delivered " + delivered + " of " + count + " events");
        failures.stream()
                .limit(MOST_FAILURES)
                .forEach(failure -> spec.commandLine().getErr().println("tillview: " + failure));
        return delivered.sum() == count ? 0 : 1;
    }

    private static void publish(
            KafkaEventPublisher publisher, MerchantEvent event, LongAdder delivered, Set<String> failures) {
        var unused = publisher.publishAsync(event).thenAccept(outcome -> {
            if (outcome instanceof PublishOutcome.Rejected rejected) {
                failures.add("refused: " + rejected.rules());
            } else if (outcome instanceof PublishOutcome.Dropped dropped) {
                failures.add("dropped (" + dropped.reason() + "): " + dropped.detail()
                        + "; ./tillview status tells whether Kafka is well");
            } else if (outcome instanceof PublishOutcome.Kept) {
                failures.add(
                        "Kafka took no events for " + DELIVERY_LIMIT.toSeconds()
                                + " s: they wait on disk and go out with the next publish; ./tillview status tells whether Kafka is well");
            } else {
                delivered.increment();
            }
        });
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
}
