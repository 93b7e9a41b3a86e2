package io.tillview.ingestion.format;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.google.inject.Binder;
import io.tillview.ingestion.memory.MemoryIndexSpec;
import java.util.List;
import org.apache.druid.initialization.DruidModule;

/** Offers Druid the input format {@value EventInputFormat#TYPE} and the in-memory index {@value MemoryIndexSpec#TYPE}. */
public final class EventFormatModule implements DruidModule {

    @Override
    public List<? extends Module> getJacksonModules() {
        return List.of(new SimpleModule("TillviewEventFormat")
                .registerSubtypes(EventInputFormat.class, MemoryIndexSpec.class));
    }

    @Override
    public void configure(Binder binder) {
        // Nothing to bind: Druid makes both from a spec.
    }
}
