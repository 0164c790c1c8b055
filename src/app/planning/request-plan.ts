/** From the inputs of a request to the request that can be sent: composed, signed. */

import type { InputId } from '../../bytes/input.ts';
import { sourcesOf } from '../../bytes/origin.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { RequestBody } from '../../http/body/request-body.ts';
import { composeRequest } from '../../intake/compose-request.ts';
import type { UrlParts } from '../../intake/url.ts';
import type { HeaderSelection, SigningInput } from '../../sigv4/schemes/signing-input.ts';
import { beginSigning, type Signing } from '../../sigv4/sign.ts';
import { findValue, type Trace } from '../../trace/trace.ts';
import type { OptionValues } from '../options/option-values.ts';
import type { HeaderPair } from '../options/request-options.ts';
import { type PlanningReads, readsOf } from '../reading/planning-reads.ts';
import { type SourcedCredentials, settingsOf } from '../settings/settings.ts';
import type { World } from '../world/world.ts';
import { chunkPlanOf, encodedBody, keptChain } from './payload-plan.ts';
import type { RequestPlan } from './planned-request.ts';
import { atInput, atSuspect, placeOf, type RequestInputs, readRequestInputs, type Suspect } from './request-inputs.ts';
import { givenAs, signerInput } from './signer-input.ts';
import { planUpload } from './upload-plan.ts';

/** Plans the request of a command line: reads its inputs first. */
export async function planCommand(
  world: World,
  address: string,
  options: OptionValues,
): Promise<RequestPlan | Problem> {
  const { environment, loadProfile } = world;
  const inputs = await readRequestInputs(settingsOf({ options, environment, loadProfile }), address, options);
  return isProblem(inputs) ? inputs : planRequest(readsOf(world), inputs);
}

/** Composes the request and signs it. Nothing is sent. A problem names the input at fault. */
export async function planRequest(reads: PlanningReads, inputs: RequestInputs): Promise<RequestPlan | Problem> {
  const place = placeOf(inputs);
  if (isProblem(place)) return place;
  return inputs.upload === null
    ? planOf(reads, inputs, place)
    : planUpload(reads, { inputs, place, upload: inputs.upload });
}

async function planOf(reads: PlanningReads, inputs: RequestInputs, place: UrlParts): Promise<RequestPlan | Problem> {
  const { method, headers, data, signing, credentials } = inputs;
  const payload = await reads.readBody(data.value, signing.isSigned && signing.rules.payload === 'hashed');
  if (isProblem(payload)) return atInput('payload', '', payload);
  const chunks = signing.isSigned ? chunkPlanOf(signing) : null;
  const hasBody = data.value.length > 0 || method.value === 'PUT' || method.value === 'POST';
  if (chunks && !hasBody) return nothingToStream(inputs);
  const length = chunks ? chunks.lengthOf(payload.length) : payload.length;
  const refusal = contradictingHeader(inputs, chunks !== null) ?? contradictingFraming(inputs, length);
  if (refusal) return refusal;
  const request = composeRequest({ method, place, headers, bodyLength: hasBody ? length : null });
  if (isProblem(request)) return request;
  const common = { inputs, place, request, payloadLength: payload.length, form: null };
  if (credentials === null) return { ...common, body: payload, trace: null, wholeTrace: async () => null };
  const input = signingInput({ inputs, place, credentials }, { request, payload }, reads.now);
  if (isProblem(input)) return input;
  const signed = beginSigning(input);
  const { trace } = signed;
  if (trace.outcome.kind === 'malformed') return signingProblem(trace, trace.outcome.problem);
  return { ...common, ...(await payloadOf(payload, signed, chunks)), trace };
}

const payloadSuspect = ({ data }: RequestInputs): Suspect => ({ id: 'payload', text: '', source: data.source });

function nothingToStream(inputs: RequestInputs): Problem {
  const { method, signing } = inputs;
  const suspects = [payloadSuspect(inputs), { id: 'method', text: method.value, source: method.source }] as const;
  return atSuspect(
    suspects,
    problem(
      'option',
      `--payload ${signing.rules.payload} is given, and there is no payload.`,
      'Give one, or leave --payload out.',
    ),
  );
}

/** What stands for the payload and how long it is follows from how it is sent; a header that says otherwise is wrong. */
function contradictingHeader({ headers, signing }: RequestInputs, isChunked: boolean): Problem | null {
  const given = suspectHeader(headers, ([name, value]) => {
    if (/^x-amz-content-sha256$/i.test(name)) return isChunked || /^STREAMING-/.test(value);
    return isChunked && /^(?:content-length|x-amz-decoded-content-length|x-amz-trailer)$/i.test(name);
  });
  if (!given || !signing.isSigned) return null;
  const says = `The header ${given.name} is given, and how the payload is sent says otherwise: --payload ${signing.rules.payload}.`;
  return atSuspect([given], problem('header', says, 'Leave the header out; --payload makes it.'));
}

/** A server that believed such a header would wait for bytes that never come, or leave some unread. */
function contradictingFraming(inputs: RequestInputs, length: number): Problem | null {
  const given = suspectHeader(inputs.headers, ([name, value]) => {
    if (/^transfer-encoding$/i.test(name)) return true;
    return /^content-length$/i.test(name) && value.trim() !== String(length);
  });
  if (!given) return null;
  const says = `The header ${given.name} is given, and the body is sent in another way: ${length} bytes, with their number in Content-Length.`;
  const see = 'https://www.rfc-editor.org/rfc/rfc9112#section-6.3';
  return atSuspect([given, payloadSuspect(inputs)], problem('header', says, 'Leave the header out.', { see }));
}

/** The first such header. */
function suspectHeader(
  headers: RequestInputs['headers'],
  isSuch: (header: HeaderPair) => boolean,
): (Suspect & { readonly name: string }) | null {
  const index = headers.findIndex(({ value }) => isSuch(value));
  const found = headers[index];
  if (!found) return null;
  const [name, value] = found.value;
  return { id: `header/${index}`, text: `${name}: ${value}`, source: found.source, name };
}

/** The body on the wire, and the trace that has its chunks. */
async function payloadOf(payload: RequestBody, signed: Signing, chunks: ReturnType<typeof chunkPlanOf>) {
  if (chunks === null) return { body: payload, wholeTrace: async () => signed.trace };
  return {
    body: await encodedBody(payload, signed, chunks),
    wholeTrace: () => keptChain(payload, signed, chunks),
  };
}

/** What is signed, and how. */
interface SigningOrder {
  readonly inputs: RequestInputs;
  readonly place: UrlParts;
  readonly credentials: SourcedCredentials;
}

function signingInput(
  { inputs, place: { scheme }, credentials }: SigningOrder,
  { request, payload }: Pick<SigningInput, 'request'> & { readonly payload: RequestBody },
  now: PlanningReads['now'],
): SigningInput | Problem {
  const { signing } = inputs;
  const signer = signerInput(inputs, credentials, now);
  if (isProblem(signer)) return signer;
  return {
    ...signer,
    request,
    payload,
    form:
      signing.form === 'header'
        ? { kind: 'header' }
        : { kind: 'query', scheme, expires: givenAs('expires', signing.expiresIn) },
    signedHeaders: selectionOf(inputs),
    rules: signing.rules,
    trailers: chunkPlanOf(signing)?.trailers ?? [],
  };
}

/** Whoever uses a presigned URL says how long the body is: nobody knows it yet. */
function selectionOf({ signing, data }: RequestInputs): HeaderSelection {
  const { form, signedHeaders } = signing;
  if (form === 'header' || data.value.length > 0 || signedHeaders.kind === 'exactly') return signedHeaders;
  return { ...signedHeaders, without: [...signedHeaders.without, 'content-length'] };
}

/** A problem of a value is one of the input that the value begins with; one of no value is of headers that are missing. */
export function signingProblem(trace: Trace, found: Problem): Problem {
  const { where } = found;
  const id = where === null ? 'headers' : inputAt(trace, where.value, where.start);
  return id === null ? found : { ...found, where: { value: id, start: 0, end: 0 } };
}

/** The input of a byte. A value is made of earlier ones only, so that this ends. */
function inputAt(trace: Trace, value: string, byte: number): InputId | null {
  const span = findValue(trace, value)?.bytes.spans?.find(({ start, end }) => start <= byte && byte < end);
  const [source] = span ? sourcesOf(span.origin) : [];
  if (!span || !source || source.kind === 'fixed') return null;
  if (source.kind === 'given') return source.input.id;
  const isCopied = span.origin.kind === 'copy';
  return inputAt(trace, source.value, source.start + (isCopied ? byte - span.start : 0));
}
