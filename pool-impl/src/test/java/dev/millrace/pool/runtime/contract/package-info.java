/**
 * What {@link java.util.concurrent.ExecutorService} and its relatives promise, as tests that any of them can be put through: a {@link dev.millrace.pool.runtime.contract.Subject} opens it and names its {@link
 * dev.millrace.pool.runtime.contract.Deviation}s, a {@link dev.millrace.pool.runtime.contract.SubjectSource} found by the {@link java.util.ServiceLoader} gives the subjects. ThreadPoolExecutor is always the first of them, as the
 * control: where it is red, the test is wrong. Nothing here knows the pool.
 */
package dev.millrace.pool.runtime.contract;
