package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.Ports.Endpoint;
import io.tillview.endtoend.TillviewCommand.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A document whose blocks are pasted in their order, by somebody who has nothing else; a block of text is what the last one printed. */
final class PastedDocument {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    private final Tillview tillview;
    private final String name;

    /** @param name of the file in {@code docs} */
    PastedDocument(Tillview tillview, String name) {
        this.tillview = tillview;
        this.name = name;
    }

    /** Pastes every block, each of which has to succeed; what all of them printed. */
    String paste() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", name).toAbsolutePath());
        String document =
                Files.readString(TillviewCommand.home().resolve("docs").resolve(name));
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
        return printed.toString();
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
