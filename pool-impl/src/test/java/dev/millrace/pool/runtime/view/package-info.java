/** The pool as an ExecutorService: what {@link java.util.concurrent.ThreadPoolExecutor} documents, asked of it first and then of the view in every way of dispatch; and what the view does otherwise on purpose. */
package dev.millrace.pool.runtime.view;
