package io.tillview.command;

import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.ServiceStatus;
import io.tillview.tenancy.MerchantId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What {@code up} ends with: where everything is, and the first question to paste. */
final class Summary {
    /** The merchant whose token is printed. */
    static final MerchantId MERCHANT = new MerchantId("demo");

    private Summary() {}

    static void print(PrintWriter out, Installation installation, boolean detached) {
        Path secrets = installation.data().secrets();
        String token =
                TokenCommand.signer(installation.data()).signForMerchant(MERCHANT, TokenCommand.DEFAULT_TIME_TO_LIVE);
        String data = installation.data().root().toString();
        out.println();
        out.println("REST API        " + installation.http(Endpoint.QUERY_SERVICE) + "   (OpenAPI at /openapi)");
        out.println("Druid console   " + installation.http(Endpoint.ROUTER) + "   (user admin, password in "
                + secrets.resolve("admin-password") + ")");
        out.println("Kafka           " + installation.address(Endpoint.KAFKA) + "   (clients: "
                + installation.data().publisherProperties() + ")");
        out.println("Logs            " + installation.data().log());
        out.println();
        out.println("Publish an order of the merchant " + MERCHANT.value() + ":");
        out.println();
        out.println("  ./tillview publish --merchant " + MERCHANT.value()
                + " --type order_placed --amount 49.90 --currency EUR --channel organic --data " + data);
        out.println();
        out.println("Ask as that merchant (the token is good for an hour; another: ./tillview token --merchant "
                + MERCHANT.value() + "):");
        out.println();
        out.println("  curl -s " + installation.http(Endpoint.QUERY_SERVICE) + "/v1/query -H 'Authorization: Bearer "
                + token + "' -H 'Content-Type: application/json' -d '" + FirstAnswer.QUESTION + "'");
        out.println();
        out.println(detached ? "It goes on in the background: ./tillview down stops it." : "Ctrl-C stops it.");
        out.flush();
    }

    /** The figures of a start. */
    static void printFigures(PrintWriter out, double seconds, List<ServiceStatus> services) {
        out.println();
        out.println(String.format(
                "Up: first REST answer after %.1f s, %d processes hold %,d MB of memory",
                seconds, services.size(), megabytes(services)));
    }

    static long megabytes(List<ServiceStatus> services) {
        return services.stream()
                        .map(ServiceStatus::residentBytes)
                        .filter(OptionalLong::isPresent)
                        .mapToLong(OptionalLong::getAsLong)
                        .sum()
                / (1024 * 1024);
    }
}
