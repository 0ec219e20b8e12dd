package io.notificationhub.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * While a part is down, intake refuses what the policies let it refuse, says when to ask again, and takes everything else. Limits may always refuse,
 * and so may a Redis that doesn't answer in time refuse advertisements: on a busy machine that happens without a fault.
 */
final class AnswersAsPromised implements Guarantee {
    private final Predicate<Refused> lawful;
    private final Queue<Refused> refusals = new ConcurrentLinkedQueue<>();

    AnswersAsPromised(Predicate<Refused> lawful) {
        this.lawful = lawful;
    }

    @Override
    public void onRefused(Refused refused) {
        refusals.add(refused);
    }

    @Override
    public void doAssert(Aftermath aftermath) {
        List<String> wrong = new ArrayList<>();
        for (Refused refused : refusals) {
            boolean givenUp = refused.last() && refused.request().insists();
            boolean lawfully = alwaysLawful(refused) || (!givenUp && lawful.test(refused));
            boolean saysWhen = refused.retryAfter() || (refused.status() != 429 && refused.status() != 503);
            if (!lawfully || !saysWhen) {
                wrong.add(refused.toString());
            }
        }
        Breach.ifAny("refused against the policies", wrong);
    }

    private static boolean alwaysLawful(Refused refused) {
        return refused.status() == 429
                || (refused.status() == 503 && refused.request().kind() == Request.Kind.MARKETING);
    }

    /** How many of each status; 0 is no answer. */
    Map<Integer, Integer> byStatus() {
        Map<Integer, Integer> counts = new TreeMap<>();
        refusals.forEach(refused -> counts.merge(refused.status(), 1, Integer::sum));
        return counts;
    }
}
