package io.tillview.benchmarks;

import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillview.events.encoding.JsonEventEncoder;
import io.tillview.ingestion.IngestionSpecs;
import io.tillview.ingestion.LayoutSpec;
import io.tillview.ingestion.SpecValues;
import io.tillview.ingestion.format.EventInputFormat;
import io.tillview.ingestion.format.RecordClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.druid.data.input.ColumnsFilter;
import org.apache.druid.data.input.InputRow;
import org.apache.druid.data.input.InputRowSchema;
import org.apache.druid.data.input.impl.ByteEntity;
import org.apache.druid.data.input.impl.DimensionsSpec;
import org.apache.druid.data.input.impl.TimestampSpec;
import org.apache.druid.guice.BuiltInTypesModule;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.java.util.common.granularity.Granularity;
import org.apache.druid.java.util.common.parsers.CloseableIterator;
import org.apache.druid.math.expr.ExprMacroTable;
import org.apache.druid.query.aggregation.AggregatorFactory;
import org.apache.druid.query.aggregation.datasketches.hll.HllSketchModule;
import org.apache.druid.query.aggregation.datasketches.quantiles.DoublesSketchModule;
import org.apache.druid.segment.DefaultColumnFormatConfig;
import org.apache.druid.segment.IndexIO;
import org.apache.druid.segment.IndexMergerV9;
import org.apache.druid.segment.IndexSpec;
import org.apache.druid.segment.column.ColumnConfig;
import org.apache.druid.segment.incremental.IncrementalIndex;
import org.apache.druid.segment.incremental.IncrementalIndexSchema;
import org.apache.druid.segment.incremental.OnheapIncrementalIndex;
import org.apache.druid.segment.writeout.OffHeapMemorySegmentWriteOutMediumFactory;

/** Writes segments of an hour's events in this process, with Druid's own classes, a datasource's specs, and a table's changes to them. */
final class SegmentWriter {
    private static final SpecValues VALUES = SpecValues.singleMachine("127.0.0.1:9092");
    private static final Instant HOUR = Instant.parse("2026-03-05T10:00:00Z");

    private final ObjectMapper druid = new DefaultObjectMapper();
    private final IndexMergerV9 merger;
    private final Path folder;
    private final LayoutSpec layout;
    private final ObjectNode schema;
    private final byte[] json;
    private final int events;

    /** @param perMerchant how many of the hour's events are one merchant's */
    SegmentWriter(Path folder, String datasource, int perMerchant, int events) throws IOException {
        this.folder = folder;
        this.events = events;
        this.layout = IngestionSpecs.bundled().layouts(VALUES).stream()
                .filter(candidate -> candidate.datasource().equals(datasource))
                .findFirst()
                .orElseThrow();
        this.schema = IngestionSpecs.bundled().supervisors(VALUES).stream()
                .filter(candidate -> candidate.id().equals(datasource))
                .map(supervisor -> (ObjectNode) supervisor.json().at("/spec/dataSchema"))
                .findFirst()
                .orElseThrow();
        schema.set("dimensionsSpec", layout.dimensionsSpec());
        druid.registerModules(new HllSketchModule().getJacksonModules());
        druid.registerModules(new DoublesSketchModule().getJacksonModules());
        druid.registerModules(BuiltInTypesModule.getJacksonModulesList());
        druid.setInjectableValues(new InjectableValues.Std()
                .addValue(ObjectMapper.class, druid)
                .addValue(ExprMacroTable.class, ExprMacroTable.nil())
                .addValue(DefaultColumnFormatConfig.class, new DefaultColumnFormatConfig(null, null)));
        HllSketchModule.registerSerde();
        DoublesSketchModule.registerSerde();
        BuiltInTypesModule.registerHandlersAndSerde();
        this.merger = new IndexMergerV9(
                druid, new IndexIO(druid, ColumnConfig.DEFAULT), OffHeapMemorySegmentWriteOutMediumFactory.instance());
        this.json = json(new ShopEvents(7, events, HOUR, perMerchant), events);
    }

    private static byte[] json(ShopEvents shop, int events) {
        JsonEventEncoder encoder = new JsonEventEncoder();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < events; i++) {
            lines.writeBytes(encoder.encode(shop.event(i)));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    /** Reads the events once; they can be written several times. */
    Rows read(Consumer<ObjectNode> change) throws IOException {
        ObjectNode changed = schema.deepCopy();
        change.accept(changed);
        DimensionsSpec dimensions = parse(changed.get("dimensionsSpec"), DimensionsSpec.class);
        AggregatorFactory[] metrics = changed.has("metricsSpec")
                ? parse(changed.get("metricsSpec"), AggregatorFactory[].class)
                : new AggregatorFactory[0];
        TimestampSpec timestamp = new TimestampSpec("occurred_at", "iso", null);
        IncrementalIndex index = new OnheapIncrementalIndex.Builder()
                .setIndexSchema(new IncrementalIndexSchema.Builder()
                        .withMinTimestamp(HOUR.minusSeconds(86_400).toEpochMilli())
                        .withTimestampSpec(timestamp)
                        .withQueryGranularity(parse(changed.at("/granularitySpec/queryGranularity"), Granularity.class))
                        .withDimensionsSpec(dimensions)
                        .withMetrics(metrics)
                        .withRollup(changed.at("/granularitySpec/rollup").asBoolean())
                        .build())
                .setMaxRowCount(events + 1)
                .build();
        try (CloseableIterator<InputRow> rows = new EventInputFormat(RecordClass.ALL)
                .createReader(
                        new InputRowSchema(timestamp, dimensions, ColumnsFilter.all()),
                        new ByteEntity(json),
                        folder.toFile())
                .read()) {
            while (rows.hasNext()) {
                index.add(rows.next());
            }
        }
        return new Rows(index);
    }

    private <T> T parse(JsonNode node, Class<T> type) throws IOException {
        return druid.readValue(node.toString(), type);
    }

    /** Events as a datasource holds them. */
    final class Rows implements AutoCloseable {
        private final IncrementalIndex index;

        private Rows(IncrementalIndex index) {
            this.index = index;
        }

        int count() {
            return index.numRows();
        }

        double jsonBytes() {
            return json.length - events;
        }

        /** What a segment of them takes, with the layout's encoding and changes to it. */
        double bytes(String changes) throws IOException {
            ObjectNode encoding = (ObjectNode) layout.tuningConfig().get("indexSpec");
            encoding.setAll((ObjectNode) new ObjectMapper().readTree(changes));
            Path segment = Files.createTempDirectory(folder, "segment");
            merger.persist(index, segment.toFile(), parse(encoding, IndexSpec.class), null);
            try (Stream<Path> files = Files.walk(segment)) {
                double bytes = 0;
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    bytes += Files.size(file);
                }
                return bytes;
            }
        }

        @Override
        public void close() {
            index.close();
        }
    }
}
