package io.tillview.tenancy.druid;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.google.inject.Binder;
import java.util.List;
import org.apache.druid.initialization.DruidModule;

/** Offers Druid the type {@value #TYPE} of Authenticator, Authorizer, Escalator and row policy. */
public final class TenancyDruidModule implements DruidModule {
    /** The value of the three {@code type} settings. */
    public static final String TYPE = "tillview";

    @Override
    public List<? extends Module> getJacksonModules() {
        return List.of(new SimpleModule("TillviewTenancy")
                .registerSubtypes(
                        TillviewAuthenticator.class,
                        TillviewAuthorizer.class,
                        TillviewEscalator.class,
                        MerchantRowsPolicy.class));
    }

    @Override
    public void configure(Binder binder) {
        // Nothing to bind: Druid makes all three from its properties.
    }
}
