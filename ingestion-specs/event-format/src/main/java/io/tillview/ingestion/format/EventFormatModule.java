package io.tillview.ingestion.format;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.google.inject.Binder;
import java.util.List;
import org.apache.druid.initialization.DruidModule;

/** Offers Druid the input format {@value EventInputFormat#TYPE}. */
public final class EventFormatModule implements DruidModule {

    @Override
    public List<? extends Module> getJacksonModules() {
        return List.of(new SimpleModule("TillviewEventFormat").registerSubtypes(EventInputFormat.class));
    }

    @Override
    public void configure(Binder binder) {
        // Nothing to bind: Druid makes the format from a spec.
    }
}
