package io.tillview.query.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an answer can be broken down or filtered by: a column that every event may have, or a merchant's own attribute. */
public sealed interface Groupable permits Dimension, CustomAttribute {

    /** Its name in a request. */
    String externalName();

    /** Whether a datasource has it. */
    boolean isIn(Datasource datasource);

    /** Whether {@code gt} and the like compare numbers; texts, as Java compares them, where they don't. */
    boolean ordersAsNumber();

    /** The one of this name in a request. */
    static Optional<Groupable> named(String externalName) {
        Optional<Groupable> attribute = CustomAttribute.named(externalName).map(found -> found);
        return attribute.or(() -> Dimension.named(externalName));
    }

    /** Names to choose from when one is not known. */
    static Collection<String> suggestions() {
        return Stream.concat(Dimension.names().stream(), Stream.of(CustomAttribute.PREFIX + "<name>"))
                .toList();
    }

    /** The groupables of these names. */
    static List<Groupable> allNamed(Collection<String> names) {
        return names.stream().map(name -> named(name).orElseThrow()).toList();
    }
}
