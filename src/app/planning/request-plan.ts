/** Plans a request. Planning turns the inputs into a request that is signed and ready to be sent. */

import type { InputId } from '../../bytes/input.ts';
import { sourcesOf } from '../../bytes/origin.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { RequestBody } from '../../http/body/request-body.ts';
import { composeRequest } from '../../intake/compose-request.ts';
import type { HeaderSelection, SignerInput, SigningInput } from '../../sigv4/schemes/signing-input.ts';
import { beginSigning, type Signing } from '../../sigv4/sign.ts';
import { findValue, type Trace } from '../../trace/trace.ts';
import type { HeaderPair, RequestValues } from '../options/request-options.ts';
import { type PlanningReads, readsOf } from '../reading/planning-reads.ts';
import { settingsOf } from '../settings/settings.ts';
import type { World } from '../world/world.ts';
import { chunkPlanOf, encodedBody, keptChain } from './payload-plan.ts';
import type { RequestPlan } from './planned-request.ts';
import { atInput, atSuspect, type RequestInputs, readRequestInputs, type Suspect } from './request-inputs.ts';
import { givenAs, signerInput } from './signer-input.ts';
import { planUpload } from './upload-plan.ts';

export async function planCommand(
  world: World,
  address: string,
  options: RequestValues,
): Promise<RequestPlan | Problem> {
  const inputs = await readRequestInputs(settingsOf(world, options), address, options);
  return isProblem(inputs) ? inputs : planRequest(readsOf(world), inputs);
}

/** Composes the request and signs it, without sending anything. A problem names the input at fault. */
export async function planRequest(reads: PlanningReads, inputs: RequestInputs): Promise<RequestPlan | Problem> {
  return inputs.upload === null ? planOf(reads, inputs) : planUpload(reads, inputs, inputs.upload);
}

async function planOf(reads: PlanningReads, inputs: RequestInputs): Promise<RequestPlan | Problem> {
  const { method, place, headers, data, signing, credentials } = inputs;
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
  const payloadBeginning = payload.beginning;
  const common = { inputs, place, request, payloadLength: payload.length, payloadBeginning, form: null };
  if (credentials === null) return { ...common, body: payload, trace: null, wholeTrace: async () => null };
  const signer = signerInput(inputs, credentials, reads.now);
  if (isProblem(signer)) return signer;
  const signed = beginSigning(signingInput(inputs, signer, { request, payload }));
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
      `--payload ${signing.rules.payload} is given, but there is no payload.`,
      'Add a payload, or leave out --payload.',
    ),
  );
}

/**
 * Returns a problem for a header that contradicts --payload, which determines the hash and the length in the request.
 */
function contradictingHeader({ headers, signing }: RequestInputs, isChunked: boolean): Problem | null {
  const given = suspectHeader(headers, ([name, value]) => {
    if (/^x-amz-content-sha256$/i.test(name)) return isChunked || /^STREAMING-/.test(value);
    return isChunked && /^(?:content-length|x-amz-decoded-content-length|x-amz-trailer)$/i.test(name);
  });
  if (!given || !signing.isSigned) return null;
  const says = `The header ${given.name} contradicts --payload ${signing.rules.payload}, which determines how the payload is sent.`;
  return atSuspect([given], problem('header', says, 'Leave out the header: --payload adds it.'));
}

/**
 * Returns a problem for a header that would make the server wait for bytes that never arrive, or that would make it
 * leave some bytes unread.
 */
function contradictingFraming(inputs: RequestInputs, length: number): Problem | null {
  const given = suspectHeader(inputs.headers, ([name, value]) => {
    if (/^transfer-encoding$/i.test(name)) return true;
    return /^content-length$/i.test(name) && value.trim() !== String(length);
  });
  if (!given) return null;
  const says = `The header ${given.name} does not describe the body, which is sent as ${length} bytes with a Content-Length.`;
  const see = 'https://www.rfc-editor.org/rfc/rfc9112#section-6.3';
  return atSuspect([given, payloadSuspect(inputs)], problem('header', says, 'Leave out the header.', { see }));
}

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

/** Returns the body as it is sent, and a function that adds the body's chunks to the trace. */
async function payloadOf(payload: RequestBody, signed: Signing, chunks: ReturnType<typeof chunkPlanOf>) {
  if (chunks === null) return { body: payload, wholeTrace: async () => signed.trace };
  return {
    body: await encodedBody(payload, signed, chunks),
    wholeTrace: () => keptChain(payload, signed, chunks),
  };
}

function signingInput(
  inputs: RequestInputs,
  signer: SignerInput,
  message: Pick<SigningInput, 'request' | 'payload'>,
): SigningInput {
  const { signing, place } = inputs;
  return {
    ...signer,
    ...message,
    form:
      signing.form === 'header'
        ? { kind: 'header' }
        : { kind: 'query', scheme: place.scheme, expires: givenAs('expires', signing.expiresIn) },
    signedHeaders: selectionOf(inputs),
    rules: signing.rules,
    trailers: chunkPlanOf(signing)?.trailers ?? [],
  };
}

/**
 * Selects the headers to sign. In a presigned URL without a payload, Content-Length is not signed, because the user of
 * the URL supplies the body.
 */
function selectionOf({ signing, data }: RequestInputs): HeaderSelection {
  const { form, signedHeaders } = signing;
  if (form === 'header' || data.value.length > 0 || signedHeaders.kind === 'exactly') return signedHeaders;
  return { ...signedHeaders, without: [...signedHeaders.without, 'content-length'] };
}

/**
 * Locates the problem of a request that cannot be signed. The place is the input from which the wrong byte comes, or
 * the headers if the problem is not about a byte.
 */
function signingProblem(trace: Trace, found: Problem): Problem {
  const { where } = found;
  const id = where === null ? 'headers' : inputAt(trace, where.value, where.start);
  return id === null ? found : { ...found, where: { value: id, start: 0, end: 0 } };
}

/**
 * Finds the input from which a byte comes. Returns `null` if there is no such input. The recursion ends because values
 * are derived only from earlier values.
 */
function inputAt(trace: Trace, value: string, byte: number): InputId | null {
  const span = findValue(trace, value)?.bytes.spans?.find(({ start, end }) => start <= byte && byte < end);
  const [source] = span ? sourcesOf(span.origin) : [];
  if (!span || !source || source.kind === 'fixed') return null;
  if (source.kind === 'given') return source.input.id;
  const isCopied = span.origin.kind === 'copy';
  return inputAt(trace, source.value, source.start + (isCopied ? byte - span.start : 0));
}
