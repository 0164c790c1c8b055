/** Lists facts that users should know about a request, in addition to the verdict on its signature. */

import { REWRITTEN_HEADERS } from '../aws/rewritten-headers.ts';
import { regionOfHost } from '../aws/s3-hosts.ts';
import { type Octets, sentencePart } from '../bytes/octets.ts';
import { withoutPort } from '../http/host.ts';
import { headerValue, type RequestHead } from '../http/message.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { type HoistedHeader, hoistedHeaders } from '../sigv4/claims/hoisted-headers.ts';
import { AUTHORIZATION_HEADER, QUERY_STRING, SIGNATURE_ELEMENTS } from '../sigv4/documentation.ts';
import { AMZ_HEADERS } from '../sigv4/names.ts';
import type { Rules } from '../sigv4/rules.ts';
import { sentNames, unsignedHeaders } from './examine.ts';
import type { Notice } from './notice.ts';

const ofWeight =
  (weight: Notice['weight']) =>
  (id: string, says: string, see = AUTHORIZATION_HEADER): Notice => ({ weight, id, says, see });
const hint = ofWeight('hint');
const refused = ofWeight('refused');

const inWords = (name: string) => sentencePart(name as Octets);

export function noticesOf(claim: Claim, head: RequestHead, rules: Rules): Notice[] {
  if (claim.signed.kind === 'policy') return [];
  const signed = claim.signed.signedHeaderNames.map(({ octets }) => octets as string);
  const sent = sentNames(head);
  const hoisted = hoistedHeaders(claim, rules);
  return [
    ...absent(signed, sent, hoisted),
    ...ignoredChecksums(hoisted),
    ...unsigned(claim, sent),
    ...listFaults(signed),
    ...rewritten(signed),
    ...withoutPayloadHeader(claim, head, rules),
    ...otherRegion(claim, head),
  ];
}

function absent(signed: readonly string[], sent: ReadonlySet<string>, hoisted: readonly HoistedHeader[]): Notice[] {
  const unsent = signed.filter((name) => !sent.has(name.toLowerCase()));
  if (unsent.length === 0) return [];
  const inQuery = new Set<string>(hoisted.filter(({ role }) => role === 'signed').map(({ name }) => name.octets));
  return unsent.map((name) =>
    inQuery.has(name)
      ? hint(
          'signed-header-in-query',
          `The header ${inWords(name)} is signed but was not sent. As in S3, its value comes from the query parameter ${inWords(name)}.`,
          QUERY_STRING,
        )
      : hint('signed-header-absent', `The header ${inWords(name)} is signed but was not sent, and counts as empty.`),
  );
}

/**
 * Lists the checksums that S3 ignores. SDKs often put the checksum of an empty body into the query, which is unrelated
 * to the actual body.
 */
const ignoredChecksums = (hoisted: readonly HoistedHeader[]): Notice[] =>
  hoisted
    .filter(({ role }) => role === 'ignored')
    .map(({ name }) =>
      hint(
        'hoisted-checksum-ignored',
        `The query parameter ${sentencePart(name.octets)} is a checksum that S3 does not compare with the body; other servers do.`,
        CHECKING_OBJECTS,
      ),
    );

const CHECKING_OBJECTS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html';

const unsigned = (claim: Claim, sent: ReadonlySet<string>): Notice[] =>
  unsignedHeaders(claim, sent).map((name) =>
    refused('header-not-signed', `The header ${inWords(name)} is not signed. S3 refuses that.`, AUTHORIZATION_HEADER),
  );

function listFaults(signed: readonly string[]): Notice[] {
  const faults: Notice[] = [];
  if (signed.some((name) => name !== name.toLowerCase())) {
    faults.push(
      hint('signed-headers-case', 'The list of signed headers contains uppercase letters, which are not allowed.'),
    );
  }
  if (signed.some((name, index) => index > 0 && (signed[index - 1] ?? '') > name)) {
    faults.push(hint('signed-headers-order', 'The list of signed headers must be sorted, but is not.'));
  }
  return faults;
}

const rewritten = (signed: readonly string[]) =>
  signed.some((name) => OFTEN_REWRITTEN.has(name))
    ? REWRITTEN_HEADERS.flatMap(({ names, says, source }) =>
        names
          .filter((name) => signed.includes(name))
          .map((name) => hint('likely-rewritten', `The header ${name} is signed, and ${says}.`, source)),
      )
    : [];

const OFTEN_REWRITTEN = new Set(REWRITTEN_HEADERS.flatMap(({ names }) => names));

function withoutPayloadHeader({ scheme }: Claim, { headers }: RequestHead, rules: Rules): Notice[] {
  const isWanted = scheme === 'header' && rules.contentSha256Header === 'added';
  if (!isWanted || headerValue(headers, AMZ_HEADERS.contentSha256)) return [];
  return [refused('no-content-sha256', 'There is no x-amz-content-sha256 header. S3 refuses that.')];
}

function otherRegion({ scope, algorithm }: Claim, { headers }: RequestHead): Notice[] {
  const host = withoutPort(headerValue(headers, 'host')?.octets ?? '');
  const region = regionOfHost(host);
  const claimed = sentencePart(scope.region.octets);
  if (algorithm.boundTo !== 'region' || region === null || region === claimed) return [];
  const says = `The scope is for the Region "${claimed}", but the host is in ${region}. S3 refuses that.`;
  return [refused('other-region', says, SIGNATURE_ELEMENTS)];
}
