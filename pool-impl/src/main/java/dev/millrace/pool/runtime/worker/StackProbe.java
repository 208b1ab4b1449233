package dev.millrace.pool.runtime.worker;

/**
 * Makes a stack overflow happen before anything is changed and not halfway: one between a producer's claim of a slot and its publication would block the queue for good, one after the admission would take a place in the bound for good, and one between
 * the count of a sleeper and its notification would leave a worker asleep. Asked for at every submit: a job that recurses deeply may submit, a job that its caller runs may, and so may a program that never ran a job.
 *
 * <p>What counts is bytes, and a compiler makes them few: of a recursion with small frames it makes smaller ones, several in one, so that 64 of them took less stack than the interpreted path of a submit that they were to stand for. But compiled code, too, looks at its entry for as much
 * stack as the interpreter would need if it had to take over, and that is counted in declared variables, used or not. So there are many here, which cost next to nothing: compiled, the look is at a few addresses, and takes a few nanoseconds. More frames than three would be compiled to more calls that look at the same; two would be less where they are interpreted.
 */
public final class StackProbe {
    private static final int FRAMES = 3;
    private static final int FRAMES_FOR_A_JOB = 6;

    private StackProbe() {}

    /** Throws {@link StackOverflowError} unless there is stack for {@value #FRAMES} frames of about four kilobytes; where they are compiled into each other, for two. */
    public static void check() {
        descend(FRAMES);
    }

    /** The same for {@value #FRAMES_FOR_A_JOB}: before a job is run inside another one. It may use up what is left, and its end must be counted and told all the same, by code that runs at this depth for the first time perhaps. */
    static void checkForJob() {
        descend(FRAMES_FOR_A_JOB);
    }

    @SuppressWarnings("UnusedVariable") // see above
    private static int descend(int frames) {
        long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9;
        long c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, d0, d1, d2, d3, d4, d5, d6, d7, d8, d9;
        long e0, e1, e2, e3, e4, e5, e6, e7, e8, e9, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9;
        long g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, h0, h1, h2, h3, h4, h5, h6, h7, h8, h9;
        long i0, i1, i2, i3, i4, i5, i6, i7, i8, i9, j0, j1, j2, j3, j4, j5, j6, j7, j8, j9;
        long k0, k1, k2, k3, k4, k5, k6, k7, k8, k9, l0, l1, l2, l3, l4, l5, l6, l7, l8, l9;
        long m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, n0, n1, n2, n3, n4, n5, n6, n7, n8, n9;
        long o0, o1, o2, o3, o4, o5, o6, o7, o8, o9, p0, p1, p2, p3, p4, p5, p6, p7, p8, p9;
        long q0, q1, q2, q3, q4, q5, q6, q7, q8, q9, r0, r1, r2, r3, r4, r5, r6, r7, r8, r9;
        long s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9;
        long u0, u1, u2, u3, u4, u5, u6, u7, u8, u9, v0, v1, v2, v3, v4, v5, v6, v7, v8, v9;
        long w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9;
        long y0, y1, y2, y3, y4, y5, y6, y7, y8, y9, z0, z1, z2, z3, z4, z5, z6, z7, z8, z9;
        return frames == 0 ? 0 : descend(frames - 1) + 1;
    }
}
