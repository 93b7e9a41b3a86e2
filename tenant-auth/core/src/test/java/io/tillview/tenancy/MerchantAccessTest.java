package io.tillview.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.tenancy.AccessDecision.Allowed;
import io.tillview.tenancy.AccessDecision.Denied;
import io.tillview.tenancy.AccessDecision.Undecided;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class MerchantAccessTest {
    private final MerchantAccess access = new MerchantAccess(MerchantAccessTest::standing);

    @ParameterizedTest
    @CsvFileSource(resources = "access-decisions.csv", delimiter = '|', numLinesToSkip = 2)
    void decides_as_the_matrix_says(
            String who, String permissions, String named, String one, String all, String nothing) {
        Caller caller = caller(who, permissions);

        AccessDecision toOne =
                access.toMerchant(caller, Optional.ofNullable(named).map(MerchantId::new));
        AccessDecision toAll = access.toAllMerchants(caller);
        Optional<AccessDecision> toNothing = access.toNothing(caller);

        assertThat(text(toOne)).isEqualTo(one);
        assertThat(text(toAll)).isEqualTo(all);
        assertThat(toNothing.map(MerchantAccessTest::text)).isEqualTo(Optional.ofNullable(nothing));
    }

    @Test
    void decides_anew_each_time() {
        Set<MerchantId> suspended = new HashSet<>();
        MerchantAccess access = new MerchantAccess(
                merchant -> suspended.contains(merchant) ? MerchantStanding.SUSPENDED : MerchantStanding.GOOD);
        Caller caller = caller("m1", "query");

        AccessDecision before = access.toMerchant(caller, Optional.empty());
        suspended.add(new MerchantId("m1"));
        AccessDecision meanwhile = access.toMerchant(caller, Optional.empty());
        suspended.clear();
        AccessDecision after = access.toMerchant(caller, Optional.empty());

        assertThat(text(before)).isEqualTo("m1");
        assertThat(text(meanwhile)).isEqualTo("SUSPENDED");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void a_caller_keeps_its_own_copy_of_what_it_was_made_of() {
        Set<MerchantId> merchants = new HashSet<>(Set.of(new MerchantId("m1")));
        MerchantCaller caller = new MerchantCaller("sub", merchants, Set.of("query"));

        merchants.add(new MerchantId("m2"));

        assertThat(caller.merchants()).containsExactly(new MerchantId("m1"));
    }

    @Test
    void a_caller_has_a_subject_that_fits_on_a_line() {
        assertThatThrownBy(() -> new AdminCaller("two\nlines")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AdminCaller(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MerchantCaller("x".repeat(257), Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void all_merchants_can_not_be_made_outside() {
        assertThat(AllMerchants.class.getConstructors()).isEmpty();
    }

    private static MerchantStanding standing(MerchantId merchant) {
        if (merchant.value().equals("lost")) {
            return MerchantStanding.UNKNOWN;
        }
        return merchant.value().startsWith("bad") ? MerchantStanding.SUSPENDED : MerchantStanding.GOOD;
    }

    private static Caller caller(String who, String permissions) {
        if (who.equals("admin")) {
            return new AdminCaller("somebody");
        }
        Set<MerchantId> merchants = who.equals("nobody")
                ? Set.of()
                : words(who).stream().map(MerchantId::new).collect(Collectors.toSet());
        return new MerchantCaller("somebody", merchants, permissions == null ? Set.of() : words(permissions));
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" ", -1)).collect(Collectors.toSet());
    }

    private static String text(AccessDecision decision) {
        if (decision instanceof Denied denied) {
            return denied.reason().name();
        }
        if (decision instanceof Undecided) {
            return "UNDECIDED";
        }
        return ((Allowed) decision).scope() instanceof OneMerchant one
                ? one.merchant().value()
                : "ALL";
    }
}
