/** AWS's documented example as a walk: composed, signed, held against what AWS prints. */
import { DOCUMENTED_EXAMPLE } from '../aws/documented-example.ts';
import { isExampleSecret } from '../aws/example-keys.ts';
import { given } from '../bytes/bytes.ts';
import { octetsFromText } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { composeRequest } from '../intake/compose-request.ts';
import { readUrl } from '../intake/url.ts';
import type { WalkFacts } from '../pages/facts.ts';
import { S3_RULES } from '../sigv4/rules.ts';
import { traceSigning } from '../sigv4/sign.ts';
import { redact } from '../trace/redact.ts';
import { checkTrace } from '../vectors/expectations.ts';
import { countVectors, runGroup, vectorOfTrace } from '../vectors/run.ts';
import { type FixtureFiles, readVectors } from '../vectors/vector.ts';

const BY = "AWS's documented example";

/** The facts of the example, not sent yet. Throws where the files of the program are damaged. */
export function documentedWalk(fixtures: FixtureFiles): WalkFacts {
  const { trace, host } = signExample();
  const groups = readVectors(fixtures).map(runGroup);
  const vector = vectorOfTrace(trace, groups);
  return {
    trace: redact(trace, isExampleSecret(octetsFromText(DOCUMENTED_EXAMPLE.key.secretAccessKey)) ? 'reveal' : 'mask'),
    by: BY,
    url: DOCUMENTED_EXAMPLE.url,
    body: octetsFromText(DOCUMENTED_EXAMPLE.body),
    destination: {
      signedFor: host,
      connectsTo:
        'the sandbox inside this program, a small S3 on 127.0.0.1 that checks the signature; the Host header stays, as with --connect-to of curl',
    },
    checks: vector ? checkTrace(trace, vector.vector) : [],
    publisher: vector?.publisher ?? null,
    vectors: countVectors(groups),
    exchange: null,
  };
}

function signExample() {
  const { method, url, headers, body, timestamp, region, service, key } = DOCUMENTED_EXAMPLE;
  const place = readUrl(url, `the URL of ${BY}`);
  if (isProblem(place)) throw new Error(place.says);
  const request = composeRequest({ method, place, headers, bodyLength: null, by: BY });
  if (isProblem(request)) throw new Error(request.says);
  const from = (text: string) => given(octetsFromText(text), BY);
  const payload = octetsFromText(body);
  const trace = traceSigning({
    request,
    payload: { length: payload.length, sha256: sha256Hex(payload) },
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
  return { trace, host: place.host };
}
