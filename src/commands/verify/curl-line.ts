/**
 * Verifies a curl command. With --aws-sigv4, curl itself signs, so the result shows what a server expects curl to sign.
 */

import type { Exit } from '../../app/options/command.ts';
import { knowingKeys, type VerifySettings } from '../../app/settings/verify-settings.ts';
import { redactionOf } from '../../app/walks/facts-of-trace.ts';
import type { WalkSession } from '../../app/walks/shown-walk.ts';
import { verification } from '../../app/walks/verification-walk.ts';
import type { World } from '../../app/world/world.ts';
import { rulesOf } from '../../aws/services.ts';
import { type Bytes, given } from '../../bytes/bytes.ts';
import type { InputId, InputSource } from '../../bytes/input.ts';
import { EMPTY, octetsFromText } from '../../bytes/octets.ts';
import { sourcesOf } from '../../bytes/origin.ts';
import { isProblem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { shown } from '../../http/answer-problems.ts';
import { headerValue, writeRequestHead } from '../../http/message.ts';
import type { CurlLine, CurlSigning } from '../../intake/curl/line.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { type HeaderSelection, USUAL_SIGNING } from '../../sigv4/schemes/signing-input.ts';
import { traceSigning } from '../../sigv4/sign.ts';
import { writeTimestamp } from '../../sigv4/timestamp.ts';
import { redact } from '../../trace/redact.ts';
import type { Trace } from '../../trace/trace.ts';
import { secretOfKey } from '../../verification/keys.ts';
import { printReport, type VerifyOrder, verifyOne } from './one-request.ts';

export async function verifyCurl(world: World<WalkSession>, settings: VerifyOrder, line: CurlLine): Promise<Exit> {
  const { request, signing } = line;
  const isSigned = headerValue(request.head.headers, 'authorization') !== undefined;
  if (signing === null || isSigned) return verifyOne(world, settings, request);
  const { provider, accessKeyId, secretAccessKey } = signing;
  const isAsked = accessKeyId !== null && secretAccessKey === null && PROVIDER.test(provider.octets);
  const knowing = await knowingKeys(settings, isAsked ? [accessKeyId.octets] : []);
  if (isProblem(knowing)) return knowing;
  const { reported, hidden } = verification(knowing, request);
  const { trace, remark } = expectedOf(knowing, line, signing);
  const { showsSecrets } = knowing;
  return printReport(world, knowing, {
    ...reported,
    remarks: [...reported.remarks, `${SIGNS_ITSELF} ${remark}`],
    trace: trace && redact(trace, redactionOf({ trace, showsSecrets }), hidden),
  });
}

const SIGNS_ITSELF =
  'With --aws-sigv4, curl signs when it runs, so the command has no signature yet. Verify the output of curl -v instead.';
const EXPECTED = 'Below are the texts that a server expects it to sign at this time.';
const WITH_UNSIGNED_PAYLOAD =
  'Below are the texts that a server expects it to sign at this time. Instead of the hash, curl signs UNSIGNED-PAYLOAD, unless the file of -T is empty.';
const NOT_KNOWN = 'What a server expects it to sign is not shown, because';
const WITHOUT_KEY = `${NOT_KNOWN} the access key ID or the secret access key is not known.`;
const WITHOUT_BODY = `${NOT_KNOWN} the hash of the body is signed, but the body is not known here.`;
const NOT_SIGNED = `${NOT_KNOWN} the request cannot be signed as it is.`;

/** The signature that a server expects from curl, or the reason that the signature is unknown. */
interface Expected {
  readonly trace: Trace | null;
  /** A single sentence. */
  readonly remark: string;
}

/** Matches the provider for which curl writes AWS headers. For any other provider, the headers have other names. */
const PROVIDER = /^aws:amz$/i;

function otherProvider(provider: Bytes): string {
  const [first = '', second = first] = provider.octets.split(':');
  const algorithm = `${shown(first).toUpperCase()}4-HMAC-SHA256`;
  return `${NOT_KNOWN} with the provider "${shown(provider.octets)}", curl writes ${algorithm} and x-${shown(second || first).toLowerCase()}-date. AWS only reads what aws:amz makes.`;
}

function expectedOf(settings: VerifySettings, { request, data }: CurlLine, signing: CurlSigning): Expected {
  if (!PROVIDER.test(signing.provider.octets)) return { trace: null, remark: otherProvider(signing.provider) };
  const { accessKeyId } = signing;
  const known = accessKeyId && secretOfKey(settings.secrets, accessKeyId.octets);
  const secretAccessKey =
    signing.secretAccessKey ?? (known && from('secret-access-key', known.secretAccessKey, known.source));
  if (!accessKeyId || !secretAccessKey) return { trace: null, remark: WITHOUT_KEY };
  const place = { ...partsOfHost(request.head), ...placeOf(signing) };
  const payload = signedPayload(request, data, place.service);
  if (payload === 'not-known') return { trace: null, remark: WITHOUT_BODY };
  const octets = request.body ?? EMPTY;
  const trace = traceSigning({
    ...USUAL_SIGNING,
    ...place,
    signedHeaders: signedByCurl(request.head),
    request: writeRequestHead(request.head),
    payload: { length: octets.length, sha256: sha256Hex(octets) },
    credentials: { accessKeyId, secretAccessKey, sessionToken: null },
    timestamp: from('date', writeTimestamp(new Date(settings.now)), { kind: 'clock' }),
    rules: { ...rulesOf(place.service.octets), ...settings.rules, payload },
  });
  if (trace.outcome.kind !== 'signed') return { trace: null, remark: NOT_SIGNED };
  return { trace, remark: payload === 'unsigned' ? WITH_UNSIGNED_PAYLOAD : EXPECTED };
}

/**
 * Determines how curl signs the payload. curl does not hash a streamed body. For S3, it signs UNSIGNED-PAYLOAD instead.
 */
function signedPayload(
  { head, body }: ClientRequest,
  data: CurlLine['data'],
  service: Bytes,
): 'hashed' | 'unsigned' | 'not-known' {
  // If -H contains a hash, curl signs that hash unchanged.
  if (body !== null || headerValue(head.headers, 'x-amz-content-sha256')) return 'hashed';
  return data === 'streamed' && service.octets.toLowerCase() === 's3' ? 'unsigned' : 'not-known';
}

/**
 * Selects the headers that curl signs: Host, headers given with -H, and headers that signing adds
 * (lib/http_aws_sigv4.c).
 */
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

const from = (id: InputId, text: string, source: InputSource): Bytes => given(octetsFromText(text), { id, source });

/** Reads the service and the Region from a host of the form SERVICE.REGION.DOMAIN, like curl. */
function partsOfHost({ headers }: ClientRequest['head']): Place {
  const [service = '', region = ''] = (headerValue(headers, 'host')?.octets ?? EMPTY).split('.');
  const source = { kind: 'host-name' } as const;
  return { service: from('service', service, source), region: from('region', region, source) };
}

interface Place {
  readonly region: Bytes;
  readonly service: Bytes;
}

const placeOf = ({ region, service }: CurlSigning): Partial<Place> => ({
  ...(region && { region }),
  ...(service && { service }),
});
