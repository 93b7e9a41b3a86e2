package io.tillview.query.catalog;

import java.util.Locale;
import java.util.Optional;

/** Whose an event is. Only a question about all merchants can be broken down or filtered by it: {@link Audience#ADMIN}. */
public enum OwnerDimension implements Groupable {
    /** The merchant's id. */
    MERCHANT_ID;

    /** One sentence for people. */
    public String description() {
        return "Whose event it is: the merchant's id. For admins, in POST /v1/admin/query.";
    }

    @Override
    public String externalName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its column as a quoted SQL identifier. */
    public String sql() {
        return "\"" + Datasource.MERCHANT_COLUMN + "\"";
    }

    @Override
    public boolean isIn(Datasource datasource) {
        return datasource.tellsMerchantsApart();
    }

    @Override
    public boolean ordersAsNumber() {
        return false;
    }

    /** The dimension, if that is its name in a request. */
    public static Optional<Groupable> named(String externalName) {
        return MERCHANT_ID.externalName().equals(externalName) ? Optional.of(MERCHANT_ID) : Optional.empty();
    }
}
