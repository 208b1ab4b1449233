/** Jobs as users write them: outside of the pool's packages, so that their frames are not taken for the pool's. */
package incidents;
