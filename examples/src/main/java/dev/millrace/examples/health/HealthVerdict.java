package dev.millrace.examples.health;

import static dev.millrace.examples.tool.Text.text;

import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the checks have found what there is.
 *
 * @param wanted checks
 * @param checked checks that have an answer, a refusal or a time-out, or were spared
 * @param spared checks that were not made since a breaker was open
 * @param late time-outs of endpoints that do not hang: the machine was slow, or the timeout or the deadline is short
 * @param wrong states that do not fit the endpoint, or breakers that have opened without a reason
 */
record HealthVerdict(int wanted, int checked, int spared, int late, int wrong) {
    /** More than one of so many late ones: then the timeout says nothing about endpoints. */
    private static final int RARE = 4;

    static HealthVerdict of(List<FanResults<Endpoint, Integer>> rounds, int wanted) {
        Set<Endpoint> troubled = new HashSet<>();
        int checked = 0;
        int spared = 0;
        int late = 0;
        int wrong = 0;
        for (FanResults<Endpoint, Integer> round : rounds) {
            for (FanResult<Endpoint, Integer> check : round) {
                Endpoint endpoint = check.input();
                State state = State.of(check);
                checked += state == State.NOT_CHECKED ? 0 : 1;
                spared += state == State.BREAKER_OPEN ? 1 : 0;
                late += state == State.HANGING && endpoint.condition() != Condition.HANGING ? 1 : 0;
                boolean fits = state.fits(endpoint.condition());
                wrong += fits && (state != State.BREAKER_OPEN || troubled.contains(endpoint)) ? 0 : 1;
                if (state != State.UP && state != State.SLOW) {
                    troubled.add(endpoint);
                }
            }
        }
        return new HealthVerdict(wanted, checked, spared, late, wrong);
    }

    boolean good() {
        return wrong == 0 && checked == wanted && RARE * late <= wanted;
    }

    String line() {
        return text(
                "checks=%d checked=%d spared=%d late=%d wrong=%d verified=%s",
                wanted, checked, spared, late, wrong, good());
    }
}
