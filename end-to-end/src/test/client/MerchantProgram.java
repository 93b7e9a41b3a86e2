import io.tillview.client.ApiClient;
import io.tillview.client.ApiException;
import io.tillview.client.api.DefaultApi;
import io.tillview.client.model.Batch;
import io.tillview.client.model.Filter;
import io.tillview.client.model.FilterByPresence;
import io.tillview.client.model.FilterByValues;
import io.tillview.client.model.Having;
import io.tillview.client.model.Measure;
import io.tillview.client.model.OrderBy;
import io.tillview.client.model.Problem;
import io.tillview.client.model.Query;
import io.tillview.client.model.QueryResult;
import io.tillview.client.model.Sql;
import io.tillview.client.model.TimeRange;
import io.tillview.client.model.TimeRangeBetween;
import io.tillview.client.model.TimeRangeUntilNow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a merchant's developer writes with a client that was generated from the service's description. Compiled together
 * with it by GeneratedClientIT, which also reads what this prints: one JSON object, with what came of each call.
 */
public final class MerchantProgram {
    private static final String MONEY = "gross_sales";

    private final ApiClient client;
    private final DefaultApi tillview;

    private MerchantProgram(ApiClient client) {
        this.client = client;
        this.tillview = new DefaultApi(client);
    }

    /** The service's address is the argument; the token, which a command line would show to others, a variable. */
    public static void main(String[] arguments) throws Exception {
        String token = System.getenv("TILLVIEW_TOKEN");
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        System.out.println(client.getObjectMapper().writeValueAsString(new MerchantProgram(client).called()));
    }

    private Map<String, Object> called() throws Exception {
        Map<String, Object> came = new LinkedHashMap<>();
        came.put("me", tillview.me());
        came.put("catalog", tillview.catalog());
        came.put("freshness", tillview.freshness());
        QueryResult result = tillview.query(salesByChannel(), null, null);
        came.put("query", result);
        came.put("queryId", result.getMeta().getQueryId().toString());
        came.put("batch", tillview.queryBatch(new Batch().addQueriesItem(salesByChannel()).addQueriesItem(wrong()), null));
        came.put("sql", tillview.sql(new Sql().query("SELECT COUNT(*) AS n FROM events WHERE channel = ?").addParametersItem("007"), null));
        came.put("problem", problemOf(wrong()));
        return came;
    }

    private static Query salesByChannel() {
        return new Query()
                .addMeasuresItem(Measure.ORDERS)
                .addMeasuresItem(Measure.GROSS_SALES)
                .addDimensionsItem("channel")
                .timeRange(new TimeRange(new TimeRangeUntilNow().last("P1D")))
                .addFiltersItem(new Filter(
                        new FilterByPresence().dimension("country").op(FilterByPresence.OpEnum.NOT_EXISTS)))
                .addFiltersItem(new Filter(new FilterByValues()
                        .dimension("channel")
                        .op(FilterByValues.OpEnum.IN)
                        .values(List.of("007", ""))))
                .addHavingItem(new Having().measure(Measure.ORDERS).op(Having.OpEnum.GTE).value(1))
                .addOrderByItem(new OrderBy().field(MONEY).direction(OrderBy.DirectionEnum.DESC))
                .totals(true);
    }

    /** Two things are wrong with it. */
    private static Query wrong() {
        return new Query()
                .addMeasuresItem(Measure.ORDERS)
                .addDimensionsItem("chanel")
                .timeRange(new TimeRange(new TimeRangeBetween().from("2026-11-01").to("yesterday")));
    }

    private Map<String, Object> problemOf(Query query) throws Exception {
        try {
            tillview.query(query, null, null);
            return Map.of();
        } catch (ApiException e) {
            return Map.of(
                    "status", e.getCode(), "body", client.getObjectMapper().readValue(e.getResponseBody(), Problem.class));
        }
    }
}
