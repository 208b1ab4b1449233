package dev.millrace.pool.runtime.typed;

import dev.millrace.pool.BatchHandler;
import dev.millrace.pool.Handler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user's handler, of either kind. */
interface Station<J> {

    void open() throws Exception;

    /** Handles one job in a call of its own; gives what it failed by, if the handler said so, or null. */
    @Nullable Throwable one(TypedJob<J> job) throws Exception;

    /** Handles jobs in one call, and tells each what became of it. */
    void many(List<TypedJob<J>> jobs) throws Exception;

    void close() throws Exception;

    /**
     * For one job a call.
     *
     * @param handler the user's
     */
    record OfOne<J>(Handler<? super J> handler) implements Station<J> {
        @Override
        public void open() throws Exception {
            handler.open();
        }

        @Override
        public @Nullable Throwable one(TypedJob<J> job) throws Exception {
            handler.handle(job.job());
            return null;
        }

        @Override
        public void many(List<TypedJob<J>> jobs) {
            throw new UnsupportedOperationException("this handler takes jobs one by one");
        }

        @Override
        public void close() throws Exception {
            handler.close();
        }
    }

    /**
     * For several jobs a call.
     *
     * @param handler the user's
     * @param tallies counts the calls
     */
    record OfMany<J>(BatchHandler<? super J> handler, Tallies tallies) implements Station<J> {
        @Override
        public void open() throws Exception {
            handler.open();
        }

        @Override
        public @Nullable Throwable one(TypedJob<J> job) throws Exception {
            return call(List.of(job.job())).cause(0);
        }

        private Marks call(List<J> payloads) throws Exception {
            tallies.call(payloads.size());
            Marks marks = new Marks(payloads.size());
            try {
                handler.handleAll(payloads, marks);
            } finally {
                marks.end();
            }
            return marks;
        }

        @Override
        public void many(List<TypedJob<J>> jobs) throws Exception {
            Marks marks = call(jobs.stream().map(TypedJob::job).toList());
            for (int i = 0; i < jobs.size(); i++) {
                Throwable cause = marks.cause(i);
                if (cause == null) {
                    jobs.get(i).succeeded();
                } else {
                    jobs.get(i).failed(cause);
                }
            }
        }

        @Override
        public void close() throws Exception {
            handler.close();
        }
    }
}
