package dev.millrace.cli.cost;

/**
 * Erlang's formulas for a queue with Poisson arrivals (A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone exchanges", 1917; R. B. Cooper, "Introduction to Queueing Theory",
 * 2nd edition 1981, chapter 3).
 */
final class Erlang {
    private Erlang() {}

    /**
     * The probability that all servers are busy where jobs that find them so go away.
     *
     * @param servers at least 0
     * @param offered arrivals a second times mean service time in seconds, above 0
     */
    static double blocked(int servers, double offered) {
        double probability = 1;
        for (int server = 1; server <= servers; server++) {
            probability = offered * probability / (server + offered * probability);
        }
        return probability;
    }

    /**
     * The probability that a job has to wait where jobs wait in one queue without a bound.
     *
     * @param servers more than {@code offered}
     * @param offered as above
     */
    static double waits(int servers, double offered) {
        if (servers <= offered) {
            throw new IllegalArgumentException("servers (" + servers + ") must be more than offered (" + offered
                    + "), or the queue grows for ever");
        }
        double blocked = blocked(servers, offered);
        return blocked / (1 - offered / servers * (1 - blocked));
    }
}
