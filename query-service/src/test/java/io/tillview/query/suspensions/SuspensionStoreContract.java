package io.tillview.query.suspensions;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.tenancy.MerchantId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of every store of suspensions. */
public abstract class SuspensionStoreContract {
    private static final MerchantId SHOP = new MerchantId("shop-1");
    private static final MerchantId OTHER = new MerchantId("shop-2");

    private SuspensionStore store;

    /** A store without suspensions. */
    protected abstract SuspensionStore emptyStore();

    @BeforeEach
    void empty() {
        store = emptyStore();
    }

    @Test
    void a_suspension_is_one_merchants_until_it_is_lifted() {
        Suspension suspension = store.suspend(SHOP, "unpaid, 'since' March", "ann");

        assertThat(suspension.merchant()).isEqualTo(SHOP);
        assertThat(suspension.reason()).isEqualTo("unpaid, 'since' March");
        assertThat(suspension.by()).isEqualTo("ann");
        assertThat(store.find(SHOP)).contains(suspension);
        assertThat(store.find(OTHER)).isEmpty();
        assertThat(store.lift(OTHER)).isFalse();
        assertThat(store.lift(SHOP)).isTrue();
        assertThat(store.find(SHOP)).isEmpty();
        assertThat(store.lift(SHOP)).isFalse();
    }

    @Test
    void suspending_again_gives_another_reason_and_keeps_the_time() {
        Suspension first = store.suspend(SHOP, "unpaid", "ann");

        Suspension second = store.suspend(SHOP, "fraud", "bob");

        assertThat(second).isEqualTo(new Suspension(SHOP, first.since(), "fraud", "bob"));
        assertThat(store.suspend(SHOP, "fraud", "bob")).isEqualTo(second);
        assertThat(store.list(Optional.empty(), 10)).containsExactly(second);
    }

    @Test
    void pages_go_by_the_codes_of_the_ids_characters() {
        for (String id : List.of("b", "B", "a_1", "a-1", "a1", "_", "-", "Z9")) {
            store.suspend(new MerchantId(id), "unpaid", "ann");
        }

        List<String> first = ids(store.list(Optional.empty(), 3));
        List<String> rest = ids(store.list(Optional.of(new MerchantId("C")), 10));

        assertThat(first).containsExactly("-", "B", "Z9");
        assertThat(rest).containsExactly("Z9", "_", "a-1", "a1", "a_1", "b");
        assertThat(store.list(Optional.of(new MerchantId("b")), 10)).isEmpty();
    }

    @Test
    void who_has_the_revision_hears_of_changes_only() {
        SuspendedMerchants none = store.changed(Optional.empty()).orElseThrow();
        assertThat(none.merchants()).isEmpty();
        assertThat(store.changed(Optional.of(none.revision()))).isEmpty();

        store.suspend(SHOP, "unpaid", "ann");
        SuspendedMerchants one = store.changed(Optional.of(none.revision())).orElseThrow();
        store.suspend(OTHER, "unpaid", "ann");
        SuspendedMerchants two = store.changed(Optional.of(one.revision())).orElseThrow();
        store.lift(SHOP);
        SuspendedMerchants other = store.changed(Optional.of(two.revision())).orElseThrow();

        assertThat(one.merchants()).containsExactly(SHOP);
        assertThat(two.merchants()).containsExactlyInAnyOrder(SHOP, OTHER);
        assertThat(other.merchants()).containsExactly(OTHER);
        assertThat(store.changed(Optional.of(other.revision()))).isEmpty();
        assertThat(Set.of(none.revision(), one.revision(), two.revision(), other.revision()))
                .hasSize(4);
    }

    @Test
    void of_changes_at_once_none_is_missed() {
        Set<UUID> revisions = new HashSet<>();
        IntStream.range(0, 40).parallel().forEach(i -> {
            MerchantId merchant = new MerchantId("shop-" + i);
            store.suspend(merchant, "unpaid", "ann");
            SuspendedMerchants known = store.changed(Optional.empty()).orElseThrow();
            assertThat(known.merchants()).contains(merchant);
            synchronized (revisions) {
                revisions.add(known.revision());
            }
        });

        assertThat(store.changed(Optional.empty()).orElseThrow().merchants()).hasSize(40);
        assertThat(revisions).isNotEmpty();
    }

    private static List<String> ids(List<Suspension> suspensions) {
        return suspensions.stream().map(one -> one.merchant().value()).toList();
    }
}
