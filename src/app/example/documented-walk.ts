/** AWS's documented example as the subject of a walk. */
import { DOCUMENTED_EXAMPLE } from '../../aws/documented-example.ts';
import { given } from '../../bytes/bytes.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { bodyOf } from '../../http/body/request-body.ts';
import { composeRequest } from '../../intake/compose-request.ts';
import { readUrl } from '../../intake/url.ts';
import { S3_RULES } from '../../sigv4/rules.ts';
import { USUAL_SIGNING } from '../../sigv4/schemes/signing-input.ts';
import { traceSigning } from '../../sigv4/sign.ts';
import type { WalkSubject } from '../walks/walk-facts.ts';

export const BY = "AWS's documented example";

export const EXAMPLE_DESTINATION =
  'the sandbox inside this program, a small S3 on 127.0.0.1 that checks the signature; the Host header stays, as with --connect-to of curl';

export function documentedExample(): WalkSubject {
  const { method, url, headers, body, timestamp, region, service, key } = DOCUMENTED_EXAMPLE;
  const place = readUrl(url, `the URL of ${BY}`);
  if (isProblem(place)) throw new Error(place.says);
  const request = composeRequest({ method, place, headers, bodyLength: null, by: BY });
  if (isProblem(request)) throw new Error(request.says);
  const from = (text: string) => given(octetsFromText(text), BY);
  const trace = traceSigning({
    ...USUAL_SIGNING,
    request,
    payload: bodyOf(octetsFromText(body)),
    credentials: {
      accessKeyId: from(key.accessKeyId),
      secretAccessKey: from(key.secretAccessKey),
      sessionToken: null,
    },
    timestamp: from(timestamp),
    region: from(region),
    service: from(service),
    rules: S3_RULES,
  });
  return {
    trace,
    by: BY,
    url,
    body: bodyOf(octetsFromText(body)),
    destination: {
      signedFor: place.host,
      connectsTo: EXAMPLE_DESTINATION,
    },
    showsSecrets: false,
  };
}
