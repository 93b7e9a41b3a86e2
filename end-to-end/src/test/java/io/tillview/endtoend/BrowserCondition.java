package io.tillview.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets a test run where Chromium and its driver are there, Debian's packages {@code chromium} and {@code chromium-driver}; elsewhere
 * it is skipped, unless {@code TILLVIEW_BROWSER=required} says that they have to be.
 */
final class BrowserCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (program("chromium", "chromium-browser", "google-chrome").isEmpty()) {
            return without("Chromium is not there");
        }
        if (program("chromedriver").isEmpty()) {
            return without("chromedriver is not there");
        }
        return ConditionEvaluationResult.enabled("Chromium and its driver are there");
    }

    /** The first of these that is in the path. */
    static Optional<Path> program(String... names) {
        List<Path> folders = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(":"))
                .map(Path::of)
                .toList();
        return Arrays.stream(names)
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static ConditionEvaluationResult without(String what) {
        if ("required".equals(System.getenv("TILLVIEW_BROWSER"))) {
            throw new AssertionError("TILLVIEW_BROWSER=required, but " + what);
        }
        return ConditionEvaluationResult.disabled("The explorer is not tried: " + what);
    }
}
