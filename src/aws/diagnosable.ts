/** Tells from the status of a response whether it can be about the signature. */

const AFTER_THE_SIGNATURE: ReadonlySet<number> = new Set([404, 405, 409, 412, 416]);

/**
 * Returns whether S3 returns a status only after it has accepted the signature, such as when an object does not exist or
 * a condition is not met (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
export const isAfterTheSignature = (status: number): boolean => AFTER_THE_SIGNATURE.has(status);

/** Returns whether a response is a refusal that may be about the signature. */
export const isDiagnosable = (status: number): boolean => status >= 400 && !isAfterTheSignature(status);
