package io.tillview.tenancy;

/** Why a caller may not read. Each has a sentence for the caller, which names no merchant. */
public enum DenialReason {
    /** The request has to say which merchant it is about, and didn't: a bad request rather than a forbidden one. */
    MERCHANT_NOT_NAMED("Several merchants are possible: name one."),
    /** The named merchant isn't one the caller speaks for. Whether it exists is not said. */
    NOT_YOUR_MERCHANT("The named merchant is not one of yours."),
    /** The caller's proof doesn't carry the permission to query. */
    PERMISSION_MISSING("The permission 'query' is missing."),
    /** The merchant is one the caller speaks for, and nobody is answered on its behalf at present. Why is not said. */
    SUSPENDED("The merchant is suspended. Whoever runs this service can say why."),
    /** The caller speaks for no merchant at all. */
    NO_MERCHANT("You belong to no merchant."),
    /** Only admins may. */
    ADMIN_ONLY("Only admins may do this.");

    private final String explanation;

    DenialReason(String explanation) {
        this.explanation = explanation;
    }

    /** One sentence that may be shown to the caller. */
    public String explanation() {
        return explanation;
    }
}
