/** The faults F1 to F40 of docs/faults.md that no test of a part injects, each with its outcome. */
package dev.millrace.pool.runtime.faults;
