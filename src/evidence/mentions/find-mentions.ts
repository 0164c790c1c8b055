/** Finds fragments of a request in a text. Each row is a kind of fragment. */
import { withoutAnyPercents } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { allGroups, type Group, isText } from '../objects/objects.ts';
import type { ScannedText } from '../scanned-text.ts';
import type { Mention, MentionId } from './mention.ts';

interface Row {
  readonly id: MentionId;
  /** The pattern, which has the group `value` and, for headers, the group `name`. */
  readonly pattern: RegExp;
}

const METHOD = 'GET|HEAD|PUT|POST|DELETE|PATCH|OPTIONS';
const FIELD_NAME =
  'authorization|host|range|expect|date|connection|user-agent|content-(?:type|length|md5|encoding)|transfer-encoding|accept-encoding|cache-control|x-(?:amz|goog|oss|tos|forwarded)-[a-z0-9-]+';

const ROWS: readonly Row[] = [
  {
    id: 'request-line',
    pattern: new RegExp(String.raw`(?:^|[\s'"\`(\u2014-])(?<value>(?:${METHOD}) \/[^\s'"\`<>]{0,4096})`, 'gm'),
  },
  { id: 'url', pattern: /(?<value>(?:https?|wss?):\/\/[^\s"'`<>)\]},]{3,8192})/gi },
  {
    id: 'header',
    pattern: new RegExp(
      String.raw`(?:^|[\s'"\`>])(?<name>${FIELD_NAME})['"]?[ \t]?:[ \t]*(?<value>[^\r\n]{0,4096})`,
      'gim',
    ),
  },
  {
    id: 'signed-headers',
    pattern:
      /SignedHeaders['"]?(?:=|:|%3D|[ \t]*=>?)[ \t]*['"]?(?<value>[a-z][a-z0-9-]*(?:(?:;|%(?:25)*3B)[a-z][a-z0-9-]*)*)/gi,
  },
  { id: 'signed-headers', pattern: /^[ \t'"]*(?<value>[a-z][a-z0-9-]*(?:;[a-z][a-z0-9-]*)+)[ \t'",]*\r?$/gm },
  {
    id: 'parameter',
    pattern: /(?<value>(?:X-(?:Amz|Goog|OSS|Tos)-[A-Za-z-]{4,20}|\bCredential)=[\w%][^\s&"'`<>]{1,400})/g,
  },
  {
    id: 'scope',
    pattern:
      /(?<!\d)(?<value>\d{8}(?:\/|%(?:25)*2F)[\w-]{1,40}(?:\/|%(?:25)*2F)[\w-]{1,40}(?:\/|%(?:25)*2F)(?:\w+4_request|request))/gi,
  },
  {
    id: 'signing-code',
    pattern:
      /(?<![\w/.-])(?<value>(?:new +)?[A-Za-z_$][\w$.:]{0,60}?(?:aws4|sigv4|signaturev4|sig_v4|presign|pre_?signed|signedurl|signed_url|signedfetch|awsauth)[\w$]{0,40})(?=[ \t]*[({.]|[ \t]*\/\d)|(?<![\w/.-])(?<value2>(?:aws4|sigv4|presign\w*|getsignedurl|AwsClient|SignatureV4)[\w$.]{0,40})(?=[ \t]*[({])/gi,
  },
  { id: 'encoded-twice', pattern: /(?<value>%25[0-9A-F]{2}(?:%25[0-9A-F]{2})*)/g },
  {
    id: 'proxy-setting',
    pattern:
      /^[ \t#]*(?<value>(?:proxy_set_header|proxy_pass|proxy_http_version|ProxyPreserveHost|ProxyPass|header_up|http-request (?:set|del)-header|reqi?rep)[ \t]+[^\r\n;]{1,200})/gim,
  },
];

/** The maximum number of mentions of each kind. */
const MOST = 64;

/** Finds the mentions in order. */
export const findMentions = ({ octets, objects }: ScannedText): Mention[] =>
  [...mentionsIn(octets), ...settingsIn(objects)].sort((one, other) => one.start - other.start);

const mentionsIn = (text: string): Mention[] =>
  ROWS.flatMap(({ id, pattern }) =>
    [...text.matchAll(pattern).take(MOST)].map(({ groups, index }) => {
      const written = groups?.value ?? groups?.value2 ?? '';
      const value = (
        id === 'scope' || id === 'signed-headers' ? withoutAnyPercents(written as Octets) : written.trim()
      ) as Octets;
      return { id, name: (groups?.name ?? '').toLowerCase(), value, start: index };
    }),
  );

/** Matches the names of settings that may be secrets. Such settings are not kept. */
const SECRET = /secret|password|passwd|token|signature|credential|private|access_?key/i;
/** Matches the names of settings that affect the signed or the sent request. */
const KEPT =
  /^(?:.*\.)?(?:service|service_?name|signing_?name|region\w*|host\w*|endpoint\w*|bucket\w*|key|objectkey|object_?name|path\w*|ur[li]|method|verb|expires?\w*|content_?\w+|acl|canned_?acl|body|data|payload|headers?\.?\w*|port|protocol|scheme|single_?encode|apply_?checksum|addressing_?style|s3forcepathstyle|forcepathstyle|use_?path_?style\w*|signature_?version|request_?checksum\w*|zone_?id|model_?id|response-content-[\w-]+|cache_?control|metadata|default_?content_?type|query\w*|params|prefix)$/i;

function settingsIn(root: Group): Mention[] {
  return allGroups(root)
    .flatMap(({ entries }) => entries)
    .filter((entry) => KEPT.test(entry.key) && !SECRET.test(entry.key) && entry.value.length < 1024)
    .slice(0, MOST)
    .map((entry) => ({
      id: 'setting' as const,
      name: entry.key,
      value: (isText(entry) ? entry.value : `\${${entry.value}}`) as Octets,
      start: entry.start,
    }));
}
