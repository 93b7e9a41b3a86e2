package io.tillview.endtoend;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts an installation for one test class, whose data would be in the others' way. */
final class OwnTillviewExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Tillview.class;
    }

    @Override
    public Tillview resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String name = context.getRequiredTestClass().getSimpleName();
        return context.getStore(Namespace.create(OwnTillviewExtension.class))
                .getOrComputeIfAbsent(name, this::start, TillviewExtension.Running.class)
                .tillview();
    }

    private TillviewExtension.Running start(String name) {
        try {
            return new TillviewExtension.Running(Path.of("target", name));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
