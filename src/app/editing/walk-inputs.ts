/** The inputs of a walk, as a person edits them in place, and what an edit gives. */
import type { Problem } from '../../bytes/problem.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import type { WalkSender, WayOn } from '../world/world.ts';

/**
 * All that a person may change of a request, as it was typed. The secret, and headers that carry one
 * (`isSecretName`), are here as they are: a screen shows them masked, and pages are made of `WalkFacts` alone.
 */
export interface WalkInputs {
  readonly method: string;
  /** https://HOST/PATH, or s3://BUCKET/KEY. */
  readonly url: string;
  /**
   * Name and value, in the order in which they are sent; those that signing adds are not among them. `headerOfLine` and
   * `lineOfHeader` make lines of them; one without a name is a line that is not finished.
   */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Of files, that of `fromFiles`. `null` for one that stands in a form, which is not edited. Empty: no payload. */
  readonly payload: string | null;
  /** Of SigV4A with --region-set, that set. */
  readonly region: string;
  /** YYYYMMDDTHHMMSSZ. */
  readonly date: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What was pasted last of them, wherever it was edited since; left out where nothing was. */
  readonly pasted?: PastedInputs;
}

/** What a request that is pasted says of the inputs. */
export type PastedInputs = Pick<WalkInputs, 'method' | 'url' | 'headers' | 'payload'>;

/** An input, as `where` of a problem names it; one header by its place, from 0, its bytes those of its line. */
export type InputName = Exclude<keyof WalkInputs, 'pasted'> | `headers/${number}`;

/** A payload that files give, wholly or in part. */
export interface FilePayload {
  /** Each file as @ and its name, as on the command line. The same text stands for the same bytes; any other is itself. */
  readonly payload: string;
  /** In bytes. */
  readonly length: number;
}

/** A walk of other inputs, not sent yet. */
export interface EditedWalk {
  readonly facts: WalkFacts;
  readonly send: WalkSender;
  /** Where it leads to, once it is sent; `null` for nowhere. */
  readonly leadOn: WayOn | null;
}

export interface WalkEditor {
  /** As the walk began. */
  readonly inputs: WalkInputs;
  /** `null` where no file gives the payload that the walk began with. */
  readonly fromFiles: FilePayload | null;
  /**
   * The walk of other inputs: what the command line with these inputs gives, but for the second opinion, which is
   * left out; of the inputs that the walk began with, the walk as it began. The clock, files, profiles and standard
   * input are read once. A problem names the input (`InputName`) and all its bytes. Never rejects, whatever is typed.
   */
  readonly walk: (inputs: WalkInputs) => Promise<EditedWalk | Problem>;
  /** The secret as a field may show it: only AWS's examples, or where --show-secret is given; else a `*` a character. */
  readonly shownSecret: (secretAccessKey: string) => string;
}
