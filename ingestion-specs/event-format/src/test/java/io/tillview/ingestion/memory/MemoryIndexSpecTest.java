package io.tillview.ingestion.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillview.ingestion.format.EventFormatModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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
import org.apache.druid.segment.NestedDataColumnSchema;
import org.apache.druid.segment.incremental.AppendableIndexSpec;
import org.apache.druid.segment.incremental.IncrementalIndex;
import org.apache.druid.segment.incremental.IncrementalIndexSchema;
import org.apache.druid.segment.incremental.IndexSizeExceededException;
import org.apache.druid.segment.incremental.OnheapIncrementalIndex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MemoryIndexSpecTest {

    private static final long HOUR = 1_767_225_600_000L;
    private static final List<String> TEXTS = List.of("one", "other", "nested");

    private final ObjectMapper mapper =
            new DefaultObjectMapper().registerModules(new EventFormatModule().getJacksonModules());

    @BeforeAll
    static void druid_knows_sketches() {
        HllSketchModule.registerSerde();
    }

    @Test
    void is_read_from_a_spec_and_written_again() throws IOException {
        AppendableIndexSpec read = mapper.readValue("{\"type\": \"tillview\"}", AppendableIndexSpec.class);

        assertThat(read).isEqualTo(new MemoryIndexSpec()).hasSameHashCodeAs(new MemoryIndexSpec());
        assertThat(mapper.readTree(mapper.writeValueAsString(read)))
                .isEqualTo(mapper.readTree("{\"type\": \"tillview\"}"));
        assertThat(read.getDefaultMaxBytesInMemory())
                .isEqualTo(new OnheapIncrementalIndex.Spec().getDefaultMaxBytesInMemory());
    }

    /** Rows of few visitors each: their sketches are what a rollup's rows mostly were said to be. */
    @Test
    void holds_what_druids_own_index_holds_in_a_quarter_of_the_bytes_it_speaks_of() throws IndexSizeExceededException {
        IncrementalIndex druids = filled(new OnheapIncrementalIndex.Spec());
        IncrementalIndex ours = filled(new MemoryIndexSpec());

        assertThat(rows(ours)).hasSize(1_000).isEqualTo(rows(druids));
        assertThat(ours.getBytesInMemory().get() * 4)
                .isLessThan(druids.getBytesInMemory().get());
        assertThat(ours.getMetadata()).isEqualTo(druids.getMetadata());
    }

    /** Words that come again, words that come once, and whatever else Druid takes for a text. */
    @Test
    void holds_the_texts_that_druids_own_index_holds_and_counts_the_same_bytes() throws IndexSizeExceededException {
        IncrementalIndex druids = filledWithTexts(new OnheapIncrementalIndex.Spec(), false);
        IncrementalIndex ours = filledWithTexts(new MemoryIndexSpec(), false);

        assertThat(texts(ours)).hasSize(20_000).isEqualTo(texts(druids));
        assertThat(ours.getBytesInMemory().get())
                .isEqualTo(druids.getBytesInMemory().get());
        assertThat(filledWithTexts(new MemoryIndexSpec(), true)
                        .getBytesInMemory()
                        .get())
                .isEqualTo(filledWithTexts(new OnheapIncrementalIndex.Spec(), true)
                        .getBytesInMemory()
                        .get());
    }

    @Test
    void rows_share_a_text_that_comes_again() throws IndexSizeExceededException {
        IncrementalIndex index = index(new MemoryIndexSpec(), false);
        for (String other : List.of("mobile", "desktop", "tablet")) {
            index.add(new MapBasedInputRow(DateTimes.utc(HOUR), TEXTS, Map.of("one", "mobile", "other", other)));
        }

        List<Object[]> rows = new ArrayList<>();
        index.getFacts().keySet().forEach(row -> rows.add(row.getDims()));

        assertThat(rows).hasSize(3);
        assertThat(rows.get(1)[0]).isSameAs(rows.get(2)[0]);
        assertThat(rows.get(1)[1]).isNotSameAs(rows.get(2)[1]);
    }

    private static IncrementalIndex filledWithTexts(AppendableIndexSpec spec, boolean mostThatItMayTake)
            throws IndexSizeExceededException {
        SplittableRandom random = new SplittableRandom(7);
        IncrementalIndex index = index(spec, mostThatItMayTake);
        for (int i = 0; i < 20_000; i++) {
            Map<String, Object> row = new HashMap<>();
            row.put("one", "word " + random.nextInt(2_000));
            row.put("nested", random.nextInt(4) == 0 ? Map.of("key", random.nextInt(3)) : null);
            row.put(
                    "other",
                    switch (random.nextInt(6)) {
                        case 0 -> null;
                        case 1 -> "";
                        case 2 -> List.of("word", "text " + random.nextInt(20));
                        case 3 -> random.nextInt(50);
                        default -> "text " + random.nextInt(50);
                    });
            index.add(new MapBasedInputRow(DateTimes.utc(HOUR + i), TEXTS, row));
        }
        return index;
    }

    private static IncrementalIndex index(AppendableIndexSpec spec, boolean mostThatItMayTake) {
        return spec.builder()
                .setIndexSchema(IncrementalIndexSchema.builder()
                        .withMinTimestamp(HOUR)
                        .withDimensionsSpec(new DimensionsSpec(List.of(
                                new StringDimensionSchema("one", null, false),
                                new StringDimensionSchema("other"),
                                new NestedDataColumnSchema("nested", 5))))
                        .withRollup(false)
                        .build())
                .setMaxRowCount(100_000)
                .setMaxBytesInMemory(Long.MAX_VALUE)
                .setUseMaxMemoryEstimates(mostThatItMayTake)
                .build();
    }

    private static List<String> texts(IncrementalIndex index) {
        return StreamSupport.stream(index.spliterator(), false)
                .map(row -> row.getTimestampFromEpoch() + " " + row.getRaw("one") + " " + row.getRaw("other") + " "
                        + row.getRaw("nested"))
                .toList();
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
