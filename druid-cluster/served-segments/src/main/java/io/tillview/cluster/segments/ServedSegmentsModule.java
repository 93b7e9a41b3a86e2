package io.tillview.cluster.segments;

import com.google.inject.Binder;
import com.google.inject.Provides;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.apache.druid.client.BrokerServerView;
import org.apache.druid.discovery.NodeRole;
import org.apache.druid.guice.Jerseys;
import org.apache.druid.guice.LazySingleton;
import org.apache.druid.guice.LifecycleModule;
import org.apache.druid.guice.annotations.LoadScope;
import org.apache.druid.initialization.DruidModule;

/** Gives Brokers {@link ServedSegmentsResource}. There is nothing to set. */
@LoadScope(roles = NodeRole.BROKER_JSON_NAME)
public final class ServedSegmentsModule implements DruidModule {
    private static final int EPOCH_BYTES = 8;

    @Override
    public void configure(Binder binder) {
        Jerseys.addResource(binder, ServedSegmentsResource.class);
        // Made before the Broker hears of its first segment.
        LifecycleModule.register(binder, ChangeLog.class);
    }

    @Provides
    @LazySingleton
    ChangeLog changeLog(BrokerServerView view) {
        byte[] epoch = new byte[EPOCH_BYTES];
        new SecureRandom().nextBytes(epoch);
        ChangeLog log = new ChangeLog(HexFormat.of().formatHex(epoch), ChangeLog.STRETCHES);
        // Where it is called, under the Broker's lock: by the time a change is over it is counted.
        view.registerTimelineCallback(Runnable::run, new TimelineChanges(log));
        return log;
    }

    @Provides
    @LazySingleton
    ServedTimelines servedTimelines(BrokerServerView view, ChangeLog log) {
        return new ServedTimelines(view::getTimeline, log);
    }
}
