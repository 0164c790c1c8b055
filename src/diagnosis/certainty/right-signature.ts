/** Of which texts the signature that was sent is the right one, with the secret that is known: a fact of bytes. */
import type { Octets } from '../../bytes/octets.ts';
import type { Draft } from '../draft/draft.ts';
import { replay } from '../draft/steps.ts';
import type { KnownRequest } from './known-request.ts';

/** For each text whether the signature is that of it; `null` where the text, the secret or the signature is not known. */
export interface RightFor {
  /** What a server computes of the request as it was given. */
  readonly request: boolean | null;
  /** What the client says that it signed. */
  readonly client: boolean | null;
  /** What the server says that it computed. */
  readonly server: boolean | null;
}

/** What one side says: `signable` signs its string to sign, `draft` is made of its canonical request. */
interface SaidText {
  readonly known: string;
  readonly signable: Draft | null;
  readonly draft: Draft | null;
}

/** The texts that a signature can be computed of, and the signature that was sent. */
interface SignedTexts {
  readonly sent: KnownRequest | null;
  readonly client: SaidText;
  readonly server: SaidText;
  readonly signature: Octets | null;
}

/** Computes a signature for each text that is known. What the request does not say makes no text: nothing is told of it. */
export function rightFor({ sent, client, server, signature }: SignedTexts): RightFor {
  const isOf = (draft: Draft | null): boolean | null => isSignatureOf(draft, signature);
  const isRight = isOf(sent && sent.standing !== 'assumed' ? sent.draft : null);
  return {
    // A text completed from a side is perhaps not what was sent: where it fails, that is not told of the request.
    request: sent?.standing === 'completed' && isRight === false ? null : isRight,
    client: client.known === 'quoted' ? isOf(client.signable ?? client.draft) : null,
    server: server.known === 'quoted' ? isOf(server.signable ?? server.draft) : null,
  };
}

/** Without a time no string to sign can be made. */
function isSignatureOf(draft: Draft | null, signature: Octets | null): boolean | null {
  if (draft === null || draft.timestamp === '' || draft.secretAccessKey === null || signature === null) return null;
  return replay(draft).signature() === signature;
}

/**
 * Returns whether the signature is right for what was sent or for what the server computed: the signer made no mistake.
 * What the client says that it signed does not tell that: it may have signed the wrong text with the right key.
 */
export const isSignedRight = ({ rightFor: { request, server } }: { readonly rightFor: RightFor }): boolean =>
  request === true || server === true;

/** Returns whether a signature could be computed of any text, and compared with the one that was sent. */
export const isSignatureChecked = ({ rightFor }: { readonly rightFor: RightFor }): boolean =>
  Object.values(rightFor).some((isRight) => isRight !== null);
