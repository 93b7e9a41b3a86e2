package io.tillview.query.scoping;

import io.tillview.query.catalog.CustomAttribute;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.Dimension;
import io.tillview.query.catalog.Groupable;
import io.tillview.query.catalog.OwnerDimension;
import java.util.stream.Collectors;

/** What stands in SQL for the value of a dimension or a custom attribute. */
final class ColumnSql {
    private static final String ATTRIBUTES = "\"attributes\"";

    private ColumnSql() {}

    /** Its value as a text, of this name; NULL where an event lacks it. */
    static String text(String name) {
        Groupable groupable = Groupable.named(name).orElseThrow();
        if (groupable instanceof OwnerDimension owner) {
            return owner.sql();
        }
        return groupable instanceof Dimension dimension
                ? dimension.sql()
                : attribute(Literals.text(path((CustomAttribute) groupable)));
    }

    /**
     * One merchant's attribute may be a text in one event, a number in the next and a list in a third, and segments are shared
     * with merchants who name theirs alike. Over such a path Druid 33 answers many conditions on JSON_VALUE alone with an
     * error, or wrongly: decision 0080. What looks at the whole value first, and at another column, it works out
     * event by event, and there it is right.
     */
    private static String attribute(String path) {
        String whole = "TO_JSON_STRING(JSON_QUERY(" + ATTRIBUTES + ", " + path + "))";
        String nothing = "LEFT(\"" + Datasource.MERCHANT_COLUMN + "\", 0)";
        return "(CASE WHEN LEFT(CONCAT(" + whole + ", " + nothing + "), 1) = " + Literals.text("[")
                + " THEN NULL ELSE JSON_VALUE(" + ATTRIBUTES + ", " + path + ") END)";
    }

    /** In brackets and quotes, where no character that a key may have means anything. */
    private static String path(CustomAttribute attribute) {
        return attribute.keys().stream().map(key -> "['" + key + "']").collect(Collectors.joining("", "$", ""));
    }
}
