package io.tillview.ingestion.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.ingestion.format.EventFormatModule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.druid.data.input.MapBasedInputRow;
import org.apache.druid.data.input.impl.DimensionsSpec;
import org.apache.druid.data.input.impl.StringDimensionSchema;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.java.util.common.DateTimes;
import org.apache.druid.java.util.common.granularity.Granularities;
import org.apache.druid.query.aggregation.AggregatorFactory;
import org.apache.druid.query.aggregation.CountAggregatorFactory;
import org.apache.druid.query.aggregation.datasketches.hll.HllSketchBuildAggregatorFactory;
import org.apache.druid.query.aggregation.datasketches.hll.HllSketchHolder;
import org.apache.druid.query.aggregation.datasketches.hll.HllSketchModule;
import org.apache.druid.segment.incremental.AppendableIndexSpec;
import org.apache.druid.segment.incremental.IncrementalIndex;
import org.apache.druid.segment.incremental.IncrementalIndexSchema;
import org.apache.druid.segment.incremental.IndexSizeExceededException;
import org.apache.druid.segment.incremental.OnheapIncrementalIndex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RollupIndexSpecTest {

    private static final long HOUR = 1_767_225_600_000L;

    private final ObjectMapper mapper =
            new DefaultObjectMapper().registerModules(new EventFormatModule().getJacksonModules());

    @BeforeAll
    static void druid_knows_sketches() {
        HllSketchModule.registerSerde();
    }

    @Test
    void is_read_from_a_spec_and_written_again() throws IOException {
        AppendableIndexSpec read = mapper.readValue("{\"type\": \"tillviewRollup\"}", AppendableIndexSpec.class);

        assertThat(read).isEqualTo(new RollupIndexSpec()).hasSameHashCodeAs(new RollupIndexSpec());
        assertThat(mapper.readTree(mapper.writeValueAsString(read)))
                .isEqualTo(mapper.readTree("{\"type\": \"tillviewRollup\"}"));
        assertThat(read.getDefaultMaxBytesInMemory())
                .isEqualTo(new OnheapIncrementalIndex.Spec().getDefaultMaxBytesInMemory());
    }

    /** Rows of few visitors each: their sketches are what a rollup's rows mostly were said to be. */
    @Test
    void holds_what_druids_own_index_holds_in_a_quarter_of_the_bytes_it_speaks_of() throws IndexSizeExceededException {
        IncrementalIndex druids = filled(new OnheapIncrementalIndex.Spec());
        IncrementalIndex ours = filled(new RollupIndexSpec());

        assertThat(rows(ours)).hasSize(1_000).isEqualTo(rows(druids));
        assertThat(ours.getBytesInMemory().get() * 4)
                .isLessThan(druids.getBytesInMemory().get());
        assertThat(ours.getMetadata()).isEqualTo(druids.getMetadata());
    }

    private static IncrementalIndex filled(AppendableIndexSpec spec) throws IndexSizeExceededException {
        IncrementalIndex index = spec.builder()
                .setIndexSchema(IncrementalIndexSchema.builder()
                        .withMinTimestamp(HOUR)
                        .withQueryGranularity(Granularities.HOUR)
                        .withDimensionsSpec(new DimensionsSpec(List.of(new StringDimensionSchema("merchant_id"))))
                        .withMetrics(new CountAggregatorFactory("events"), sketch("visitors"), sketch("sessions"))
                        .withRollup(true)
                        .build())
                .setMaxRowCount(100_000)
                .setMaxBytesInMemory(Long.MAX_VALUE)
                .build();
        for (int i = 0; i < 3_000; i++) {
            index.add(new MapBasedInputRow(
                    DateTimes.utc(HOUR + i),
                    List.of("merchant_id"),
                    Map.of("merchant_id", "shop-" + i % 1_000, "key", (long) i)));
        }
        return index;
    }

    private static AggregatorFactory sketch(String name) {
        return new HllSketchBuildAggregatorFactory(name, "key", 12, "HLL_4", null, null, true);
    }

    private static List<String> rows(IncrementalIndex index) {
        return StreamSupport.stream(index.spliterator(), false)
                .map(row -> row.getDimension("merchant_id") + " " + row.getMetric("events") + " "
                        + ((HllSketchHolder) row.getRaw("visitors")).getEstimate())
                .sorted()
                .toList();
    }
}
