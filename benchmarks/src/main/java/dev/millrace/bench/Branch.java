package dev.millrace.bench;

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
        SKYNET(1_000_000, 499_999_500_000L),
        /** The two numbers before, each a job: as many jobs as the work has additions. */
        FIB(25, 75_025L),
        /** Five levels of fifteen branches: the shape of the JDK's ForkJoinPoolForking. */
        FORKING(5, 813_616L);

        private static final int SKYNET_WIDTH = 10;
        private static final int FORKING_WIDTH = 15;

        private final int size;
        private final long sum;

        Shape(int size, long sum) {
            this.size = size;
            this.sum = sum;
        }

        /** The whole tree. */
        Branch whole() {
            return new Branch(this, 0, size);
        }

        /** What comes out of it. */
        long sum() {
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
