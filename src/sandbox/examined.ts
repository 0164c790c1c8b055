/** A request as the checks of the sandbox look at it: examined as `sigv4 verify` examines it, where and when the sandbox is. */
import { plain } from '../bytes/bytes.ts';
import { type Octets, octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import type { ReceivedRequest } from '../http/read-request.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import type { Rules } from '../sigv4/rules.ts';
import { unrecorded } from '../trace/trace.ts';
import { type Examination, examine, type ReadRequest, readSigned } from '../verification/examine.ts';
import { keysFrom } from '../verification/keys.ts';
import { isRefusal, type Refusal } from './answer.ts';
import type { BrowserForm } from './asked.ts';
import { browserForm } from './browser-form.ts';

/** What the sandbox knows of an access key. */
export interface SandboxKey {
  readonly secretAccessKey: string;
  /** That of temporary credentials; `null` for a key that has none. */
  readonly sessionToken: string | null;
}

/** Where and when the sandbox is, and whom it knows. */
export interface Ground {
  readonly region: string;
  /** As it stands in the credential scope. */
  readonly service: string;
  /** By access key ID. */
  readonly keys: ReadonlyMap<string, SandboxKey>;
  readonly now: Date;
  readonly hosts: readonly string[];
  /** Choices in the place of those of the service. */
  readonly rules: Partial<Rules>;
}

/** What S3 looks at besides the examination itself. */
interface Circumstances {
  readonly ground: Ground;
  readonly form: BrowserForm | null;
}

/** A request that the sandbox has received, with its claim examined or with the problem for which S3 refuses it. */
export interface Received extends Omit<ReadRequest, 'claim' | 'form'>, Circumstances {
  readonly examined: Examined | Problem;
}

export interface Examined extends Omit<Examination, 'form'>, Circumstances {
  /** `null` where the sandbox does not know the access key. */
  readonly key: SandboxKey | null;
}

/** Reads a request; gives a refusal where its form cannot be read. Its bytes carry no provenance: none is shown. */
export function receive(request: ReceivedRequest, ground: Ground): Received | Refusal {
  const read = readSigned(request, ground);
  const form = read.form && browserForm(read.form);
  if (form && isRefusal(form)) return form;
  const claim = withoutFault(read.claim);
  if (isProblem(claim)) return { ...read, ground, form, examined: claim };
  const keyOf = (accessKeyId: Octets) => ground.keys.get(textFromOctets(accessKeyId) ?? accessKeyId) ?? null;
  const keySource = keysFrom((accessKeyId) => {
    const key = keyOf(accessKeyId);
    return key && plain(octetsFromText(key.secretAccessKey));
  });
  const examination = examine({ ...read, claim }, keySource, unrecorded);
  const key = keyOf(claim.accessKeyId.octets);
  return { ...read, ground, form, examined: { ...examination, ground, form, key } };
}

/** Gives the fault of a claim in its place: S3 refuses one that can be read in two ways. */
function withoutFault(claim: Claim | Problem): Claim | Problem {
  return isProblem(claim) ? claim : (claim.fault ?? claim);
}
