/** How a message quotes what a person typed, most often as the name of a file or a command. */

/** In bytes: the longest path of Linux (PATH_MAX in linux/limits.h), and more than other systems take. */
const LONGEST_PATH = 4096;

/** Whether it can be a name. A whole request or an answer is none, and may hold what nobody should see. */
export function isQuotable(text: string): boolean {
  return !/[\r\n]/.test(text) && Buffer.byteLength(text) <= LONGEST_PATH;
}

/** Gives the text in quotation marks, as JSON has it; of what cannot be a name only what it looks like. */
export function quotedOperand(text: string): string {
  if (isQuotable(text)) return JSON.stringify(text);
  const lines = text.split(/\r\n|\r|\n/).length;
  const length = `${lines} ${lines === 1 ? 'line' : 'lines'}, ${Buffer.byteLength(text)} bytes`;
  return `"…" (${length}, which look like ${looksOf(text)})`;
}

const LOOKS: readonly (readonly [RegExp, string])[] = [
  [/^[ \t\r\n]*[A-Z]+ [^ ]+ HTTP\/\d/, 'an HTTP request'],
  [/^[ \t\r\n]*HTTP\/\d/, 'an HTTP response'],
  [/^[ \t\r\n]*(?:https?|s3):\/\//i, 'a URL'],
  [/^[ \t\r\n]*curl(?:\.exe)?[ \t\r\n]/i, 'a curl command'],
  [/^[ \t\r\n]*</, 'XML'],
  [/^[ \t\r\n]*[{[]/, 'JSON'],
  [/^[ \t\r\n]*[!#$%&'*+\-.^_`|~0-9A-Za-z]+:/, 'headers'],
];

const looksOf = (text: string) => LOOKS.find(([pattern]) => pattern.test(text))?.[1] ?? 'text';
