package io.tillview.ingestion.reprocessing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Parts of Druid's expressions and filters. */
final class Expressions {
    private Expressions() {}

    /** A text as a literal. All but the plainest characters are escaped, so that none of them can end it. */
    static String text(String value) {
        StringBuilder literal = new StringBuilder("'");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean plain = (c < 128 && Character.isLetterOrDigit(c)) || " ._-:/$".indexOf(c) >= 0;
            literal.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return literal.append('\'').toString();
    }

    /** Whether a condition holds: 1 or 0, never null, so that its opposite holds for all other rows. */
    static String holds(String condition) {
        return "nvl((" + condition + "), 0)";
    }

    /** The filter that takes what a condition holds for. */
    static ObjectNode where(String condition) {
        return filter(holds(condition));
    }

    /** The filter that takes what a condition doesn't hold for. */
    static ObjectNode whereNot(String condition) {
        return filter(holds(condition) + " == 0");
    }

    static ObjectNode not(ObjectNode filter) {
        ObjectNode not = JsonNodeFactory.instance.objectNode().put("type", "not");
        not.set("field", filter);
        return not;
    }

    private static ObjectNode filter(String expression) {
        return JsonNodeFactory.instance.objectNode().put("type", "expression").put("expression", expression);
    }
}
