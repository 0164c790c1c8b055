/** Whose words the parts of a request are, for the reader. */

/** What somebody gives of a request, each header by its place, from 0. */
export type GivenPart =
  | 'method'
  | 'url'
  | `headers/${number}`
  | 'region'
  | 'date'
  | 'service'
  | 'accessKeyId'
  | 'secretAccessKey'
  | 'sessionToken';

export interface RequestSources {
  /** Who gave the request: "the command line". */
  readonly by: string;
  /** Who gave a part of it; `usual` is what that is where nobody knows better: "--region". */
  readonly of: (part: GivenPart, usual: string) => string;
}

/** As somebody typed it. */
export const TYPED: RequestSources = { by: 'the command line', of: (_part, usual) => usual };
