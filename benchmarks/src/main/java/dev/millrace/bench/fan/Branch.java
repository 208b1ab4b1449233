package dev.millrace.bench.fan;

/**
 * A piece of a tree of jobs: its own value, and smaller pieces.
 *
 * @param shape how it divides
 * @param first of skynet the number of the first leaf, else nothing
 * @param size what is left to divide
 */
public record Branch(Shape shape, long first, int size) {

    /** How trees of jobs divide. */
    public enum Shape {
        /** Ten branches down to a million leaves, each of which is its number. */
        SKYNET(1_000_000, 499_999_500_000L, 1_111_111),
        /** The two numbers before, each a job: as many jobs as the work has additions. */
        FIB(25, 75_025L, 242_785),
        /** Five levels of fifteen branches: the shape of the JDK's ForkJoinPoolForking. */
        FORKING(5, 813_616L, 813_616);

        private static final int SKYNET_WIDTH = 10;
        private static final int FORKING_WIDTH = 15;

        private final int size;
        private final long sum;
        private final int jobs;

        Shape(int size, long sum, int jobs) {
            this.size = size;
            this.sum = sum;
            this.jobs = jobs;
        }

        /** How many branches the tree has, itself included. */
        public int jobs() {
            return jobs;
        }

        /** The whole tree. */
        public Branch whole() {
            return new Branch(this, 0, size);
        }

        /** What comes out of it. */
        public long sum() {
            return sum;
        }
    }

    /** How many smaller ones it has. */
    int width() {
        return switch (shape) {
            case SKYNET -> size == 1 ? 0 : Shape.SKYNET_WIDTH;
            case FIB -> size < 2 ? 0 : 2;
            case FORKING -> size == 0 ? 0 : Shape.FORKING_WIDTH;
        };
    }

    /** One of them. */
    Branch smaller(int number) {
        return switch (shape) {
            case SKYNET ->
                new Branch(shape, first + number * (long) (size / Shape.SKYNET_WIDTH), size / Shape.SKYNET_WIDTH);
            case FIB -> new Branch(shape, 0, size - 1 - number);
            case FORKING -> new Branch(shape, 0, size - 1);
        };
    }

    /** Its own value. */
    long value() {
        return switch (shape) {
            case SKYNET -> size == 1 ? first : 0;
            case FIB -> size < 2 ? size : 0;
            case FORKING -> 1;
        };
    }
}
