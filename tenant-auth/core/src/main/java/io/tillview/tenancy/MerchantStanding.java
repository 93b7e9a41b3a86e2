package io.tillview.tenancy;

/** How a merchant stands with the platform, whoever calls on its behalf. */
public enum MerchantStanding {
    /** Nothing stands against it. */
    GOOD,
    /** An admin has suspended it: nobody is answered on its behalf until that is lifted. */
    SUSPENDED,
    /** It can't be found out at the moment. */
    UNKNOWN
}
