package io.tillview.tenancy.druid;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.smile.SmileConstants;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Finds out whether a native query, as a Broker sends it to data nodes (JSON or Smile), reads a restricted datasource.
 * Only places where a datasource can stand are looked at: text in a filter or a row can't pretend to be one.
 */
final class RestrictedQueries {
    private static final String RESTRICTED = "restrict";

    /** The fields of a query, or of a datasource, under which (further) datasources stand. */
    private static final Set<String> WHERE_DATASOURCES_STAND =
            Set.of("dataSource", "dataSources", "base", "left", "right", "query");

    private static final JsonFactory JSON = new JsonFactory();
    private static final SmileFactory SMILE = new SmileFactory();

    private RestrictedQueries() {}

    /**
     * @param body the query; read to its end at most
     * @throws IOException if it isn't a JSON or Smile object
     */
    static boolean isRestricted(InputStream body) throws IOException {
        BufferedInputStream markable = new BufferedInputStream(body);
        markable.mark(1);
        int first = markable.read();
        markable.reset();
        try (JsonParser parser = first == SmileConstants.HEADER_BYTE_1
                ? SMILE.createParser(markable)
                : JSON.createParser((InputStream) markable)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("Not a query.");
            }
            return holdsRestriction(parser);
        }
    }

    /** At the start of an object; leaves the parser at its end, or anywhere once the answer is yes. */
    private static boolean holdsRestriction(JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
            String field = parser.getCurrentName();
            JsonToken value = parser.nextToken();
            boolean found = field.equals("type")
                    ? value == JsonToken.VALUE_STRING && parser.getText().equals(RESTRICTED)
                    : WHERE_DATASOURCES_STAND.contains(field) && standsIn(value, parser);
            if (found) {
                return true;
            }
            // Does nothing unless at the start of an object or array that wasn't looked into.
            parser.skipChildren();
        }
        return false;
    }

    private static boolean standsIn(JsonToken value, JsonParser parser) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            return holdsRestriction(parser);
        }
        if (value == JsonToken.START_ARRAY) {
            for (JsonToken element = parser.nextToken();
                    element != JsonToken.END_ARRAY && element != null;
                    element = parser.nextToken()) {
                if (element == JsonToken.START_OBJECT && holdsRestriction(parser)) {
                    return true;
                }
                parser.skipChildren();
            }
        }
        return false;
    }
}
