package io.tillview.tenancy.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.druid.data.input.MapBasedInputRow;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.java.util.common.Intervals;
import org.apache.druid.math.expr.ExprMacroTable;
import org.apache.druid.math.expr.ExpressionProcessing;
import org.apache.druid.query.aggregation.CountAggregatorFactory;
import org.apache.druid.query.filter.AndDimFilter;
import org.apache.druid.query.filter.DimFilter;
import org.apache.druid.query.filter.EqualityFilter;
import org.apache.druid.query.filter.ExpressionDimFilter;
import org.apache.druid.query.filter.NotDimFilter;
import org.apache.druid.query.filter.NullFilter;
import org.apache.druid.query.filter.OrDimFilter;
import org.apache.druid.query.filter.RegexDimFilter;
import org.apache.druid.query.policy.Policy;
import org.apache.druid.query.policy.RowFilterPolicy;
import org.apache.druid.segment.Cursor;
import org.apache.druid.segment.CursorBuildSpec;
import org.apache.druid.segment.CursorFactory;
import org.apache.druid.segment.CursorHolder;
import org.apache.druid.segment.IndexIO;
import org.apache.druid.segment.IndexMergerV9;
import org.apache.druid.segment.IndexSpec;
import org.apache.druid.segment.QueryableIndexCursorFactory;
import org.apache.druid.segment.RestrictedCursorFactory;
import org.apache.druid.segment.VirtualColumns;
import org.apache.druid.segment.column.ColumnConfig;
import org.apache.druid.segment.column.ColumnType;
import org.apache.druid.segment.incremental.IncrementalIndex;
import org.apache.druid.segment.incremental.IncrementalIndexCursorFactory;
import org.apache.druid.segment.incremental.IncrementalIndexSchema;
import org.apache.druid.segment.incremental.IndexSizeExceededException;
import org.apache.druid.segment.incremental.OnheapIncrementalIndex;
import org.apache.druid.segment.virtual.ExpressionVirtualColumn;
import org.apache.druid.segment.writeout.OnHeapMemorySegmentWriteOutMediumFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a filter may find out on rows as they are ingested, and in a segment as it is stored. */
class MerchantRowsPolicyTest {
    private static final String FAILS_ON_M2 = "1 / if(merchant_id == 'm2', 0, 1)";
    private static final String FAILS_ON_ITS_ORDER = "1 / if(order_id == 'secret', 0, 1)";
    private static final String FAILS_ON_BOTH = "1 / if(merchant_id == 'm2' && order_id == 'secret', 0, 1)";
    private static final Policy DRUIDS_OWN =
            RowFilterPolicy.from(new EqualityFilter("merchant_id", ColumnType.STRING, "m1", null));

    private final Policy policy = new MerchantRowsPolicy("merchant_id", "m1");
    private final ObjectMapper mapper =
            new DefaultObjectMapper().registerModules(new TenancyDruidModule().getJacksonModules());

    @TempDir
    private Path folder;

    private IncrementalIndex rows;

    private enum Stored {
        IN_MEMORY,
        IN_A_SEGMENT
    }

    @BeforeAll
    static void expressions() {
        ExpressionProcessing.initializeForTests();
    }

    @BeforeEach
    void three_rows_of_m1_and_two_of_m2() throws IndexSizeExceededException {
        rows = new OnheapIncrementalIndex.Builder()
                .setIndexSchema(new IncrementalIndexSchema.Builder()
                        .withMetrics(new CountAggregatorFactory("rows"))
                        .withRollup(false)
                        .build())
                .setMaxRowCount(10)
                .build();
        add("m1", "own", "DE");
        add("m2", "secret", "DE");
        add("m1", "own", null);
        add("m2", "secret", "US");
        add("m1", "other", "US");
    }

    @ParameterizedTest
    @EnumSource
    void a_filter_that_would_fail_on_another_merchant_s_row_does_not_meet_it(Stored stored) throws IOException {
        for (String fails : List.of(FAILS_ON_M2, FAILS_ON_ITS_ORDER, FAILS_ON_BOTH)) {
            DimFilter expression = new ExpressionDimFilter(fails, ExprMacroTable.nil());
            DimFilter computed = new EqualityFilter("v0", ColumnType.LONG, 1L, null);
            DimFilter computedText = new EqualityFilter("v1", ColumnType.STRING, "x1", null);

            assertThat(count(stored, policy, fails, null)).isEqualTo(3);
            assertThat(count(stored, policy, fails, expression)).isEqualTo(3);
            assertThat(count(stored, policy, fails, computed)).isEqualTo(3);
            assertThat(count(stored, policy, fails, computedText)).isEqualTo(3);
            assertThat(count(stored, policy, fails, new NotDimFilter(computedText)))
                    .isZero();
            assertThat(count(stored, policy, fails, new OrDimFilter(equal("country", "US"), expression)))
                    .isEqualTo(3);
            assertThat(count(stored, policy, fails, new AndDimFilter(equal("country", "US"), expression, computedText)))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void druid_s_own_policy_would_not_do(Stored stored) {
        DimFilter expression = new ExpressionDimFilter(FAILS_ON_ITS_ORDER, ExprMacroTable.nil());

        assertThatThrownBy(() -> count(stored, DRUIDS_OWN, FAILS_ON_ITS_ORDER, expression))
                .hasStackTraceContaining("/ by zero");
    }

    @ParameterizedTest
    @EnumSource
    void filters_find_what_they_find_with_druid_s_own_policy(Stored stored) throws IOException {
        DimFilter missing = NullFilter.forColumn("country");
        for (DimFilter filter : List.of(
                equal("country", "US"),
                equal("merchant_id", "m2"),
                missing,
                new NotDimFilter(equal("country", "US")),
                new OrDimFilter(missing, new NotDimFilter(equal("country", "DE"))),
                new RegexDimFilter("order_id", "^o", null),
                new NotDimFilter(new RegexDimFilter("country", "^D", null)),
                new EqualityFilter("v1", ColumnType.STRING, "x1", null))) {
            assertThat(count(stored, policy, "1", filter))
                    .as(filter.toString())
                    .isEqualTo(count(stored, DRUIDS_OWN, "1", filter));
        }
    }

    @Test
    void reads_the_merchant_column_even_where_the_query_does_not() {
        CursorBuildSpec asked = CursorBuildSpec.builder()
                .setFilter(equal("country", "US").toFilter())
                .setPhysicalColumns(Set.of("country"))
                .build();

        assertThat(policy.visit(asked).getPhysicalColumns()).containsExactlyInAnyOrder("country", "merchant_id");
    }

    @Test
    void comes_to_data_nodes_as_it_was() throws JsonProcessingException {
        String sent = mapper.writerFor(Policy.class).writeValueAsString(policy);

        assertThat(mapper.readValue(sent, Policy.class)).isEqualTo(policy);
        assertThat(mapper.readTree(sent).get("type").textValue()).isEqualTo("tillview");
    }

    private int count(Stored stored, Policy policy, String expression, DimFilter filter) throws IOException {
        CursorBuildSpec spec = CursorBuildSpec.builder()
                .setFilter(filter == null ? null : filter.toFilter())
                .setVirtualColumns(VirtualColumns.create(
                        new ExpressionVirtualColumn("v0", expression, ColumnType.LONG, ExprMacroTable.nil()),
                        new ExpressionVirtualColumn(
                                "v1", "concat('x', " + expression + ")", ColumnType.STRING, ExprMacroTable.nil())))
                .build();
        int count = 0;
        try (CursorHolder holder = new RestrictedCursorFactory(cursors(stored), policy).makeCursorHolder(spec)) {
            Cursor cursor = holder.asCursor();
            while (cursor != null && !cursor.isDone()) {
                count++;
                cursor.advance();
            }
        }
        return count;
    }

    private CursorFactory cursors(Stored stored) throws IOException {
        if (stored == Stored.IN_MEMORY) {
            return new IncrementalIndexCursorFactory(rows);
        }
        Path segment = folder.resolve("segment");
        IndexIO io = new IndexIO(mapper, ColumnConfig.DEFAULT);
        if (segment.toFile().mkdir()) {
            new IndexMergerV9(mapper, io, OnHeapMemorySegmentWriteOutMediumFactory.instance())
                    .persist(rows, segment.toFile(), IndexSpec.DEFAULT, null);
        }
        return new QueryableIndexCursorFactory(io.loadIndex(segment.toFile()));
    }

    private void add(String merchant, String order, String country) throws IndexSizeExceededException {
        Map<String, Object> values = country == null
                ? Map.of("merchant_id", merchant, "order_id", order)
                : Map.of("merchant_id", merchant, "order_id", order, "country", country);
        long time = Intervals.of("2026-11-01/P1D").getStartMillis();
        rows.add(new MapBasedInputRow(time, List.of("merchant_id", "order_id", "country"), values));
    }

    private static DimFilter equal(String column, String value) {
        return new EqualityFilter(column, ColumnType.STRING, value, null);
    }
}
