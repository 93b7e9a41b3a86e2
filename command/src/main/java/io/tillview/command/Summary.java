package io.tillview.command;

import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.ServiceStatus;
import io.tillview.cluster.process.ResidentMemory;
import io.tillview.tenancy.MerchantId;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalLong;

/** What {@code up} ends with: where everything is, and the first question to paste. */
final class Summary {
    /** The merchant whose token is printed. */
    static final MerchantId MERCHANT = new MerchantId("demo");

    /** What the demo has a colourful answer to. */
    private static final String DEMO_QUESTION =
            "{\"measures\":[\"visitors\",\"orders\",\"net_sales\"],\"dimensions\":[\"channel\"],"
                    + "\"timeRange\":{\"last\":\"P7D\"},\"grain\":\"none\"}";

    private static final long MEGABYTE = 1024 * 1024;

    private Summary() {}

    /** @param demo whether there is a demo to ask about */
    static void print(PrintWriter out, Installation installation, boolean detached, boolean demo) {
        DataFolder data = installation.data();
        String token = TokenCommand.signer(data).signForMerchant(MERCHANT, TokenCommand.DEFAULT_TIME_TO_LIVE);
        out.println();
        out.println("REST API        " + installation.http(Endpoint.QUERY_SERVICE) + "   (OpenAPI at /openapi)");
        out.println("Druid console   " + installation.http(Endpoint.ROUTER) + "   (user admin, password in "
                + data.secrets().resolve("admin-password") + ")");
        out.println("Kafka           " + installation.address(Endpoint.KAFKA) + "   (clients: "
                + data.publisherProperties() + ")");
        out.println("Logs            " + data.log());
        out.println();
        out.println("Publish an order of the merchant " + MERCHANT.value() + ":");
        out.println();
        out.println("  "
                + ShellText.call(
                        data,
                        "publish --merchant " + MERCHANT.value()
                                + " --type order_placed --amount 49.90 --currency EUR --channel organic"));
        out.println();
        out.println("Ask as that merchant (the token is good for an hour; another: "
                + ShellText.call(data, "token --merchant " + MERCHANT.value()) + "):");
        out.println();
        out.println("  curl -s " + installation.http(Endpoint.QUERY_SERVICE) + "/v1/query -H 'Authorization: Bearer "
                + token + "' -H 'Content-Type: application/json' -d '" + (demo ? DEMO_QUESTION : FirstAnswer.QUESTION)
                + "'");
        out.println();
        out.println(
                detached
                        ? "It goes on in the background: " + ShellText.call(data, "down") + " stops it."
                        : "Ctrl-C stops it.");
        out.flush();
    }

    /**
     * The figures of a start.
     *
     * @param stays whether this process goes on, too, so that its memory counts
     */
    static void printFigures(PrintWriter out, double seconds, List<ServiceStatus> services, boolean stays) {
        long own = stays
                ? ResidentMemory.withoutDescendants(ProcessHandle.current().pid())
                                .orElse(0)
                        / MEGABYTE
                : 0;
        out.println();
        out.println(String.format(
                "Up: first REST answer after %.1f s, %d services%s hold %,d MB of memory",
                seconds, services.size(), stays ? " and this command" : "", megabytes(services) + own));
    }

    static long megabytes(List<ServiceStatus> services) {
        return services.stream()
                        .map(ServiceStatus::residentBytes)
                        .filter(OptionalLong::isPresent)
                        .mapToLong(OptionalLong::getAsLong)
                        .sum()
                / MEGABYTE;
    }
}
