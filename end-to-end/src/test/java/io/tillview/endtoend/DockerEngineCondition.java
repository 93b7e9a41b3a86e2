package io.tillview.endtoend;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Lets a test run where a Docker engine answers and Compose is there; elsewhere it is skipped, unless
 * {@code TILLVIEW_CONTAINERS=required} says that there have to be both.
 */
final class DockerEngineCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return without("no Docker engine answers");
        }
        if (ComposeProject.program().isEmpty()) {
            return without("neither docker compose nor docker-compose is there");
        }
        return ConditionEvaluationResult.enabled("A Docker engine answers, and Compose is there");
    }

    private static ConditionEvaluationResult without(String what) {
        if ("required".equals(System.getenv("TILLVIEW_CONTAINERS"))) {
            throw new AssertionError("TILLVIEW_CONTAINERS=required, but " + what);
        }
        return ConditionEvaluationResult.disabled("Containers are not tried: " + what);
    }
}
