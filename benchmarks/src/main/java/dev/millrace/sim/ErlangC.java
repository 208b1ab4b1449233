package dev.millrace.sim;

/** Erlang's formula, apart from that of the policies: what judges them does not share their code. */
final class ErlangC {
    private ErlangC() {}

    /** The share of jobs that wait longer than a time, with so many servers; 1 when they cannot carry the load. */
    static double later(double load, int servers, double time, double mean) {
        if (load >= servers) {
            return 1;
        }
        double term = 1;
        double sum = 1;
        for (int k = 1; k < servers; k++) {
            term *= load / k;
            sum += term;
        }
        double all = term * load / servers * servers / (servers - load);
        return all / (sum + all) * StrictMath.exp(-(servers - load) * time / mean);
    }
}
