/**
 * The length in bytes of the shortest secret that is masked wherever it occurs. Shorter texts occur by chance. For a
 * cookie `lang=en`, masking each "en" would make a response unreadable, and the masks would reveal the cookie. Where a
 * request says that a value is a secret, the value is masked no matter how short it is.
 */
export const SHORTEST_SECRET = 8;
