package io.tillview.query.scoping;

import io.tillview.query.catalog.Datasource;
import io.tillview.tenancy.AllMerchants;
import io.tillview.tenancy.MerchantScope;
import io.tillview.tenancy.OneMerchant;

/** The condition that rows are the scope's. */
final class MerchantPredicate {
    private MerchantPredicate() {}

    /**
     * The condition with AND behind it. Nothing only for {@link AllMerchants}, which only an admin's request is given; whatever else
     * is not one merchant has no SQL at all.
     */
    static String and(MerchantScope scope) {
        if (scope instanceof AllMerchants) {
            return "";
        }
        OneMerchant one = (OneMerchant) scope;
        return "\"" + Datasource.MERCHANT_COLUMN + "\" = "
                + Literals.text(one.merchant().value()) + " AND ";
    }
}
