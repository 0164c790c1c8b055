/**
 * Packs the inputs of a request for a page that computes the request again in a browser. Secrets are never packed, unless
 * AWS has published them.
 */
import { isExampleSecret } from '../../aws/example-keys.ts';
import { base64FromOctets, octetsFromBase64 } from '../../bytes/base64.ts';
import type { Sourced } from '../../bytes/input.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { RequestBody } from '../../http/body/request-body.ts';
import type { Algorithm } from '../../sigv4/algorithms/algorithm.ts';
import { ALGORITHMS } from '../../sigv4/algorithms/table.ts';
import type { DataSource } from '../options/request-options.ts';
import type { SigningChoices } from '../options/signing-options.ts';
import type { UploadChoices } from '../options/upload-options.ts';
import type { PlanningReads } from '../reading/planning-reads.ts';
import type { SourcedCredentials } from '../settings/settings.ts';
import { placeOf, type RequestInputs } from './request-inputs.ts';

/** Inputs as plain data. A secret that is not packed is empty. */
export interface PageInputs extends Omit<RequestInputs, 'place' | 'signing' | 'credentials'> {
  readonly signing: Omit<SigningChoices, 'algorithm'> & { readonly algorithm: Algorithm['id'] };
  readonly credentials: SourcedCredentials;
  /** What the files have that the inputs name, in base64, by their paths. */
  readonly files: Readonly<Record<string, string>>;
}

/** The most bytes of a file that a page has. */
const MOST = 131_072;

/** Resolves with the inputs of a request; with `null` if it is not signed, or needs files that are too long for a page. */
export async function packInputs(reads: PlanningReads, inputs: RequestInputs): Promise<PageInputs | null> {
  const { place: _, signing, credentials, ...others } = inputs;
  if (credentials === null) return null;
  const files = others.upload ? await filesOfUpload(reads, others.upload) : await filesOfData(reads, others.data.value);
  if (files === null) return null;
  return {
    ...others,
    signing: { ...signing, algorithm: signing.algorithm.id },
    credentials: {
      ...credentials,
      secretAccessKey: published(credentials.secretAccessKey),
      sessionToken: credentials.sessionToken && { ...credentials.sessionToken, value: '' },
    },
    files: Object.fromEntries(files.map(([path, octets]) => [path, base64FromOctets(octets)])),
  };
}

const published = ({ value, source }: Sourced<string>): Sourced<string> => ({
  value: isExampleSecret(octetsFromText(value)) ? value : '',
  source,
});

type NamedFile = readonly [path: string, octets: Octets];

async function filesOfUpload(reads: PlanningReads, { policy, file }: UploadChoices): Promise<NamedFile[] | null> {
  const ofPolicy = await reads.readFile(policy);
  const body = file && (await reads.openBody(file.path, false));
  if (isProblem(ofPolicy) || isProblem(body)) return null;
  const octets = body && wholeOf(body);
  return file && octets === null
    ? null
    : [[policy, ofPolicy], ...(file && octets ? [[file.path, octets] as const] : [])];
}

async function filesOfData(reads: PlanningReads, data: readonly DataSource[]): Promise<NamedFile[] | null> {
  const [only, ...others] = data;
  if (data.every(({ kind }) => kind === 'text')) return [];
  if (only?.kind !== 'file' || others.length > 0) return null;
  const body = await reads.readBody(data, false);
  const octets = isProblem(body) ? null : wholeOf(body);
  return octets === null ? null : [[only.path, octets]];
}

/** Returns all bytes of a body; `null` if they are too many, or cannot be read again. */
const wholeOf = ({ length, stored }: RequestBody): Octets | null =>
  length <= MOST && stored.length === length ? stored.read(0, length) : null;

/** What a reader types; empty if nothing is typed. */
export interface TypedSecrets {
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Returns the inputs with the secrets in place of those that were not packed. */
export function unpackInputs(packed: PageInputs, typed: TypedSecrets): RequestInputs | Problem {
  const { files: _, signing, credentials, ...others } = packed;
  const { secretAccessKey, sessionToken } = credentials;
  const inputs = {
    ...others,
    signing: { ...signing, algorithm: ALGORITHMS.find(({ id }) => id === signing.algorithm) ?? ALGORITHMS[0] },
    credentials: {
      ...credentials,
      secretAccessKey: secretAccessKey.value === '' ? edited(typed.secretAccessKey) : secretAccessKey,
      sessionToken: sessionToken && edited(typed.sessionToken),
    },
  };
  const place = placeOf(inputs);
  return isProblem(place) ? place : { ...inputs, place };
}

const edited = (value: string): Sourced<string> => ({ value, source: { kind: 'edit' } });

/** Returns what a file has; `undefined` if it was not packed. */
export function packedFile({ files }: PageInputs, path: string): Octets | undefined {
  const text = Object.hasOwn(files, path) ? files[path] : undefined;
  return text === undefined ? undefined : octetsFromBase64(text);
}
