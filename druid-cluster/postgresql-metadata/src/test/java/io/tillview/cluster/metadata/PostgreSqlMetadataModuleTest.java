package io.tillview.cluster.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Injector;
import com.google.inject.Key;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.druid.discovery.NodeRole;
import org.apache.druid.guice.JsonConfigProvider;
import org.apache.druid.guice.MetadataConfigModule;
import org.apache.druid.guice.StartupInjectorBuilder;
import org.apache.druid.guice.annotations.Self;
import org.apache.druid.initialization.DruidModule;
import org.apache.druid.initialization.ServerInjectorBuilder;
import org.apache.druid.metadata.MetadataStorageActionHandlerFactory;
import org.apache.druid.metadata.MetadataStorageConnector;
import org.apache.druid.metadata.PostgreSQLMetadataStorageActionHandlerFactory;
import org.apache.druid.metadata.SQLMetadataConnector;
import org.apache.druid.metadata.storage.derby.DerbyMetadataStorageDruidModule;
import org.apache.druid.server.DruidNode;
import org.junit.jupiter.api.Test;

class PostgreSqlMetadataModuleTest {

    @Test
    void druid_finds_the_extension() {
        assertThat(ServiceLoader.load(DruidModule.class).stream().map(ServiceLoader.Provider::type))
                .contains(PostgreSqlMetadataModule.class);
    }

    @Test
    void the_type_postgresql_takes_the_place_of_derby() {
        Properties properties = new Properties();
        properties.setProperty("druid.metadata.storage.type", "postgresql");
        properties.setProperty("druid.metadata.storage.connector.connectURI", "jdbc:postgresql://127.0.0.1:1/druid");

        Injector injector = ServerInjectorBuilder.makeServerInjector(
                new StartupInjectorBuilder().withProperties(properties).build(),
                Set.of(NodeRole.COORDINATOR),
                List.of(
                        binder -> JsonConfigProvider.bindInstance(
                                binder,
                                Key.get(DruidNode.class, Self.class),
                                new DruidNode("druid/coordinator", "localhost", false, 8081, null, true, false)),
                        new MetadataConfigModule(),
                        new DerbyMetadataStorageDruidModule()));

        assertThat(injector.getInstance(SQLMetadataConnector.class)).isInstanceOf(PostgreSqlMetadataConnector.class);
        assertThat(injector.getInstance(MetadataStorageConnector.class))
                .isInstanceOf(PostgreSqlMetadataConnector.class);
        assertThat(injector.getInstance(MetadataStorageActionHandlerFactory.class))
                .isInstanceOf(PostgreSQLMetadataStorageActionHandlerFactory.class);
    }
}
