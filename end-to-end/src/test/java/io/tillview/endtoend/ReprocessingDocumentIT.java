package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.Ports.Endpoint;
import io.tillview.endtoend.TillviewCommand.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator who has nothing but {@code docs/reprocessing.md}, and pastes its blocks in their order. */
@ExtendWith(TillviewExtension.class)
class ReprocessingDocumentIT {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    private final Tillview tillview;

    ReprocessingDocumentIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @Test
    void every_block_does_what_is_said_of_it() throws Exception {
        Path folder = Files.createDirectories(Path.of("target/reprocessing").toAbsolutePath());
        String document = Files.readString(TillviewCommand.home().resolve("docs/reprocessing.md"));
        StringBuilder printed = new StringBuilder();
        String last = "";

        for (List<String> block : blocks(document)) {
            if (block.get(0).equals("text")) {
                assertThat(last).contains(block.get(1));
                continue;
            }
            Result result = TillviewCommand.paste(adapted(block.get(1), folder));
            assertThat(result.exit()).as(block.get(1) + result).isZero();
            last = result.out();
            printed.append(last).append('\n');
        }

        assertThat(printed)
                .contains("would replace 3 chunks")
                .contains("[[3,\"119.90\"]]")
                .contains("\"corrections\":\" amounts_")
                .contains("\"statusCode\":\"SUCCESS\"")
                .doesNotContain("\"statusCode\":\"FAILED\"")
                .contains("After   merchant_events   0 rows");
        assertThat(tillview.adminSql("SELECT channel AS c FROM merchant_metrics WHERE merchant_id = 'other-shop'")
                        .toString())
                .isEqualTo("[{\"c\":\"organic\"}]");
    }

    private static List<List<String>> blocks(String document) {
        return FENCED.matcher(document)
                .results()
                .map(match -> List.of(match.group(1), match.group(2).strip()))
                .toList();
    }

    private String adapted(String text, Path folder) throws IOException {
        Path data = tillview.installation().data().root().toRealPath();
        return text.replaceAll("(\\./tillview (?:check )?\\w+)", "$1 --data '" + data + "'")
                .replace(".tillview/", data + "/")
                .replace("/tmp/", folder + "/")
                .replace("http://127.0.0.1:8888", base(Endpoint.ROUTER))
                .replace("http://127.0.0.1:8080", base(Endpoint.QUERY_SERVICE));
    }

    private String base(Endpoint role) {
        return tillview.installation().http(role).toString().replaceFirst("/$", "");
    }
}
