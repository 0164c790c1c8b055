/**
 * Collects everything that is known about a refused request from every source: the texts that both sides quote, the
 * request, and loose text.
 */

import { EMPTY } from '../../bytes/octets.ts';
import type { Draft } from '../../drafts/draft.ts';
import { ownPieces } from '../../evidence/evidence.ts';
import { hasSignerCode } from '../../evidence/signer-code.ts';
import { readVersionTwo, type VersionTwoString } from '../../evidence/version-two.ts';
import { saysMismatch } from '../../sides/answers/says-mismatch.ts';
import type { Side, Sides } from '../../sides/sides.ts';
import {
  type ClientKind,
  clientKindOf,
  familyOf,
  isOfOtherService,
  type ServerFamily,
  type ServiceKind,
  serviceKindOf,
} from '../../sides/who.ts';
import { AWS4_HMAC_SHA256 } from '../../sigv4/algorithms/hmac-sha256.ts';
import { AMZ_FIELDS, AMZ_HEADERS } from '../../sigv4/names.ts';
import { type LooseText, NO_TEXT, readLooseText, type SeenHeader } from './loose-text.ts';

/** A query parameter, as written. */
export interface SeenParameter {
  readonly name: string;
  /** The value; `null` if there is no equals sign. */
  readonly value: string | null;
}

export interface SeenRequest {
  readonly text: string;
  readonly methods: readonly string[];
  /** Paths as written on the wire or in a canonical request. */
  readonly paths: readonly string[];
  readonly parameters: readonly SeenParameter[];
  /** Whole queries, which show the order of parameters. */
  readonly queries: readonly string[];
  /** Object keys and other values for paths in code, which are not encoded. */
  readonly names: readonly string[];
  readonly headers: readonly SeenHeader[];
  /** The names of the signed headers in written order; `null` if no list is found. */
  readonly signedNames: readonly string[] | null;
  readonly hosts: readonly string[];
  readonly region: string | null;
  readonly service: string | null;
  /**
   * `query`: a presigned URL. `version-2`: the string to sign of Signature Version 2. `policy`: a form with a policy.
   * `chunk`: a chunk of a streamed upload.
   */
  readonly form: 'header' | 'query' | 'version-2' | 'policy' | 'chunk' | 'unknown';
  readonly serviceKind: ServiceKind;
  readonly server: ServerFamily;
  readonly client: ClientKind;
  /** Whether the request is known as the client sent it, and not only the URL that somebody may use. */
  readonly isSent: boolean;
  /** The string to sign of Signature Version 2 that the server computed, by its lines; `null` if there is none. */
  readonly versionTwo: VersionTwoString | null;
  /** Whether the server says that the signature does not match. */
  readonly isMismatch: boolean;
}

export function seenRequest(sides: Sides): SeenRequest {
  const pieces = ownPieces(sides.evidence);
  const around = readLooseText(pieces);
  const loose = sides.sent?.basis === 'said' || hasSignerCode(pieces) ? onlyWords(around) : around;
  const drafts = [sides.server, sides.client].flatMap(quotedDraft);
  const head = sides.request?.head ?? null;
  const target = head?.target.octets ?? '';
  const [path = '', ...rest] = target.split('?');
  const headers = [
    ...(head?.headers.map(({ name, value }) => ({ name: name.octets, value: value.octets })) ?? []),
    ...drafts.flatMap((draft) => draft.headers),
    ...loose.headers,
  ];
  const hosts = unique([...headers.filter(({ name }) => /^host$/i.test(name)).map(hostValue), ...loose.hosts]);
  const written = [...drafts.map((draft) => draft.canonicalQueryString), rest.join('?'), ...loose.queries];
  const queries = unique(written.map(withoutEllipses));
  const scope = scopeOf(sides, drafts, loose);
  const words = [sides.answer?.message ?? '', loose.text].join('\n');
  const userAgent = headers.find(({ name }) => /^user-agent$/i.test(name))?.value ?? '';
  const server = familyOf(hosts, words);
  // Compatible servers from other companies copy only S3, and no other AWS service.
  const isCopy = server !== 'aws' && server !== 'unknown';
  return {
    text: loose.text,
    methods: unique([
      ...(head && !sides.request?.unsaid.includes('method') ? [head.method.octets] : []),
      ...drafts.map(({ method }) => method),
      ...loose.methods,
    ]),
    paths: unique([...drafts.map(({ canonicalUri }) => canonicalUri), path, ...loose.paths]),
    parameters: queries.flatMap(parametersOf),
    queries,
    names: loose.names,
    headers,
    signedNames: signedNamesOf(sides, drafts, loose),
    hosts,
    ...scope,
    form: formOf(sides, drafts, { queries, text: loose.text }),
    serviceKind: isCopy && !isOfOtherService(words) ? 's3' : serviceKindOf(scope.service, hosts, words),
    server,
    client: clientKindOf(userAgent, words),
    isSent: sides.request?.seenBy === 'client' && !sides.request.unsaid.includes('method'),
    versionTwo: readVersionTwo(sides.answer?.stringToSign?.octets ?? EMPTY),
    isMismatch: saysMismatch(sides.answer),
  };
}

/**
 * Returns the text without the parts of requests in it. If the whole request is known, hosts, paths, and headers around
 * it are those of other requests and pages, and code of a signer has only their names: they say nothing of this one.
 */
const onlyWords = ({ text }: LooseText): LooseText => ({ ...NO_TEXT, text });

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)].filter((value) => value !== '');

const quotedDraft = ({ known, draft }: Side): Draft[] => (known === 'nothing' || draft === null ? [] : [draft]);

const hostValue = ({ value }: SeenHeader): string => value.trim();

/** Leaves out the dots that a person wrote in place of parameters. */
const withoutEllipses = (query: string): string =>
  query
    .split('&')
    .filter((pair) => !/^(?:\.{2,}|\xe2\x80\xa6)$/.test(pair))
    .join('&');

function parametersOf(query: string): readonly SeenParameter[] {
  return query
    .split('&')
    .filter((pair) => /^[\w$%]/.test(pair))
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? { name: pair, value: null } : { name: pair.slice(0, at), value: pair.slice(at + 1) };
    });
}

function scopeOf(
  { claim }: Sides,
  drafts: readonly Draft[],
  { scopes: [loose], text }: LooseText,
): Pick<SeenRequest, 'region' | 'service'> {
  const scope = drafts.find((draft) => draft.scope.region !== '')?.scope;
  if (claim) return { region: claim.scope.region.octets, service: claim.scope.service.octets };
  const named = /\bservice(?:_?name)?['"]?\s*[:=]\s*["']([\w-]+)["']/i.exec(text)?.[1] ?? null;
  return { region: scope?.region ?? loose?.[0] ?? null, service: scope?.service ?? loose?.[1] ?? named };
}

function signedNamesOf({ claim }: Sides, drafts: readonly Draft[], { lists }: LooseText): readonly string[] | null {
  if (claim?.signed.kind === 'request') return claim.signed.signedHeaderNames.map(({ octets }) => octets);
  const list = drafts[0]?.signedHeaders ?? lists[0];
  return list === undefined
    ? null
    : list
        .replace(/%(?:25)?3B/gi, ';')
        .split(';')
        .filter((name) => name !== '');
}

const VERSION_2 =
  /StringToSign:?\s*(?:GET|PUT|POST|HEAD|DELETE)\b|AWSAccessKeyId=|GoogleAccessId=|Signature=[\w%+/]+%3D/;
const POLICY = new RegExp(
  String.raw`\bappend\(['"]policy['"]|${AMZ_FIELDS.credential}["']|\bpolicy\b.{0,60}\bsignature\b`,
  'i',
);
const IN_QUERY = /X-Amz-(?:Algorithm|Signature|SignedHeaders)=/i;
const HASH_STATED = new RegExp(String.raw`(?:^|\n)${AMZ_HEADERS.contentSha256}:(?!\s*\n)`, 'i');
const AUTHORIZATION = new RegExp(
  String.raw`Authorization['"]?\s*[:=]\s*['"]?AWS4-|${AWS4_HMAC_SHA256.names.request.octets} Credential`,
  'i',
);

/** A canonical request has the whole query, so one without a signature in it is signed in its headers. */
function formOf(
  { scheme, claim }: Sides,
  drafts: readonly Draft[],
  { queries, text }: { readonly queries: readonly string[]; readonly text: string },
): SeenRequest['form'] {
  if (text.includes(AWS4_HMAC_SHA256.names.chunk.octets)) return 'chunk';
  if (scheme === 'query' || queries.some((query) => IN_QUERY.test(query))) return 'query';
  if (claim || HASH_STATED.test(text) || drafts.some(({ method }) => method !== '')) return 'header';
  if (VERSION_2.test(text) && !text.includes('AWS4-HMAC')) return 'version-2';
  if (AUTHORIZATION.test(text)) return 'header';
  if (/presign|getSignedUrl|generate_presigned|GetPreSignedUrl/i.test(text)) return 'query';
  return POLICY.test(text) ? 'policy' : 'unknown';
}
