package io.tillview.cluster.segments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.apache.druid.guice.annotations.LoadScope;
import org.apache.druid.initialization.DruidModule;
import org.junit.jupiter.api.Test;

class ServedSegmentsModuleTest {

    @Test
    void druid_finds_the_extension() {
        assertThat(ServiceLoader.load(DruidModule.class).stream().map(ServiceLoader.Provider::type))
                .contains(ServedSegmentsModule.class);
    }

    @Test
    void only_brokers_have_it() {
        assertThat(ServedSegmentsModule.class.getAnnotation(LoadScope.class).roles())
                .containsExactly("broker");
    }
}
