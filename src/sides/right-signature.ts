/** Determines the texts for which the signature is right, given the secret. */
import { plain } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import type { Draft } from '../drafts/draft.ts';
import { isHashKnown } from '../drafts/draft-of-text.ts';
import { replay } from '../drafts/replay.ts';
import type { KnownRequest } from './known-request.ts';

/** Whether the signature is right for each text; `null` if the text, the secret, or the signature is unknown. */
export interface RightFor {
  /** The text that a server computes from the given request. */
  readonly request: boolean | null;
  /** The text that the client reports. */
  readonly client: boolean | null;
  /** The text that the server reports. */
  readonly server: boolean | null;
}

/**
 * The texts that one side reports. `signable` produces the side's string to sign, and `draft` is parsed from the side's
 * canonical request.
 */
interface SaidText {
  readonly known: string;
  readonly stringToSign: Octets | null;
  readonly signable: Draft | null;
  readonly draft: Draft | null;
}

interface SignedTexts {
  readonly sent: KnownRequest | null;
  readonly client: SaidText;
  readonly server: SaidText;
  readonly signature: Octets | null;
}

/** Computes a signature for each known text. An assumed request is ignored. */
export function rightFor({ sent, client, server, signature }: SignedTexts): RightFor {
  const isOf = (draft: Draft | null): boolean | null => isSignatureOf(draft, signature);
  const isRight = isOf(sent && sent.basis !== 'assumed' ? sent.draft : null);
  return {
    // A request that was completed from one side may differ from the request that was sent, so a wrong signature proves
    // nothing about the latter.
    request: sent?.basis === 'completed' && isRight === false ? null : isRight,
    client: client.known === 'quoted' ? isOfText(client, isOf, sent?.draft ?? null) : null,
    server: server.known === 'quoted' ? isOf(server.signable ?? server.draft) : null,
  };
}

/**
 * Checks the client's text with the key of each draft that has its scope. A scope or an algorithm that is wrong only in the
 * text is not that of the key. The text itself is signed, even if it cannot be parsed because a line is wrong.
 */
function isOfText(
  { stringToSign, signable, draft }: SaidText,
  isOf: (draft: Draft | null) => boolean | null,
  sent: Draft | null,
): boolean | null {
  const own = signable ?? draft;
  if (own === null) return null;
  const text = plain(stringToSign ?? replay(own).stringToSign);
  const found = [own, draft, sent].map((like) =>
    isOf(like && { ...own, scope: like.scope, steps: { ...own.steps, stringToSign: () => text } }),
  );
  return found.includes(true) ? true : (found[0] ?? null);
}

/**
 * Returns whether the signature is right for the draft; `null` if the text, its hash, the time, the secret, or the
 * signature is unknown.
 */
function isSignatureOf(draft: Draft | null, signature: Octets | null): boolean | null {
  if (draft === null || draft.timestamp === '' || draft.secretAccessKey === null || signature === null) return null;
  const made = replay(draft);
  return made.signature() === signature || (isHashKnown(draft, made.canonicalRequest) ? false : null);
}

/**
 * Returns whether the signature is right for the text that was sent or for the text that the server computed. In either
 * case, the signer made no mistake. The client's own text does not count, because the client may have signed a wrong
 * text with the correct key.
 */
export const isSignedRight = ({ rightFor: { request, server } }: { readonly rightFor: RightFor }): boolean =>
  request === true || server === true;

/** Returns whether a signature could be computed for any text and compared with the signature that was sent. */
export const isSignatureChecked = ({ rightFor }: { readonly rightFor: RightFor }): boolean =>
  Object.values(rightFor).some((isRight) => isRight !== null);
