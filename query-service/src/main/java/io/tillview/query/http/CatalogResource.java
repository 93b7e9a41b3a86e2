package io.tillview.query.http;

import io.tillview.query.Filter;
import io.tillview.query.Grain;
import io.tillview.query.MerchantQuery;
import io.tillview.query.QueryResult;
import io.tillview.query.catalog.Dimension;
import io.tillview.query.catalog.Measure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;

/** {@code GET /v1/catalog}: what can be asked. The same for everyone. */
@Path("/v1/catalog")
public final class CatalogResource {
    private static final List<String> GRAINS =
            Arrays.stream(Grain.values()).map(Grain::externalName).toList();
    private static final List<String> OPERATORS = Arrays.stream(Filter.Operator.values())
            .map(Filter.Operator::externalName)
            .toList();
    private static final Catalog CATALOG = new Catalog(
            Arrays.stream(Measure.values()).map(CatalogResource::measure).toList(),
            Arrays.stream(Dimension.values()).map(CatalogResource::dimension).toList(),
            new Limits(MerchantQuery.MAX_DIMENSIONS, MerchantQuery.DEFAULT_LIMIT, MerchantQuery.MAX_LIMIT));

    /** The catalog. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Catalog catalog() {
        return CATALOG;
    }

    private static MeasureEntry measure(Measure measure) {
        return new MeasureEntry(
                measure.externalName(),
                measure.type(),
                measure.unit(),
                measure.description(),
                measure.isApproximate(),
                GRAINS);
    }

    private static DimensionEntry dimension(Dimension dimension) {
        return new DimensionEntry(
                dimension.externalName(), QueryResult.Type.STRING, dimension.description(), OPERATORS);
    }

    /**
     * All of it.
     *
     * @param measures what can be counted or summed
     * @param dimensions what an answer can be broken down or filtered by
     * @param limits how much of it at once
     */
    public record Catalog(List<MeasureEntry> measures, List<DimensionEntry> dimensions, Limits limits) {}

    /**
     * One measure.
     *
     * @param name its name in a question
     * @param type what its values are
     * @param unit what one of it is
     * @param description one sentence
     * @param approximate whether its values are estimates
     * @param grains how time can be cut for it
     */
    public record MeasureEntry(
            String name,
            QueryResult.Type type,
            String unit,
            String description,
            boolean approximate,
            List<String> grains) {}

    /**
     * One dimension.
     *
     * @param name its name in a question
     * @param type what its values are
     * @param description one sentence
     * @param filters the operators it can be filtered with
     */
    public record DimensionEntry(String name, QueryResult.Type type, String description, List<String> filters) {}

    /**
     * How much at once.
     *
     * @param maxDimensions the most dimensions of a question
     * @param defaultRows the most rows of an answer unless the question says otherwise
     * @param maxRows the most it may say
     */
    public record Limits(int maxDimensions, int defaultRows, int maxRows) {}
}
