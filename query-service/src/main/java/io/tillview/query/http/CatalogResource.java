package io.tillview.query.http;

import io.tillview.query.Buckets;
import io.tillview.query.CompareTo;
import io.tillview.query.Extras;
import io.tillview.query.Filter;
import io.tillview.query.Grain;
import io.tillview.query.Having;
import io.tillview.query.MerchantQuery;
import io.tillview.query.QueryResult;
import io.tillview.query.RowSelection;
import io.tillview.query.answering.AnswerLimits;
import io.tillview.query.catalog.CustomAttribute;
import io.tillview.query.catalog.Dimension;
import io.tillview.query.catalog.Groupable;
import io.tillview.query.catalog.Measure;
import io.tillview.query.catalog.OwnerDimension;
import io.tillview.query.request.QueryReader;
import io.tillview.tenancy.AdminCaller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** {@code GET /v1/catalog}: what can be asked. The same for every merchant; an admin's has what can be asked of all of them, too. */
@Path("/v1/catalog")
public final class CatalogResource {
    private static final List<String> GRAINS =
            Arrays.stream(Grain.values()).map(Grain::externalName).toList();
    private static final List<String> OPERATORS = Arrays.stream(Filter.Operator.values())
            .map(Filter.Operator::externalName)
            .toList();
    private static final List<String> HAVING = Arrays.stream(Having.Operator.values())
            .map(Having.Operator::externalName)
            .toList();
    private static final Catalog MERCHANTS = catalog(Stream.empty());
    private static final Catalog ADMINS =
            catalog(Arrays.stream(OwnerDimension.values()).map(owner -> dimension(owner, owner.description())));

    private final CurrentRequest request;

    /** @param request who calls */
    public CatalogResource(CurrentRequest request) {
        this.request = request;
    }

    /** The catalog. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Catalog catalog() {
        return request.caller() instanceof AdminCaller ? ADMINS : MERCHANTS;
    }

    private static Catalog catalog(Stream<DimensionEntry> besides) {
        return new Catalog(
                Arrays.stream(Measure.values()).map(CatalogResource::measure).toList(),
                Stream.concat(Arrays.stream(Dimension.values()).map(one -> dimension(one, one.description())), besides)
                        .toList(),
                new AttributeEntry(
                        CustomAttribute.PREFIX + "<name>",
                        QueryResult.Type.STRING,
                        "A merchant's own attribute, compared as the text that it is shown as. " + CustomAttribute.RULE,
                        OPERATORS,
                        "number"),
                Arrays.stream(CompareTo.Previous.values())
                        .map(CompareTo.Previous::externalName)
                        .toList(),
                Limits.ALL);
    }

    private static MeasureEntry measure(Measure measure) {
        return new MeasureEntry(
                measure.externalName(),
                measure.type(),
                measure.unit(),
                measure.description(),
                measure.isApproximate(),
                GRAINS,
                HAVING);
    }

    private static DimensionEntry dimension(Groupable dimension, String description) {
        return new DimensionEntry(
                dimension.externalName(), QueryResult.Type.STRING, description, OPERATORS, orderedAs(dimension));
    }

    private static String orderedAs(Groupable groupable) {
        return groupable.ordersAsNumber() ? "number" : "text";
    }

    /**
     * All of it.
     *
     * @param measures what can be counted or summed
     * @param dimensions what an answer can be broken down or filtered by
     * @param attributes the same for what merchants name themselves
     * @param compareTo the times that can be compared to by name; any range can, too
     * @param limits how much of it at once
     */
    public record Catalog(
            List<MeasureEntry> measures,
            List<DimensionEntry> dimensions,
            AttributeEntry attributes,
            List<String> compareTo,
            Limits limits) {}

    /**
     * One measure.
     *
     * @param name its name in a question
     * @param type what its values are
     * @param unit what one of it is
     * @param description one sentence
     * @param approximate whether its values are estimates
     * @param grains how time can be cut for it
     * @param having the operators that rows can be kept by it with
     */
    public record MeasureEntry(
            String name,
            QueryResult.Type type,
            String unit,
            String description,
            boolean approximate,
            List<String> grains,
            List<String> having) {}

    /**
     * One dimension.
     *
     * @param name its name in a question
     * @param type what its values are
     * @param description one sentence
     * @param filters the operators it can be filtered with
     * @param orderedAs what {@code gt} and the like compare: {@code text}, as Java compares texts: by UTF-16 code unit
     */
    public record DimensionEntry(
            String name, QueryResult.Type type, String description, List<String> filters, String orderedAs) {}

    /**
     * The merchants' own attributes.
     *
     * @param name how they are named in a question
     * @param type what their values are
     * @param description which names are possible
     * @param filters the operators they can be filtered with
     * @param orderedAs what {@code gt} and the like compare: {@code number}
     */
    public record AttributeEntry(
            String name, QueryResult.Type type, String description, List<String> filters, String orderedAs) {}

    /**
     * How much at once.
     *
     * @param maxDimensions the most dimensions of a question
     * @param defaultRows the most rows of a page unless the question says otherwise
     * @param maxRows the most it may say
     * @param maxRowsOfAllPages how far pages go
     * @param maxRowsPerTime the most {@code limitPerTime} may say
     * @param maxFilters the most comparisons of a question's filters
     * @param maxFilterDepth how deep filters may nest
     * @param maxHaving the most conditions on measures
     * @param maxRowsChosen the most rows before {@code having}, and after {@code fillGaps}, where those are asked for
     * @param maxBuckets the most buckets of a range, where gaps are filled or ranges compared
     * @param maxBatch the most questions of a batch
     * @param maxStaleness the longest a question may say
     */
    public record Limits(
            int maxDimensions,
            int defaultRows,
            int maxRows,
            int maxRowsOfAllPages,
            int maxRowsPerTime,
            int maxFilters,
            int maxFilterDepth,
            int maxHaving,
            int maxRowsChosen,
            int maxBuckets,
            int maxBatch,
            String maxStaleness) {
        private static final Duration LONGEST_STALENESS = Extras.LONGEST_STALENESS;

        static final Limits ALL = new Limits(
                MerchantQuery.MAX_DIMENSIONS,
                RowSelection.DEFAULT_LIMIT,
                RowSelection.MAX_LIMIT,
                AnswerLimits.MAX_ROWS_OF_ALL_PAGES,
                RowSelection.MAX_LIMIT_PER_TIME,
                Filter.MAX_COMPARISONS,
                Filter.MAX_DEPTH,
                Having.MAX,
                AnswerLimits.MAX_ROWS_CHOSEN,
                Buckets.MAX,
                QueryReader.MAX_BATCH,
                LONGEST_STALENESS.toString());
    }
}
