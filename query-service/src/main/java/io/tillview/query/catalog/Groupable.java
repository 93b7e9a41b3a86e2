package io.tillview.query.catalog;

import java.util.Optional;

/**
 * What an answer can be broken down or filtered by: a column that every event may have, a
 * merchant's own attribute, or, over all merchants, whose the event is.
 */
public sealed interface Groupable permits Dimension, CustomAttribute, OwnerDimension {

    /** Its name in a request. */
    String externalName();

    /** Whether a datasource has it. */
    boolean isIn(Datasource datasource);

    /** Whether {@code gt} and the like compare numbers; texts, as Java compares them, where they don't. */
    boolean ordersAsNumber();

    /** The one of this name in a question that was read; whoever reads one asks its {@link Audience} which there are. */
    static Optional<Groupable> named(String externalName) {
        Optional<Groupable> attribute = CustomAttribute.named(externalName).map(found -> found);
        return attribute.or(() -> OwnerDimension.named(externalName)).or(() -> Dimension.named(externalName));
    }
}
