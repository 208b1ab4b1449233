/** Groups of jobs, and races, as users see them. */
package dev.millrace.pool.runtime.group;
