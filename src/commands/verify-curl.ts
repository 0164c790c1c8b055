/** A curl command: as it was signed, or, where curl is told to sign by itself, what a server expects it to sign. */
import { rulesOf } from '../aws/services.ts';
import { type Bytes, given } from '../bytes/bytes.ts';
import { EMPTY, octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { sourcesOf } from '../bytes/origin.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { headerValue, writeRequestHead } from '../http/message.ts';
import type { ClientRequest } from '../intake/client-request.ts';
import type { CurlLine, CurlSigning } from '../intake/curl-line.ts';
import { type HeaderSelection, USUAL_SIGNING } from '../sigv4/schemes/signing-input.ts';
import { traceSigning } from '../sigv4/sign.ts';
import { writeTimestamp } from '../sigv4/timestamp.ts';
import { redact } from '../trace/redact.ts';
import type { Trace } from '../trace/trace.ts';
import { secretOfKey } from '../verification/known-secrets.ts';
import { report, say, type VerifySettings, verifyOne } from './verify-one.ts';
import { redactionOf } from './walk-facts.ts';
import type { World } from './world.ts';

export async function verifyCurl(
  world: World,
  settings: VerifySettings,
  { request, signing }: CurlLine,
): Promise<number> {
  const isSigned = headerValue(request.head.headers, 'authorization') !== undefined;
  if (signing === null || isSigned) return verifyOne(world, settings, request);
  const reported = report(settings, request);
  const trace = expectedTrace(settings, request, signing);
  const { showsSecrets } = settings;
  return say(world, settings, {
    ...reported,
    remarks: [...reported.remarks, trace ? `${SIGNS_ITSELF} ${EXPECTED}` : SIGNS_ITSELF],
    trace: trace && redact(trace, redactionOf({ trace, showsSecrets })),
  });
}

const SIGNS_ITSELF =
  'With --aws-sigv4 curl signs when it runs: the command has no signature yet. curl -v shows what it sends, and its lines can be verified as they are.';
const EXPECTED = 'Below is what it would be right to sign at this time.';

/** `null` where the key is not known, or the request cannot be signed. */
function expectedTrace(
  { secrets, now, rules }: VerifySettings,
  { head, body }: ClientRequest,
  { region, service, accessKeyId, secretAccessKey }: CurlSigning,
): Trace | null {
  const known = accessKeyId && secretOfKey(secrets, accessKeyId.octets);
  const secret = secretAccessKey ?? (known && from(known.secretAccessKey, known.source));
  const ofHost = partsOfHost(head);
  const signedService = service ?? ofHost.service;
  if (!accessKeyId || !secret) return null;
  const octets = body ?? EMPTY;
  const trace = traceSigning({
    ...USUAL_SIGNING,
    signedHeaders: signedByCurl(head),
    request: writeRequestHead(head),
    payload: { length: octets.length, sha256: sha256Hex(octets) },
    credentials: { accessKeyId, secretAccessKey: secret, sessionToken: null },
    timestamp: from(writeTimestamp(new Date(now)), 'the clock'),
    region: region ?? ofHost.region,
    service: signedService,
    rules: { ...rulesOf(textFromOctets(signedService.octets) ?? ''), ...rules },
  });
  return trace.outcome.kind === 'signed' ? trace : null;
}

/** Host, those of -H and those for the signature; none that curl adds for itself (lib/http_aws_sigv4.c). */
function signedByCurl({ headers }: ClientRequest['head']): HeaderSelection {
  const names = headers.map(({ name }) => ({ text: name.octets.toLowerCase(), isTyped: isTyped(name) }));
  return {
    kind: 'default',
    also: names.filter(({ isTyped }) => isTyped).map(({ text }) => text),
    without: names.filter(({ text, isTyped }) => !isTyped && text !== 'host').map(({ text }) => text),
  };
}

const isTyped = ({ spans }: Bytes) =>
  (spans ?? []).some(({ origin }) => sourcesOf(origin).some(({ kind }) => kind === 'given'));

const from = (text: string, by: string): Bytes => given(octetsFromText(text), by);

/** As curl takes them where the option leaves them out: SERVICE.REGION.DOMAIN. */
function partsOfHost({ headers }: ClientRequest['head']) {
  const [service = '', region = ''] = (headerValue(headers, 'host')?.octets ?? EMPTY).split('.');
  return { service: from(service, 'the host name'), region: from(region, 'the host name') };
}
