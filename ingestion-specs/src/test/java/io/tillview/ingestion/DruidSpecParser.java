package io.tillview.ingestion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.ingestion.format.EventFormatModule;
import org.apache.druid.guice.BuiltInTypesModule;
import org.apache.druid.guice.IndexingServiceTuningConfigModule;
import org.apache.druid.indexing.common.SegmentCacheManagerFactory;
import org.apache.druid.indexing.common.task.CompactionTask;
import org.apache.druid.indexing.kafka.KafkaIndexTaskClientFactory;
import org.apache.druid.indexing.kafka.KafkaIndexTaskModule;
import org.apache.druid.indexing.kafka.supervisor.KafkaSupervisorSpec;
import org.apache.druid.indexing.overlord.IndexerMetadataStorageCoordinator;
import org.apache.druid.indexing.overlord.TaskMaster;
import org.apache.druid.indexing.overlord.TaskStorage;
import org.apache.druid.indexing.overlord.supervisor.SupervisorStateManagerConfig;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.java.util.emitter.service.ServiceEmitter;
import org.apache.druid.java.util.metrics.DruidMonitorSchedulerConfig;
import org.apache.druid.math.expr.ExprMacroTable;
import org.apache.druid.query.aggregation.datasketches.hll.HllSketchModule;
import org.apache.druid.query.aggregation.datasketches.quantiles.DoublesSketchModule;
import org.apache.druid.segment.DefaultColumnFormatConfig;
import org.apache.druid.segment.incremental.RowIngestionMetersFactory;

/** Reads and writes specs as the Overlord does, with Druid's own classes. What would run a supervisor is left out. */
final class DruidSpecParser {

    private final ObjectMapper druid = new DefaultObjectMapper();

    DruidSpecParser() {
        druid.registerModules(new KafkaIndexTaskModule().getJacksonModules());
        druid.registerModules(new EventFormatModule().getJacksonModules());
        druid.registerModules(new IndexingServiceTuningConfigModule().getJacksonModules());
        druid.registerModules(new HllSketchModule().getJacksonModules());
        druid.registerModules(new DoublesSketchModule().getJacksonModules());
        druid.registerModules(BuiltInTypesModule.getJacksonModulesList());
        BuiltInTypesModule.registerHandlersAndSerde();
        druid.setInjectableValues(new InjectableValues.Std()
                .addValue(ObjectMapper.class, druid)
                .addValue(ExprMacroTable.class, ExprMacroTable.nil())
                .addValue(DefaultColumnFormatConfig.class, new DefaultColumnFormatConfig(null, null))
                .addValue(TaskStorage.class, null)
                .addValue(TaskMaster.class, null)
                .addValue(IndexerMetadataStorageCoordinator.class, null)
                .addValue(KafkaIndexTaskClientFactory.class, null)
                .addValue(ServiceEmitter.class, null)
                .addValue(DruidMonitorSchedulerConfig.class, null)
                .addValue(SegmentCacheManagerFactory.class, null)
                .addValue(RowIngestionMetersFactory.class, null)
                .addValue(SupervisorStateManagerConfig.class, null));
    }

    ObjectMapper mapper() {
        return druid;
    }

    KafkaSupervisorSpec parse(SupervisorSpec spec) throws JsonProcessingException {
        return druid.readValue(spec.json().toString(), KafkaSupervisorSpec.class);
    }

    /** The task, and every default filled in. */
    CompactionTask parseLayout(JsonNode task) throws JsonProcessingException {
        return druid.readValue(task.toString(), CompactionTask.class);
    }

    /** Any of Druid's own things, written as it answers. */
    JsonNode asDruidWrites(Object thing) throws JsonProcessingException {
        return new ObjectMapper().readTree(druid.writeValueAsString(thing));
    }

    /** What a GET of the supervisor gives: the spec with every default filled in. */
    JsonNode asDruidAnswers(SupervisorSpec spec) throws JsonProcessingException {
        return asDruidWrites(parse(spec));
    }
}
