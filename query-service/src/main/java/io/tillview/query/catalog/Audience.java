package io.tillview.query.catalog;

import io.tillview.tenancy.AllMerchants;
import io.tillview.tenancy.MerchantScope;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** For whom a question is answered, as far as what can be asked depends on it. It permits nothing: a scope does. */
public enum Audience {
    /** One merchant's rows. */
    MERCHANT,
    /** All merchants' rows, for an admin. */
    ADMIN;

    /** The audience of a scope. */
    public static Audience of(MerchantScope scope) {
        return scope instanceof AllMerchants ? ADMIN : MERCHANT;
    }

    /** The dimension or attribute of this name in a request, if there is one for this audience. */
    public Optional<Groupable> groupable(String externalName) {
        return Groupable.named(externalName).filter(found -> this == ADMIN || !(found instanceof OwnerDimension));
    }

    /** Names to choose from when one is not known. */
    public Collection<String> suggestions() {
        Stream<String> owner = this == ADMIN ? Stream.of(OwnerDimension.MERCHANT_ID.externalName()) : Stream.empty();
        return Stream.of(owner, Dimension.names().stream(), Stream.of(CustomAttribute.PREFIX + "<name>"))
                .flatMap(names -> names)
                .toList();
    }

    /** Whether a datasource may answer it: a merchant's questions only one whose rows say whose they are. */
    public boolean reads(Datasource datasource) {
        return this == ADMIN || datasource.tellsMerchantsApart();
    }
}
