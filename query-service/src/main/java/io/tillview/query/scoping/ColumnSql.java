package io.tillview.query.scoping;

import io.tillview.query.catalog.CustomAttribute;
import io.tillview.query.catalog.Datasource;
import io.tillview.query.catalog.Dimension;
import io.tillview.query.catalog.Groupable;
import java.util.stream.Collectors;

/**
 * What stands in SQL for the value of a dimension or a custom attribute.
 *
 * <p>One merchant's attribute may be a text in one event, a number in the next and a list in a third, and segments are shared
 * with merchants who name theirs alike. Over such a column Druid 33 answers some conditions wrongly or not at all, so each
 * question is put to it in the one way that was found to be right: see decision 0080.
 */
final class ColumnSql {
    private static final String ATTRIBUTES = "\"attributes\"";

    private ColumnSql() {}

    /** Its value as a text: to group by, and to be compared with {@code IN} or {@code >= ''}. NULL where an event lacks it. */
    static String text(String name) {
        Groupable groupable = Groupable.named(name).orElseThrow();
        return groupable instanceof Dimension dimension
                ? dimension.sql()
                : "JSON_VALUE(" + ATTRIBUTES + ", " + path((CustomAttribute) groupable) + ")";
    }

    /**
     * Its value as a text that can be looked into. Nothing of another column comes after an attribute's: an expression over an
     * attribute alone is worked out for the texts of a segment and then not found for its numbers, one over two columns is
     * worked out event by event.
     */
    static String expression(String name) {
        boolean plain = Groupable.named(name).orElseThrow() instanceof Dimension;
        return plain ? text(name) : "CONCAT(" + text(name) + ", LEFT(\"" + Datasource.MERCHANT_COLUMN + "\", 0))";
    }

    /** The condition that an event has a value there: one that is shown, which a list isn't, though it is not NULL to Druid. */
    static String exists(String name) {
        boolean plain = Groupable.named(name).orElseThrow() instanceof Dimension;
        return plain ? text(name) + " IS NOT NULL" : text(name) + " >= ''";
    }

    /** The contrary. */
    static String isMissing(String name) {
        boolean plain = Groupable.named(name).orElseThrow() instanceof Dimension;
        return plain ? text(name) + " IS NULL" : "(" + exists(name) + ") IS NOT TRUE";
    }

    /** In brackets and quotes, where no character that a key may have means anything. */
    private static String path(CustomAttribute attribute) {
        return Literals.text(
                attribute.keys().stream().map(key -> "['" + key + "']").collect(Collectors.joining("", "$", "")));
    }
}
