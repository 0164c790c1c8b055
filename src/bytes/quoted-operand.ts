/** Quotes the user's words in messages, usually the name of a file or a command. */
import { counted } from './joined.ts';
import { octetsFromText } from './octets.ts';

/** The maximum length of a path on Linux, in bytes (PATH_MAX in linux/limits.h). Other systems have lower limits. */
const LONGEST_PATH = 4096;

/** Returns whether a text can be a name. A whole request or response cannot be a name, and may contain secrets. */
export function isQuotable(text: string): boolean {
  return !/[\r\n]/.test(text) && octetsFromText(text).length <= LONGEST_PATH;
}

/** Quotes text as a JSON string. Text that cannot be a name is described instead. */
export function quotedOperand(text: string): string {
  if (isQuotable(text)) return JSON.stringify(text);
  const lines = text.split(/\r\n|\r|\n/).length;
  const length = `${counted(lines, 'line')}, ${octetsFromText(text).length} bytes`;
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
