/** Others' code on the pool's {@link java.util.concurrent.ExecutorService}: libraries that know nothing of it, and whose results are checked. */
package dev.millrace.integration;
