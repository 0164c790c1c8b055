/** Quotes a line of code without the secrets that may be written into it. */

/** Takes the place of what may be a secret. */
const LEFT_OUT = '...';

/** Matches a string; also one that does not end on its line. */
const STRING = /(["'`])((?:\\.?|(?!\1)[^\\])*)(\1|$)/g;

/** Matches the key of an option or an argument of a command, which needs no quotation marks. */
const BARE_KEY = /(\bAWS4)(?!-HMAC|_request)([^\s"'`$\\()[\]{}.,;+]+)/g;

/** Matches a run of characters that is as long as a key or a token. */
const LONG_RUN = /[A-Za-z0-9/+=]{32,}/g;

/** Matches what a signer writes into strings, which is no secret and shows what is wrong. */
const KNOWN = new RegExp(
  [
    String.raw`AWS4-HMAC-SHA256|aws4_request|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+|\bAWS4(?![\w-])|\bAWS4(?=[{$#%\\])`,
    // Names of variables of the environment, and of headers, of the query, and of an Authorization header.
    String.raw`\bAWS_[A-Z_]+\b|\bx-amz-[a-z0-9-]+\b|\b(?:host|range|date|content-(?:type|md5|length)|authorization)\b`,
    String.raw`\bX-Amz-[A-Za-z0-9-]+\b|\b(?:Credential|SignedHeaders|Signature|list-type|prefix|max-keys|delimiter|partNumber|uploadId)\b`,
    String.raw`\b(?:GET|PUT|POST|HEAD|DELETE|PATCH|OPTIONS|https?|s3|iam|sts)\b|\b[a-z]{2}(?:-[a-z]+){1,3}-\d\b`,
    // Names of hashes, encodings, and character sets.
    String.raw`\b(?:hmac|hex(?:key)?|key|base64|binary|latin-?1|ascii|utf-?8|hmac-?sha-?256|sha-?256|safe|sort)\b`,
    // Times, and how they are written.
    String.raw`\b20\d{6}(?:T\d{6}Z)?\b|%[YmdHMSFT][TZ]?|[Yy]{4}MM[Dd]{2}(?:'?T'?HHmmss'?Z?'?)?|\bYmd(?:\\T|T)?(?:His(?:\\Z|Z)?)?\b|(?<![A-Za-z])[TZ](?![A-Za-z])|\b(?:UTC|GMT)\b`,
    // Escapes, and places for names and values.
    String.raw`\\[nrt\\"'TZ]|%[sdvxX@q]|%02[xX]|(?<!\w)%[0-9A-F]{2}(?!\w)`,
    String.raw`[$#]?\{(?:[A-Za-z_][\w.]{0,80}(?:\([^{}"'${'`'}]{0,80}\))?)?\}|\\\([A-Za-z_][\w.]{0,80}(?:\([^{}"'${'`'}]{0,80}\))?\)`,
  ].join('|'),
  'gi',
);

/** Matches a variable in a string in double quotation marks, in the languages that have them there. */
const VARIABLE = /\$(?:[A-Za-z_]\w*|\d)/g;
const HAS_VARIABLES: ReadonlySet<string> = new Set(['shell', 'PHP', 'Kotlin']);

/** Returns a line of code. Of its strings, only those are quoted in which every word is one that signers have. */
export const quoteOf = (line: string, language: string): string =>
  line
    .replace(STRING, (_, mark: string, content: string, end: string) => {
      const fixed = mark === '"' && HAS_VARIABLES.has(language) ? content.replace(VARIABLE, ' ') : content;
      return `${mark}${/[^\W_]/.test(fixed.replace(KNOWN, ' ')) ? LEFT_OUT : content}${end}`;
    })
    .replace(BARE_KEY, `$1${LEFT_OUT}`)
    .replace(LONG_RUN, LEFT_OUT);
