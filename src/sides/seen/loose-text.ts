/**
 * Reads fragments of a request from pasted code, command lines, and truncated texts when there is no better source. The
 * result is used only to rank suspects, never to prove anything.
 */

import type { Piece } from '../../evidence/evidence.ts';
import { TERMINATOR_NAME } from '../../sigv4/names.ts';

export interface SeenHeader {
  /** The name as written, so that capitals in a canonical request remain visible. */
  readonly name: string;
  readonly value: string;
}

export interface LooseText {
  /** The text without escapes and tags. Empty if the text is too long to belong to a single request. */
  readonly text: string;
  readonly methods: readonly string[];
  readonly hosts: readonly string[];
  /** Paths and queries as written. */
  readonly paths: readonly string[];
  readonly queries: readonly string[];
  /** Object keys and other values for paths, unencoded as in code. */
  readonly names: readonly string[];
  readonly headers: readonly SeenHeader[];
  /** Lists of signed headers, as written. */
  readonly lists: readonly string[];
  readonly scopes: readonly (readonly [region: string, service: string])[];
}

/**
 * The maximum length of a text. Longer texts are logs of many requests, in which a word reveals little about the
 * request that failed.
 */
const LONGEST = 32_768;

export const NO_TEXT: LooseText = {
  text: '',
  methods: [],
  hosts: [],
  paths: [],
  queries: [],
  names: [],
  headers: [],
  lists: [],
  scopes: [],
};

export function readLooseText(pieces: readonly Piece[]): LooseText {
  const octets = pieces.map((piece) => piece.octets).join('\n');
  if (octets.length > LONGEST) return NO_TEXT;
  const text = withoutMarkup(octets);
  const targets = targetsIn(text);
  return {
    text,
    methods: firstGroups(text, /\b(GET|PUT|POST|HEAD|DELETE|PATCH|OPTIONS)\s+(?=\/|https?:|\d{10}\s)/g),
    hosts: [...targets.map(({ host }) => host), ...hostsIn(text)].filter((host) => host !== ''),
    paths: targets.map(({ path }) => path).filter((path) => path !== ''),
    queries: [...targets.map(({ query }) => query), ...queriesIn(text)].filter((query) => query !== ''),
    names: namesIn(text),
    headers: headersIn(text),
    lists: listsIn(text),
    scopes: matches(text, SCOPE).map(([, region = '', service = '']) => [region, service] as const),
  };
}

const SCOPE = new RegExp(String.raw`\b\d{8}(?:/|%2F)([\w-]*)(?:/|%2F)([\w-]*)(?:/|%2F)${TERMINATOR_NAME}`, 'gi');

const matches = (text: string, pattern: RegExp): readonly RegExpMatchArray[] => [...text.matchAll(pattern)];

/** Returns the first group of each match. */
const firstGroups = (text: string, pattern: RegExp): readonly string[] =>
  matches(text, pattern).map(([, group = '']) => group);

/** Resolves JSON and XML escapes, and the lists of byte values that servers add. Removes tags. */
function withoutMarkup(octets: string): string {
  return (
    octets
      .replace(/\\+r(?:\\+n)?|\\+n/g, '\n')
      .replace(/\\+(["'/])/g, '$1')
      .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>' })[name] ?? '"')
      .replace(/\b(?:[0-9a-f]{2} ){16,}[0-9a-f]{2}\b/gi, (bytes) => `\n${textOfBytes(bytes)}\n`)
      // Only element names begin with a capital letter; other names are placeholders that people write instead of their
      // own names.
      .replace(/<([A-Z]\w{0,40})>/g, '\n$1:\n')
      .replace(/<\/[A-Z]\w{0,40}>/g, '\n')
      .replace(/%!.\(MISSING\)/g, '')
  );
}

const textOfBytes = (bytes: string): string =>
  bytes
    .split(' ')
    .map((byte) => String.fromCharCode(Number.parseInt(byte, 16)))
    .join('');

interface Target {
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

/** Matches URLs that are not the failed request: pages that people link to, and namespaces. */
const OTHER_PAGES =
  /^(?:docs\.|github\.com|www\.|stackoverflow|doc\.|api\.aliyun|s3\.amazonaws\.com\/doc|report-uri\.|a\.nel\.|internal\.amazon)/;
const URL = /\b(?:https?|wss?):\/\/([^\s'"`/?)]*)([^\s'"`?]*)(?:\?([^\s'"`]*))?/g;
/** Matches a host with a port but no scheme, as in commands. */
const HOST_WITH_PORT = /(?<![\w/.:])((?:localhost|[\w-]+(?:\.[\w-]+)+):\d{2,5})(\/[^\s'"`?]*)(?:\?([^\s'"`]*))?/g;
const REQUEST_LINE = /\b(?:GET|PUT|POST|HEAD|DELETE|PATCH|OPTIONS)[ \t]+()(\/[^\s?]*)(?:\?(\S*))?/g;
/** Matches the path of a canonical request, which is on its own line and may incorrectly contain spaces. */
const CANONICAL_PATH = /\b(?:GET|PUT|POST|HEAD|DELETE|PATCH|OPTIONS)\n()(\/[^\n]*)()/g;
/** Matches a Version 2 string to sign whose lines (method, type, time, resource) were joined by a browser. */
const VERSION_2 = /\b(?:GET|PUT|POST|HEAD|DELETE)\s+()(?:[\w.+-]+\/[\w.+-]+\s+)?\d{10}\s+(\/\S+)()/g;
const QUOTED_S3 = /(['"`])s3:\/\/()[^'"`/]*([^'"`?]*)(?:\?([^'"`]*))?\1/g;
const BARE_S3 = /(?<=\s)()s3:\/\/()[^\s/]*([^\s?]*)(?:\?(\S*))?/g;

function targetsIn(text: string): readonly Target[] {
  const plain = [URL, HOST_WITH_PORT, REQUEST_LINE, CANONICAL_PATH, VERSION_2].flatMap((pattern) =>
    matches(text, pattern).map(([, host = '', path = '', query = '']) => ({ host, path, query })),
  );
  const ofTools = [QUOTED_S3, BARE_S3].flatMap((pattern) =>
    matches(text, pattern).map(([, , host = '', path = '', query = '']) => ({ host, path, query })),
  );
  return [...plain, ...ofTools].filter(({ host, path }) => !OTHER_PAGES.test(host + path));
}

/**
 * Matches a host in code; the first group is the name of a field that has only a host. A list of signed headers also
 * contains "host;", so a semicolon counts only after a quotation mark.
 */
const HOST_IN_CODE =
  /(?:^|[\s'"])(?:(host(?:name)?)|\w*host(?:name)?|endpoint)(?:['"]\s*(?:=>|[:=;])|\s*(?:=>|[:=]))\s*['"`]?((?:https?:\/\/)?[\w$%{}<>*-]+(?:\.[\w$%{}<>*-]+|:\d{2,5})[\w$%{}<>*.:/-]*)/gi;

/** Lists hosts as code gives them. An endpoint may be a URL, of which only the host counts. */
const hostsIn = (text: string): readonly string[] =>
  matches(text, HOST_IN_CODE).map(([, name, host = '']) => (name ? host : host.replace(/^https?:\/\/|\/.*$/g, '')));

/** Lists the query of a canonical request, and queries that commands and code add to a URL. */
function queriesIn(text: string): readonly string[] {
  const canonical = firstGroups(text, /\b(?:GET|PUT|POST|HEAD|DELETE)\n\S[^\n]*\n([^\n:]+=[^\n]*)\n/g);
  const options = firstGroups(text, /--url-query ["']([^"']*)["']/g);
  const inCode = [
    /['"]?(response-[\w-]+|prefix)['"]?\s*[:=]>?\s*(["'`])(.*?)\2(?!\2)/g,
    /URLSearchParams\(\s*\{\s*['"]?([$\w.-]+)['"]?:\s*(['"`])(.*?)\2/g,
  ].flatMap((pattern) => matches(text, pattern).map(([, name = '', , value = '']) => `${name}=${value}`));
  const loose = firstGroups(text, /[?&]([\w.-]+=[^\s'"`]*)/g);
  return [...canonical, ...options, ...inCode, ...loose];
}

const NAME_IN_CODE =
  /(?<![\w-])(?:\w*\.)?(?:\w*key|\w*object_?name|\w*model_?id|\w*file_?name|\w*zone_?id)['"]?\s*(?:[:=]|=>)\s*~?(["'`])([^"'`\n]{1,200})\1/gi;
/** Matches credential fields and headers whose names end like those of object-name fields. */
const NO_NAMES = /secret|access|api|public|private|header|hash|cache/i;

/** Lists values that code puts into the path, such as an object key or a model ID. */
function namesIn(text: string): readonly string[] {
  const fields = matches(text, NAME_IN_CODE)
    .filter(([whole]) => !NO_NAMES.test(whole.split(/[:=]/)[0] ?? ''))
    .map(([, , name = '']) => name);
  return [...fields, ...firstGroups(text, /[(,]\s*["'](\/[\w/.-]+)["']/g)];
}

/** Matches header names that count anywhere. Other names count only if they begin with x-. */
const HEADER_NAMES =
  /^(?:host|date|range|expect|connection|cookie|te|via|forwarded|origin|referer|user-agent|proxy-.*|accept(?:-.*)?|authorization|transfer-encoding|content-.*|cache-control|if-.*|cdn-loop|cf-.*|server|x-.+|amz-sdk-.*|\w+_id)$/i;
const IN_CODE: readonly (readonly [RegExp, string])[] = [
  [/\bcontent_?type\b/i, 'content-type'],
  [/\bcache_?control\b/i, 'cache-control'],
  [/\bcontent_?disposition\b/i, 'content-disposition'],
];

/** Reads header lines, and fields in code that become headers. */
function headersIn(text: string): readonly SeenHeader[] {
  const lines = matches(text, /(?:^|[\n{,])[\s>*|+<'"-]*(?:Request Header: )?([A-Za-z][\w-]{1,60})['"]?\s?:[ ]?(.*)/g)
    .map(([, name = '', value = '']) => ({ name, value: unquoted(value) }))
    .filter(({ name }) => HEADER_NAMES.test(name));
  const fields = IN_CODE.flatMap(([pattern, name]) =>
    matches(text, new RegExp(`${pattern.source}['"]?\\s*[:=]\\s*(["'])(.*?)\\1(?=[\\s,;)}]|$)`, 'gim')).map(
      ([, , value = '']) => ({ name, value }),
    ),
  );
  return [...lines, ...fields];
}

const unquoted = (value: string): string => /^(["'`])(.*?)\1/.exec(value.trim())?.[2] ?? value;

/**
 * Returns all lists of signed headers: labeled lists, lists in a URL, and the second-to-last line of a canonical
 * request.
 */
const listsIn = (text: string): readonly string[] => [
  ...firstGroups(text, /SignedHeaders=([A-Za-z0-9_;%.-]+)/g),
  ...firstGroups(text, /(?:^|\n)([a-z0-9_-]+(?:;[a-z0-9_-]+)+)(?=\n|$|['"\\])/gi),
];
