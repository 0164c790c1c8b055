/**
 * Defines the outside world, which commands access only through this interface. Each function declares the parts of the
 * world that it uses.
 */
import type { InputSource } from '../../bytes/input.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { PageScript } from '../../outputs/page-script.ts';
import type { FixtureFiles } from '../../vectors/fixture-files.ts';
import type { VectorRecord } from '../../vectors/record.ts';
import type { CredentialWay } from '../../views/identity/identity.ts';
import type { Connection, Conversation, Listener, ListenPlace } from '../../wire/listen.ts';
import type { RelayDirector } from '../../wire/relay/director.ts';
import type { SendOrder } from '../../wire/send.ts';
import type { Files } from './files.ts';
import type { Programs } from './programs.ts';
import type { Screens } from './screens.ts';
import type { Terminal } from './terminal.ts';

/** Everything outside. `Shown` is what can be shown on the screen; a function that shows nothing leaves it out. */
export interface World<Shown = never>
  extends Files,
    Network,
    Terminal,
    Clock,
    Programs,
    Surroundings,
    CourseFiles,
    Screens<Shown> {}

export interface Clock {
  readonly now: () => Date;
  /** Resolves after this time. Does not keep the program running. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Creates a signal that is aborted when the user interrupts the program. The caller must then end the command. */
  readonly interruption: () => AbortSignal;
  readonly interrupted: () => Promise<void>;
}

export interface Network {
  readonly send: (order: SendOrder) => Promise<Exchange>;
  readonly listen: (
    place: number | ListenPlace,
    converse: (connection: Connection) => Conversation,
  ) => Promise<Listener>;
  /** Returns the IPv4 addresses at which other machines can reach this one. */
  readonly addresses: () => readonly string[];
  /** Listens as a proxy and forwards requests. Rejects with the Node.js error if the port is not available. */
  readonly relay: (place: Omit<ListenPlace, 'tls'>, director: RelayDirector) => Promise<Listener>;
}

export interface CourseFiles {
  readonly fixtures: FixtureFiles;
  /** Reads what the build recorded of the published vectors. Throws if the file is missing or damaged. */
  readonly vectorRecord: () => VectorRecord;
  /** The files of the course, such as `03-ten-lines.md` and `ladder/f0-why.md`. */
  readonly lessons: FixtureFiles;
  /** The path of the folder with these files. */
  readonly lessonsFolder: string;
  /**
   * Reads the learner's progress, which is empty at first. `file` is the path to use instead of the usual one, or
   * `null`.
   */
  readonly readProgress: (file: string | null) => Promise<string | Problem>;
  /**
   * Replaces the progress with the result of `change`, either completely or not at all. No other process can change the
   * progress in the meantime.
   */
  readonly updateProgress: (file: string | null, change: (text: string) => string) => Promise<Problem | null>;
}

export interface Surroundings {
  /** Returns this number of bytes that no one can predict. */
  readonly randomBytes: (length: number) => Uint8Array;
  readonly version: string;
  /** Reads the script of a page that computes, which is a file of this program. */
  readonly pageScript: () => Promise<PageScript>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly loadProfile: ProfileLoader;
}

export interface CredentialTexts {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

/** A profile in the shared AWS files, which the loaders of the AWS SDK read. */
export interface Profile {
  readonly name: string;
  readonly region: string | null;
  /**
   * The endpoint for S3 or, if S3 has no endpoint of its own, the endpoint for all services. It is a problem if the
   * profile names a section of services that does not exist.
   */
  readonly endpointUrl: string | null | Problem;
  /** A profile that the files show to be wrong asks nothing, so its way is `keys`, and its credentials are a problem. */
  readonly way: CredentialWay;
  /** The source of what the profile has, if it is not in a file of AWS. */
  readonly source?: InputSource;
  /**
   * Returns the credentials. May run a program or contact a server, for SSO, `credential_process`, or assumed roles.
   */
  readonly credentials: () => Promise<CredentialTexts | Problem>;
}

/** Loads a profile by name. `null` means the profile that AWS_PROFILE names, or `default`. */
type ProfileLoader = (name: string | null) => Promise<Profile | Problem>;

/**
 * The code of the problem for a profile that does not exist. The problem is ignored if the user did not name the
 * profile.
 */
export const NO_PROFILE = 'no-profile';
