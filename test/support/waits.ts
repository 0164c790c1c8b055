/**
 * How long tests wait, in milliseconds. No test measures time: the same work takes several times as long on a slow or busy
 * machine. Work that must grow only linearly gets an input so long that quadratic work does not end within the limit of its test.
 */

/** For something that must appear: on a terminal, in a file, from a program. */
export const WAIT = 60_000;

/** For a whole test, and for what is prepared for tests. */
export const TEST_LIMIT = 180_000;
