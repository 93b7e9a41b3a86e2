package io.tillview.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.cluster.ClusterException;
import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.supervision.ClusterRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The README's fenced blocks in their order, adapted to an installation that isn't the default one. */
record ReadmeBlocks(List<Block> blocks) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    /** What another test, or the build itself, runs: the words a block begins with. */
    private static final Set<String> ELSEWHERE = Set.of("./tillview up", "mvn ", "docker", "./tillview bench");

    enum Kind {
        SET_VARIABLE,
        QUESTION,
        ANSWER,
        COMMAND,
        PROGRAM,
        DEPENDENCY,
        TRIED_ELSEWHERE
    }

    record Block(Kind kind, String text) {}

    static ReadmeBlocks read(Path readme, TillviewCommand tillview) throws IOException {
        return new ReadmeBlocks(FENCED.matcher(Files.readString(readme))
                .results()
                .map(match -> block(match.group(1), match.group(2).strip(), tillview))
                .toList());
    }

    /** What is printed as the answer to the question at a place. */
    JsonNode answerAfter(int question) {
        Block answer = question + 1 < blocks.size() ? blocks.get(question + 1) : blocks.get(question);
        if (answer.kind() != Kind.ANSWER) {
            throw new AssertionError(
                    "README prints no answer to " + blocks.get(question).text());
        }
        return Tillview.json(answer.text());
    }

    private static Block block(String language, String text, TillviewCommand tillview) {
        Kind kind = kind(language, text);
        return new Block(kind, kind == Kind.ANSWER ? text : adapted(text, tillview));
    }

    private static Kind kind(String language, String text) {
        return switch (language) {
            case "json" -> Kind.ANSWER;
            case "java" -> Kind.PROGRAM;
            case "xml" -> Kind.DEPENDENCY;
            case "" -> shellKind(text);
            default -> throw new AssertionError("README has a block in " + language + ", which no test runs");
        };
    }

    private static Kind shellKind(String text) {
        if (ELSEWHERE.stream().anyMatch(text::startsWith)) {
            return Kind.TRIED_ELSEWHERE;
        }
        if (text.startsWith("curl ")) {
            return Kind.QUESTION;
        }
        return text.matches("(?s)[A-Z_]+=.*") ? Kind.SET_VARIABLE : Kind.COMMAND;
    }

    private static String adapted(String text, TillviewCommand tillview) {
        String data = tillview.data().toString();
        int port = ClusterRecord.read(new DataFolder(tillview.data()))
                .orElseThrow(() -> new ClusterException("Nothing runs in " + data))
                .ports()
                .of(Endpoint.QUERY_SERVICE);
        return text.replaceAll("(\\./tillview \\w+)", "$1 --data '" + data + "'")
                .replace("\".tillview/", "\"" + data + "/")
                .replace("127.0.0.1:8080", "127.0.0.1:" + port);
    }
}
