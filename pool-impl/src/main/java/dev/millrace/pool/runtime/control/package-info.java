/** The controller: when it looks, what it sees, what it remembers. The policy decides, the worker set applies. */
@NullMarked
package dev.millrace.pool.runtime.control;

import org.jspecify.annotations.NullMarked;
