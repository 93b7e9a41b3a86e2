package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A merchant who has nothing but {@code docs/sql.md}, and tries every example of it. */
@ExtendWith(TillviewExtension.class)
class SqlDocumentIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern REFUSED = Pattern.compile("^-- refused: (.*)\\n");

    private final Tillview tillview;

    SqlDocumentIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @Test
    void every_example_does_what_is_said_of_it() throws IOException {
        tillview.publish(List.of(
                event(EventType.PAGE_VIEWED).build(),
                event(EventType.ORDER_PLACED)
                        .amount(Money.of(4_990, "EUR"))
                        .orderId("o-1")
                        .build()));
        tillview.awaitEvents("sql-document", 2);
        List<List<String>> blocks = FENCED.matcher(
                        Files.readString(TillviewCommand.home().resolve("docs/sql.md")))
                .results()
                .map(match -> List.of(match.group(1), match.group(2)))
                .toList();

        assertThat(blocks).hasSizeGreaterThan(15);
        for (List<String> block : blocks) {
            boolean sql = block.get(0).equals("sql");
            HttpResponse<String> response = post(
                    sql ? JSON.createObjectNode().put("query", block.get(1)).toString() : block.get(1));
            Matcher refused = REFUSED.matcher(block.get(1));
            int status = refused.find() ? 400 : 200;
            assertThat(response.statusCode()).as(block.get(1) + response.body()).isEqualTo(status);
            if (status == 400) {
                assertThat(Tillview.json(response.body()).get("violations").findValuesAsText("message"))
                        .anySatisfy(message -> assertThat(message).contains(refused.group(1)));
            } else {
                assertThat(Tillview.json(response.body()).get("rows"))
                        .as(block.get(1))
                        .isNotEmpty();
            }
        }
    }

    private static MerchantEventBuilder event(EventType type) {
        return MerchantEvent.builder()
                .merchantId("sql-document")
                .eventType(type)
                .channel("organic")
                .visitorId("v-1")
                .sessionId("s-1")
                .attribute("theme", "dark")
                .attribute("rank", 3);
    }

    private HttpResponse<String> post(String body) {
        return tillview.post(
                tillview.installation().http(Endpoint.QUERY_SERVICE).resolve("/v1/sql"),
                "Bearer " + tillview.merchantToken("sql-document"),
                body);
    }
}
