/** Tells users where to go after the walk: a line on step 1, and a text that is printed when the user leaves. */

/** A line of at most 80 cells that names the other commands to start with. */
export const WHERE_NEXT = 'New to this?  sigv4 learn    A 403?  sigv4 diagnose    Your request?  paste it';
