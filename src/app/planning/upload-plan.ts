/** Plans a browser upload. The policy is signed, and then the form is written, with the file after all other fields. */
import { type Bytes, fixed, given, join } from '../../bytes/bytes.ts';
import { fileSource, type Input, type InputSource } from '../../bytes/input.ts';
import { arrayFromOctets, EMPTY, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { quotedOperand } from '../../bytes/quoted-operand.ts';
import { storedOctets, storedTogether } from '../../bytes/stored-bytes.ts';
import { bodyOf, type RequestBody } from '../../http/body/request-body.ts';
import { formBeginning, formEnd } from '../../http/forms/multipart.ts';
import { composeRequest } from '../../intake/compose-request.ts';
import { formFields, readPolicy } from '../../intake/post-policy.ts';
import type { FormField, SignedPolicy } from '../../sigv4/schemes/policy.ts';
import { isSecretName, recordSecrets, secretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { traceForm } from '../../sigv4/sign.ts';
import { FORM_BEGINNING, FORM_FIELDS } from '../../sigv4/stages/form-fields.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import type { Recorder } from '../../trace/trace.ts';
import { lineOfHeader } from '../options/request-options.ts';
import type { UploadChoices } from '../options/upload-options.ts';
import type { PlanningReads } from '../reading/planning-reads.ts';
import type { RequestPlan } from './planned-request.ts';
import { atInput, type RequestInputs } from './request-inputs.ts';
import { signerInput } from './signer-input.ts';

const FORM_RULE = {
  id: 'form-line',
  says: 'a field as a readable line: name, equals sign, value',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html',
};

export async function planUpload(
  reads: PlanningReads,
  inputs: RequestInputs,
  upload: UploadChoices,
): Promise<RequestPlan | Problem> {
  const refusal = ownHeader(inputs);
  if (refusal) return refusal;
  const policy = await reads.readFile(upload.policy);
  if (isProblem(policy)) return policy;
  const signer = inputs.credentials ? signerInput(inputs, inputs.credentials, reads.now) : NO_FORM;
  if (isProblem(signer)) return signer;
  const hasToken = signer.credentials.sessionToken !== null;
  const read = readPolicy(policy, quotedOperand(upload.policy), hasToken);
  if (isProblem(read)) return read;
  const fields = formFields(read, upload.fields);
  if (isProblem(fields)) return fields;
  const file = await openFile(reads, upload);
  if (isProblem(file)) return file;

  const own = fields.map(([name, value, by]): FormField => {
    const input: Input = { id: `field/${name}`, source: by === 'given' ? FIELD_OPTION : { kind: 'policy' } };
    return { name: given(octetsFromText(name), input), value: given(octetsFromText(value), { ...input }) };
  });
  const input = {
    ...signer,
    policy: given(policy, { id: 'policy', source: fileSource(upload.policy) }),
    missing: read.missing,
    missingAt: read.conditionsEnd,
  };
  const { trace, attached } = traceForm(input, file, (signed, record) =>
    compose(inputs, { signed, own, file }, record),
  );
  if (trace.outcome.kind === 'malformed') return trace.outcome.problem;
  if (attached === null || isProblem(attached)) return attached ?? NO_FORM;
  const { request, beginning, end, form } = attached;
  return {
    inputs,
    place: inputs.place,
    request,
    body: formBody(beginning, file, end),
    payloadLength: file.length,
    payloadBeginning: EMPTY,
    form,
    trace,
    wholeTrace: async () => trace,
  };
}

interface Composed {
  readonly request: Bytes;
  readonly form: readonly (readonly [name: Octets, value: Octets])[];
  readonly beginning: Octets;
  readonly end: Octets;
}

interface FormParts {
  readonly signed: SignedPolicy;
  readonly own: readonly FormField[];
  readonly file: RequestBody;
}

/**
 * Writes the fields, the body up to the file, and the head of the request. Each of these becomes a value in the trace.
 */
function compose(inputs: RequestInputs, parts: FormParts, record: Recorder): Composed | Problem {
  const { signed, own, file } = parts;
  const { method, place, upload } = inputs;
  const fields = [...quoted(own, record), ...signed.fields];
  record(FORM_FIELDS, join(fields.flatMap(({ name, value }) => [name, EQUALS, value, NEWLINE])));
  // No file can contain this boundary by chance, because the signature was not known when the file was written.
  const boundary = `----form-${signed.signature.octets.slice(0, 24)}` as Octets;
  const name = octetsFromText(upload?.file?.name ?? 'file');
  const type = upload?.file?.contentType;
  const contentType = type ? octetsFromText(type) : null;
  const beginning = formBeginning(boundary, fields, { name, contentType });
  const body = record(FORM_BEGINNING, beginning);
  const end = formEnd(boundary);
  const request = composeRequest({
    method,
    place,
    headers: [
      ...inputs.headers,
      { value: ['Content-Type', `multipart/form-data; boundary=${boundary}`], source: FORM },
    ],
    bodyLength: body.octets.length + file.length + end.length,
  });
  if (isProblem(request)) return request;
  const head = record(SIGNED_REQUEST, request);
  recordSecrets('header', secretsIn(head), record);
  const form = fields.map(({ name: field, value }) => [field.octets, value.octets] as const);
  return { request, form, beginning: body.octets, end };
}

/** Records each secret field as a value, so that the redactor finds it in the form. */
function quoted(fields: readonly FormField[], record: Recorder): FormField[] {
  const isSecret = ({ name }: FormField) => isSecretName(name.octets);
  const secrets = recordSecrets(
    'field',
    fields.filter(isSecret).map(({ value }) => value),
    record,
  );
  return fields.map((field) => (isSecret(field) ? { ...field, value: secrets.shift() ?? field.value } : field));
}

const EQUALS = fixed('=', FORM_RULE);
const NEWLINE = fixed('\n', FORM_RULE);

async function openFile({ openBody }: PlanningReads, { file }: UploadChoices): Promise<RequestBody | Problem> {
  if (file === null) return bodyOf(EMPTY);
  return openBody(file.path, false);
}

function formBody(beginning: Octets, file: RequestBody, end: Octets): RequestBody {
  const isWhole = file.beginning.length === file.length;
  return {
    length: beginning.length + file.length + end.length,
    sha256: null,
    beginning: (beginning + file.beginning + (isWhole ? end : '')) as Octets,
    stored: storedTogether([storedOctets(beginning), file.stored, storedOctets(end)]),
    async *open() {
      yield arrayFromOctets(beginning);
      yield* file.open();
      yield arrayFromOctets(end);
    },
  };
}

const FORM: InputSource = { kind: 'form' };
const FIELD_OPTION: InputSource = { kind: 'option', name: '-F' };

function ownHeader({ headers }: RequestInputs): Problem | null {
  const index = headers.findIndex(({ value: [name] }) => /^(?:content-type|content-length|authorization)$/i.test(name));
  const header = headers[index]?.value;
  if (!header) return null;
  const line = lineOfHeader(header);
  return atInput(
    `header/${index}`,
    line,
    problem(
      'form',
      `The header ${JSON.stringify(line)} is given, but the form has its own.`,
      'Leave it out. The content type of the file is -F Content-Type=…, and the policy signs the form.',
    ),
  );
}

const NO_FORM = problem(
  'form',
  'The policy was not signed, so there is no form.',
  'Look at the policy with sigv4 walk.',
);
