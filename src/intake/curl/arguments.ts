/** Parses the words of a curl command into options and URLs (https://curl.se/docs/manpage.html). */
import { type Bytes, slice } from '../../bytes/bytes.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { inputProblem } from '../pasted/client-request.ts';
import type { ShellWord } from '../shell/shell-line.ts';

/**
 * An option that changes the request, under its long name. A URL that is given without an option has the option name
 * `url`.
 */
export interface CurlArgument {
  readonly name: string;
  /** The value; `null` if the option does not take a value. */
  readonly value: Bytes | null;
  /** The offset of the argument in the input, in bytes. */
  readonly start: number;
  readonly end: number;
}

export const CURL_MANUAL = 'https://curl.se/docs/manpage.html';

/**
 * Returns the value of the last option with the given name, because curl uses the last one. Returns `null` if there is
 * no such option.
 */
export function lastValue(given: readonly CurlArgument[], name: string): Bytes | null {
  return given.findLast((argument) => argument.name === name)?.value ?? null;
}

export const isGiven = (given: readonly CurlArgument[], name: string) =>
  given.some((argument) => argument.name === name);

/** Matches a word that can precede the name of the program: a prompt, an assignment, or another program. */
const BEFORE = /^(?:[$%]|sudo|time|env|exec|command|[A-Za-z_]\w*=[\s\S]*)$/;
const PROGRAM = /(?:^|[/\\])curl(?:\.exe)?$/i;

/** Reads the arguments up to `--next`. Options that do not change the request are omitted. */
export function readCurlArguments(words: readonly ShellWord[]): readonly CurlArgument[] | Problem {
  const program = words.findIndex(({ text }) => !BEFORE.test(text.octets));
  const name = words[program];
  if (!name || !PROGRAM.test(name.text.octets)) return notCurl(name ?? words[0]);
  const found: CurlArgument[] = [];
  let at = program + 1;
  let options: 'read' | 'over' = 'read';
  for (let word = words[at]; word; word = words[at]) {
    const { octets } = word.text;
    at += 1;
    if (options === 'over' || !/^-./s.test(octets)) found.push({ ...word, name: 'url', value: word.text });
    else if (octets === '--') options = 'over';
    else {
      const step = octets.startsWith('--') ? readLong(word, words[at]) : readShort(word, words[at]);
      if (isProblem(step)) return step;
      for (const argument of step.found) found.push(argument);
      at += step.taken;
      if (found.at(-1)?.name === 'next') break;
    }
  }
  return found;
}

interface Step {
  readonly found: readonly CurlArgument[];
  /** The number of following words that are values of these options. */
  readonly taken: 0 | 1;
}

function readLong(word: ShellWord, next: ShellWord | undefined): Step | Problem {
  const name = word.text.octets.slice('--'.length);
  const option = longOption(name);
  if (!option) return unknownOption(word, name);
  return withValue({ word, spelling: `--${name}`, option }, null, next);
}

/**
 * Reads one or more single-letter options. The first letter that takes a value uses the rest of the word or, if nothing
 * is left, the next word.
 */
function readShort(word: ShellWord, next: ShellWord | undefined): Step | Problem {
  const letters = word.text.octets;
  const found: CurlArgument[] = [];
  for (let at = 1; at < letters.length; at++) {
    const letter = letters.charAt(at);
    const option = shortOption(letter);
    if (!option) return unknownOption(word, letter);
    const rest = at + 1 < letters.length ? slice(word.text, at + 1) : null;
    const step = withValue({ word, spelling: `-${letter}`, option }, rest, next);
    if (isProblem(step)) return step;
    for (const argument of step.found) found.push(argument);
    if (option.takes === 'value') return { found, taken: step.taken };
  }
  return { found, taken: 0 };
}

interface Spelled {
  readonly word: ShellWord;
  readonly spelling: string;
  readonly option: CurlOption;
}

function withValue(spelled: Spelled, rest: Bytes | null, next: ShellWord | undefined): Step | Problem {
  const { word, spelling, option } = spelled;
  const { name, takes, use } = option;
  if (use === 'not-read') return notRead(spelled);
  const { start, end } = word;
  if (takes === 'nothing') return { found: use === 'request' ? [{ name, value: null, start, end }] : [], taken: 0 };
  const value = rest ?? next?.text;
  if (!value) {
    return inputProblem(
      'curl-option',
      `The option ${spelling} at byte ${start} has no value.`,
      'Paste the whole command. Each line except the last ends with a backslash.',
      { start, end },
      CURL_MANUAL,
    );
  }
  const argument = { name, value, start, end: rest ? end : (next?.end ?? end) };
  return { found: use === 'request' ? [argument] : [], taken: rest ? 0 : 1 };
}

function notRead({ word: { start, end }, spelling }: Spelled): Problem {
  return inputProblem(
    'curl-option',
    `The option ${spelling} at byte ${start} changes the request in a way that the command does not show.`,
    'Leave it out and write the headers that it adds with -H, or give the request as it was sent.',
    { start, end },
    CURL_MANUAL,
  );
}

/** Returns the problem for an unknown option. The option is not quoted, because it may contain a secret. */
function unknownOption({ start, end }: ShellWord, name: string): Problem {
  const place = { start, end };
  const equals = name.indexOf('=');
  const written = equals < 0 ? name : name.slice(0, equals);
  if (equals > 0 && longOption(written)) {
    const says = `At byte ${start} an option and its value are joined: "--${written}=". curl does not accept that.`;
    return inputProblem('curl-option', says, `Write --${written} and the value as two words.`, place, CURL_MANUAL);
  }
  return inputProblem(
    'curl-option',
    `The option at byte ${start} is not an option of curl.`,
    'Leave it out, or spell it as in "curl --help all".',
    place,
    CURL_MANUAL,
  );
}

function notCurl(word: ShellWord | undefined): Problem {
  const place = { start: word?.start ?? 0, end: word?.end ?? 0 };
  const says = word ? `The command at byte ${word.start} is not curl.` : 'The input contains no command.';
  return inputProblem('curl-line', says, 'Paste the command from the word curl on.', place);
}

export interface CurlOption {
  /** The long name, not including the dashes. */
  readonly name: string;
  readonly takes: 'value' | 'nothing';
  /**
   * `request` means that the option changes the request and that its effect is reproduced. `elsewhere` means that the
   * option does not affect the bytes of the request. `not-read` means that the option changes the request in a way that
   * the command does not show, or that it prevents curl from sending a request.
   */
  readonly use: 'request' | 'elsewhere' | 'not-read';
}

type Row = Pick<CurlOption, 'takes' | 'use'> & { readonly names: string };

/** The long names of the options. If an option also has a letter, the letter follows the name and a slash. */
const ROWS: readonly Row[] = [
  {
    use: 'request',
    takes: 'value',
    names: `request/X header/H data/d data-ascii data-binary data-raw data-urlencode json form/F form-string
      upload-file/T url range/r user-agent/A referer/e cookie/b user/u aws-sigv4 oauth2-bearer request-target`,
  },
  { use: 'request', takes: 'nothing', names: 'head/I get/G compressed globoff/g path-as-is next/:' },
  {
    use: 'not-read',
    takes: 'value',
    names: 'config/K continue-at/C time-cond/z netrc-file etag-compare variable url-query help/h',
  },
  {
    use: 'not-read',
    takes: 'nothing',
    names: 'netrc/n netrc-optional digest ntlm ntlm-wb negotiate anyauth tr-encoding version/V manual/M',
  },
  {
    use: 'elsewhere',
    takes: 'value',
    names: `abstract-unix-socket alt-svc cacert capath cert/E cert-type ciphers connect-timeout connect-to cookie-jar/c
      create-file-mode crlfile curves delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url
      dump-header/D ech egd-file engine etag-save expect100-timeout ftp-account ftp-alternative-to-user ftp-method
      ftp-port/P ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip hostpubmd5 hostpubsha256 hsts interface
      ip-tos ipfs-gateway keepalive-cnt keepalive-time key key-type krb libcurl limit-rate local-port login-options
      mail-auth mail-from mail-rcpt max-filesize max-redirs max-time/m noproxy output/o output-dir parallel-max pass
      pinnedpubkey preproxy proto proto-default proto-redir proxy/x proxy-cacert proxy-capath proxy-cert
      proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey
      proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user/U proxy1.0
      pubkey quote/Q random-file rate resolve retry retry-delay retry-max-time sasl-authzid service-name sigalgs
      socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit/Y speed-time/y ssl-sessions stderr
      telnet-option/t tftp-blksize tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii
      trace-config unix-socket upload-flags vlan-priority write-out/w`,
  },
  {
    use: 'elsewhere',
    takes: 'nothing',
    names: `append/a alpn basic buffer ca-native cert-status clobber compressed-ssh create-dirs crlf disable/q
      disable-eprt disable-epsv disallow-username-in-url doh-cert-status doh-insecure dump-ca-embed fail/f fail-early
      fail-with-body false-start form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl-ccc
      ftp-ssl-control haproxy-protocol http0.9 http1.0/0 http1.1 http2 http2-prior-knowledge http3 http3-only
      ignore-content-length include/i insecure/k ipv4/4 ipv6/6 junk-session-cookies/j keepalive list-only/l location/L
      location-trusted mail-rcpt-allowfails metalink mptcp no-buffer/N npn parallel/Z parallel-immediate post301
      post302 post303 progress-bar/# progress-meter proxy-anyauth proxy-basic proxy-ca-native proxy-digest proxy-http2
      proxy-insecure proxy-negotiate proxy-ntlm proxy-ssl-allow-beast proxy-ssl-auto-client-cert proxy-tlsv1
      proxytunnel/p raw remote-header-name/J remote-name/O remote-name-all remote-time/R remove-on-error
      retry-all-errors retry-connrefused sasl-ir sessionid show-error/S show-headers silent/s skip-existing
      socks5-basic socks5-gssapi socks5-gssapi-nec ssl ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-reqd
      ssl-revoke-best-effort sslv2/2 sslv3/3 styled-output suppress-connect-headers tcp-fastopen tcp-nodelay
      tftp-no-options tls-earlydata tlsv1/1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 trace-ids trace-time use-ascii/B
      verbose/v xattr`,
  },
];

const LONG = new Map<string, CurlOption>();
const SHORT = new Map<string, CurlOption>();
for (const { names, takes, use } of ROWS) {
  for (const entry of names.split(/[ \n]+/)) {
    const [name = '', letter] = entry.split('/');
    const option: CurlOption = { name, takes, use };
    LONG.set(name, option);
    if (letter !== undefined) SHORT.set(letter, option);
  }
}

/**
 * Finds an option by its long name, or returns `null`. The name of an option that does not change the request may begin
 * with `no-`.
 */
function longOption(name: string): CurlOption | null {
  const option = LONG.get(name);
  if (option) return option;
  const switched = name.startsWith('no-') ? LONG.get(name.slice('no-'.length)) : undefined;
  return switched?.takes === 'nothing' && switched.use === 'elsewhere' ? switched : null;
}

function shortOption(letter: string): CurlOption | null {
  return SHORT.get(letter) ?? null;
}
