package io.tillview.cluster.segments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.druid.query.filter.TrueDimFilter;
import org.apache.druid.query.policy.NoRestrictionPolicy;
import org.apache.druid.query.policy.RowFilterPolicy;
import org.apache.druid.server.security.Access;
import org.apache.druid.server.security.AuthenticationResult;
import org.junit.jupiter.api.Test;

class ReadableDatasourcesTest {
    private static final AuthenticationResult SOMEBODY = new AuthenticationResult("x", "y", "z", Map.of());

    @Test
    void who_reads_all_rows_may_see_how_they_are_divided() {
        assertThat(readsAll(Access.allow())).isTrue();
        assertThat(readsAll(Access.allowWithRestriction(NoRestrictionPolicy.instance())))
                .isTrue();
    }

    @Test
    void who_reads_some_rows_or_none_may_not() {
        assertThat(readsAll(Access.allowWithRestriction(RowFilterPolicy.from(TrueDimFilter.instance()))))
                .isFalse();
        assertThat(readsAll(Access.deny(""))).isFalse();
    }

    private static boolean readsAll(Access access) {
        return ServedSegmentsResource.readsAll((who, what, how) -> access, SOMEBODY, "merchant_events");
    }
}
