/** Where to go from the walk: what step 1 says, and what is printed when the walk is left. */

/** Names the other ways in, in one line of at most 80 cells. */
export const WHERE_NEXT = 'New to this?  sigv4 learn    A 403?  sigv4 diagnose    Your request?  paste it';
