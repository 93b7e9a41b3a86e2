package io.tillview.ingestion.reprocessing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillview.ingestion.ReprocessingRefusedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way to reprocess, with parameters: one of {@code specs/reprocessing/}, or a file of the same form.
 *
 * @param name its name
 * @param json what it does, its kind, its parameters; a correction's {@code where} and {@code set}
 */
public record Recipe(String name, JsonNode json) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z_]+)}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,60}");
    private static final int DIGEST_LENGTH = 8;

    public Recipe {
        requireNonNull(name, "name");
        json = json.deepCopy();
    }

    /** What it does, in a sentence. */
    public String does() {
        return json.path("does").asText();
    }

    /** What its parameters mean, by name. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        json.path("parameters")
                .properties()
                .forEach(field -> parameters.put(
                        field.getKey(), field.getValue().path("means").asText()));
        return parameters;
    }

    /**
     * The change.
     *
     * @param values the parameters' values
     * @param run the change's name; where it is empty, it is made of the recipe and the values
     * @param columns the columns that may be set
     * @throws ReprocessingRefusedException if a parameter is missing, unknown or of the wrong type, or a column doesn't exist
     */
    public Change change(Map<String, String> values, Optional<String> run, Collection<String> columns) {
        requireAll(values);
        String called = run.orElseGet(() -> name.replaceAll("[^A-Za-z0-9]", "_") + "_" + digest(values));
        if (!NAME.matcher(called).matches()) {
            throw refused("'" + called + "' is no name", "Use up to 60 letters, digits, hyphens and underscores.");
        }
        return switch (json.path("kind").asText()) {
            case "correction" -> correction(called, values, columns);
            case "deduplication" -> new Change.Deduplication(called);
            case "repartition" -> new Change.Repartition(called);
            case "rollups" -> new Change.RollupRebuild(called);
            default ->
                throw refused(
                        "its kind is '" + json.path("kind").asText() + "'",
                        "There are correction, deduplication, repartition and rollups.");
        };
    }

    private Change correction(String run, Map<String, String> values, Collection<String> columns) {
        Map<String, String> set = new LinkedHashMap<>();
        json.path("set").properties().forEach(field -> {
            String column = fill(field.getKey(), values, columns);
            if (!columns.contains(column)) {
                throw refused(
                        "merchant_events has no column '" + column + "'",
                        "Add it to specs/merchant_events, supervisor.json and compaction.json, and run ./tillview specs apply"
                                + " first: the next compaction would lose it otherwise.");
            }
            set.put(column, fill(field.getValue().asText(), values, columns));
        });
        if (set.isEmpty()) {
            throw refused("it sets no column", "Say in \"set\" what becomes of which column.");
        }
        return new Change.Correction(run, fill(json.path("where").asText(), values, columns), set, false);
    }

    private void requireAll(Map<String, String> values) {
        TreeSet<String> known = new TreeSet<>(parameters().keySet());
        if (!known.equals(new TreeSet<>(values.keySet()))) {
            throw refused(
                    "it takes " + (known.isEmpty() ? "no parameters" : "the parameters " + known) + ", and "
                            + (values.isEmpty() ? "none was given" : new TreeSet<>(values.keySet()) + " were given"),
                    "Give each with --set NAME=VALUE.");
        }
    }

    private String fill(String text, Map<String, String> values, Collection<String> columns) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (placeholder.find()) {
            String parameter = placeholder.group(1);
            String value = values.get(parameter);
            if (value == null) {
                throw refused("it has no parameter " + parameter, "Describe it under \"parameters\".");
            }
            String type = json.at("/parameters/" + parameter + "/type").asText();
            placeholder.appendReplacement(filled, Matcher.quoteReplacement(literal(parameter, type, value, columns)));
        }
        return placeholder.appendTail(filled).toString();
    }

    private String literal(String parameter, String type, String value, Collection<String> columns) {
        boolean right =
                switch (type) {
                    case "number" -> value.matches("-?\\d{1,15}(\\.\\d{1,15})?");
                    case "column" -> columns.contains(value);
                    case "text" -> true;
                    default -> false;
                };
        if (!right) {
            throw refused(
                    "--set " + parameter + "=" + value + " is no " + type
                            + (type.equals("column") ? " of merchant_events" : ""),
                    "It means: " + parameters().get(parameter) + ".");
        }
        return type.equals("text") ? Expressions.text(value) : value;
    }

    private String digest(Map<String, String> values) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((json + new TreeMap<>(values).toString()).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private ReprocessingRefusedException refused(String fact, String remedy) {
        return new ReprocessingRefusedException(name, fact, remedy);
    }
}
