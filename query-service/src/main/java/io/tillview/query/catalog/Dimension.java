package io.tillview.query.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns that an answer can be broken down or filtered by. Each is a text; an event may lack it. */
public enum Dimension implements Groupable {
    /** What happened. */
    EVENT_TYPE(true, "What happened, for example order_placed."),
    /** The way the visitor came. */
    CHANNEL(true, "The way the visitor came, for example organic."),
    /** The visitor's country. */
    COUNTRY(true, "The visitor's country, ISO 3166 alpha-2."),
    /** The visitor's kind of device. */
    DEVICE(true, "The visitor's kind of device."),
    /** The currency of the amount. */
    CURRENCY(true, "The currency of the amount, ISO 4217."),
    /** The campaign that brought the visitor. */
    CAMPAIGN(false, "The campaign that brought the visitor."),
    /** The host that referred the visitor. */
    REFERRER_HOST(false, "The host that referred the visitor."),
    /** The path of the page. */
    PAGE_PATH(false, "The path of the page."),
    /** The product. */
    PRODUCT_ID(false, "The product."),
    /** The product's category. */
    PRODUCT_CATEGORY(false, "The product's category."),
    /** The visitor's region. */
    REGION(false, "The visitor's region."),
    /** The visitor's browser. */
    BROWSER(false, "The visitor's browser."),
    /** The visitor's operating system. */
    OS(false, "The visitor's operating system.");

    private static final Map<String, Dimension> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Dimension::externalName, Function.identity()));

    private final String externalName = name().toLowerCase(Locale.ROOT);
    private final boolean rolledUp;
    private final String description;

    Dimension(boolean rolledUp, String description) {
        this.rolledUp = rolledUp;
        this.description = description;
    }

    /** Its name in a request, and the name of its column. */
    @Override
    public String externalName() {
        return externalName;
    }

    /** Its column as a quoted SQL identifier. */
    public String sql() {
        return "\"" + externalName() + "\"";
    }

    /** One sentence for people. */
    public String description() {
        return description;
    }

    @Override
    public boolean isIn(Datasource datasource) {
        return rolledUp || !datasource.isRollup();
    }

    @Override
    public boolean ordersAsNumber() {
        return false;
    }

    /** The dimension of this name in a request. */
    public static Optional<Dimension> named(String externalName) {
        return Optional.ofNullable(BY_NAME.get(externalName));
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Dimension::externalName).toList();
    }
}
