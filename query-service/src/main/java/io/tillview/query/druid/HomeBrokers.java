package io.tillview.query.druid;

import io.tillview.tenancy.MerchantScope;
import io.tillview.tenancy.OneMerchant;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which Broker is asked first. One merchant's questions begin at the same one, where its connections are; merchants, and admins,
 * are spread over all.
 *
 * @param all the Brokers' addresses, one or more
 */
public record HomeBrokers(List<URI> all) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is none
     */
    public HomeBrokers {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("There has to be a Broker.");
        }
    }

    /** The one that is asked first. */
    public URI home(MerchantScope scope, String subject) {
        return all.get(place(scope, subject));
    }

    /** All of them, in the order in which they are tried. */
    List<URI> inOrder(MerchantScope scope, String subject) {
        int first = place(scope, subject);
        return IntStream.range(first, first + all.size())
                .mapToObj(i -> all.get(i % all.size()))
                .toList();
    }

    private int place(MerchantScope scope, String subject) {
        int spread = scope instanceof OneMerchant one ? one.merchant().hashCode() : subject.hashCode();
        return Math.floorMod(spread, all.size());
    }
}
