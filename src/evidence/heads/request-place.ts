/** Defines the position of a request in a piece. */
import type { Octets } from '../../bytes/octets.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { PARAMETER } from '../shapes.ts';

/** The position of a request. The request is not read until it is chosen. */
export interface RequestPlace {
  readonly start: number;
  readonly signed: 'signed' | 'unsigned';
  /** The signature as written; `null` if there is no signature. */
  readonly signature: string | null;
  /** Returns whether the request contains a given text, such as a signature. */
  readonly holds: (text: string) => boolean;
  /** A sentence about how the request was assembled; `null` if the piece contains the request as it was sent. */
  readonly says: string | null;
  readonly read: () => ClientRequest | null;
}

const SIGNATURE = new RegExp(String.raw`(?<![\w-])(?:${PARAMETER})?[Ss]ignature=([^&,\s"'<>\\]{1,400})`);

/** Returns the signature in a header or a query, as written, or `null` if there is no signature. */
export const signatureIn = (octets: Octets): string | null => SIGNATURE.exec(octets)?.[1] ?? null;
