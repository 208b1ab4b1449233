/** What tests of the runtime share. */
package dev.millrace.pool.runtime.support;
