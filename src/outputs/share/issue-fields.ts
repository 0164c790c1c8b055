/**
 * Fills in the fields that the AWS CLI's issue form requests (https://github.com/aws/aws-cli/issues/new/choose).
 */
import type { Octets } from '../../bytes/octets.ts';

const FILL_IN = 'please fill in';

/**
 * Returns the fields of the form. Those that the evidence does not answer are left for the user to fill in. `text` is
 * everything that was given, with its secrets masked: the fields are found in it, and nothing else of it is shared. Of the
 * secret, only the length is shared.
 */
export function issueFields(text: string, secretAccessKey: Octets | null): [name: string, value: string][] {
  return [
    ['Version of the client', firstOf(text, CLI_VERSION) ?? firstOf(text, USER_AGENT) ?? `${FILL_IN}: aws --version`],
    ['Command', enteredCommand(text) ?? firstOf(text, COMMAND) ?? `${FILL_IN}, with --debug`],
    [
      'Debug log',
      /\bDEBUG\b|CanonicalRequest:/.test(text)
        ? 'given; what it says about the signature is below'
        : 'not given: add --debug and paste the part about the signature',
    ],
    ['Clock', clockInWords(text)],
    [
      'Characters in the secret',
      secretAccessKey === null ? `${FILL_IN}: how many, and whether + or / is in it` : secretInWords(secretAccessKey),
    ],
    ['Proxy', firstOf(text, VIA) ?? `${FILL_IN}: HTTPS_PROXY, a firewall, a CDN, or none; none is visible`],
  ];
}

/** The first lines of `aws --debug`. */
const CLI_VERSION = /\bCLI version: (aws-cli\/.{1,200}?)(?:, Arguments entered|$)/m;
const CLI_ARGUMENTS = /Arguments entered to CLI: \[(.{1,400})\]/;
const USER_AGENT = /^[<>* ]*user-agent:\s*(.{1,200})$/im;
const COMMAND = /^\$?[ \t]*((?:aws|s3cmd|rclone|mc|curl) [^\r\n]{1,200})$/m;
const VIA = /^[<>* ]*via:\s*(.{1,200})$/im;
const SERVER_DATE = /^[<>* ]*date:\s*([A-Za-z]{3}, [^\r\n]{1,60})$/im;
const SIGNED_AT = /x-amz-date["']?\s*[:=]\s*["']?(\d{8}T\d{6}Z)/i;

const firstOf = (text: string, pattern: RegExp): string | null => pattern.exec(text)?.[1]?.trim() ?? null;

/** Returns the command in the log of `aws --debug`, which lists its words. */
function enteredCommand(text: string): string | null {
  const list = firstOf(text, CLI_ARGUMENTS);
  const words = [...(list ?? '').matchAll(/'([^']*)'/g)].map(([, word = '']) =>
    word.includes(' ') ? `'${word}'` : word,
  );
  return words.length === 0 ? null : `aws ${words.join(' ')}`;
}

function clockInWords(text: string): string {
  const signed = firstOf(text, SIGNED_AT);
  const server = firstOf(text, SERVER_DATE);
  if (signed === null) return FILL_IN;
  if (server === null) return `signed at ${signed}; the time of the server is not known`;
  const written = signed.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z');
  const seconds = Math.round((Date.parse(server) - Date.parse(written)) / 1000);
  return `signed at ${signed}; the server's Date is ${server}${Number.isNaN(seconds) ? '' : `, ${seconds} s later`}`;
}

function secretInWords(secret: Octets): string {
  const special = ['+', '/'].filter((character) => secret.includes(character));
  return `${secret.length}, ${special.length === 0 ? 'without + and /' : `with ${special.join(' and ')}`}`;
}
