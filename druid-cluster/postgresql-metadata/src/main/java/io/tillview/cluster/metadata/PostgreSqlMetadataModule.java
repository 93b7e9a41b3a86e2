package io.tillview.cluster.metadata;

import com.google.inject.Binder;
import com.google.inject.Key;
import org.apache.druid.guice.LazySingleton;
import org.apache.druid.guice.PolyBind;
import org.apache.druid.guice.SQLMetadataStorageDruidModule;
import org.apache.druid.initialization.DruidModule;
import org.apache.druid.metadata.MetadataStorageActionHandlerFactory;
import org.apache.druid.metadata.MetadataStorageConnector;
import org.apache.druid.metadata.MetadataStorageProvider;
import org.apache.druid.metadata.NoopMetadataStorageProvider;
import org.apache.druid.metadata.PostgreSQLMetadataStorageActionHandlerFactory;
import org.apache.druid.metadata.SQLMetadataConnector;

/** Offers Druid the metadata storage type {@value #TYPE}. */
public final class PostgreSqlMetadataModule extends SQLMetadataStorageDruidModule implements DruidModule {
    /** The value of {@code druid.metadata.storage.type}. */
    public static final String TYPE = "postgresql";

    /** For Druid, which finds this class through {@code META-INF/services}. */
    public PostgreSqlMetadataModule() {
        super(TYPE);
    }

    @Override
    public void configure(Binder binder) {
        super.configure(binder);
        // The database runs by itself: nothing to start inside Druid.
        PolyBind.optionBinder(binder, Key.get(MetadataStorageProvider.class))
                .addBinding(TYPE)
                .to(NoopMetadataStorageProvider.class)
                .in(LazySingleton.class);
        PolyBind.optionBinder(binder, Key.get(MetadataStorageConnector.class))
                .addBinding(TYPE)
                .to(PostgreSqlMetadataConnector.class)
                .in(LazySingleton.class);
        PolyBind.optionBinder(binder, Key.get(SQLMetadataConnector.class))
                .addBinding(TYPE)
                .to(PostgreSqlMetadataConnector.class)
                .in(LazySingleton.class);
        PolyBind.optionBinder(binder, Key.get(MetadataStorageActionHandlerFactory.class))
                .addBinding(TYPE)
                .to(PostgreSQLMetadataStorageActionHandlerFactory.class)
                .in(LazySingleton.class);
    }
}
