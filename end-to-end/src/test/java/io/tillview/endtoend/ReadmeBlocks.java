package io.tillview.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The README's fenced blocks in their order. */
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

    /** @param adaptation makes a block's text fit an installation that isn't the default one */
    static ReadmeBlocks read(UnaryOperator<String> adaptation) throws IOException {
        return new ReadmeBlocks(
                FENCED.matcher(Files.readString(TillviewCommand.home().resolve("README.md")))
                        .results()
                        .map(match -> block(match.group(1), match.group(2).strip(), adaptation))
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

    private static Block block(String language, String text, UnaryOperator<String> adaptation) {
        Kind kind = kind(language, text);
        return new Block(kind, kind == Kind.ANSWER ? text : adaptation.apply(text));
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
}
