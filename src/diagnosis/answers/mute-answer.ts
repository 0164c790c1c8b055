/** Answers that say that the signature is another, and nothing of what the server signed. */
import { splitTarget, type Target } from '../../http/target.ts';
import type { Sides } from '../sides.ts';
import { saysMismatch } from './mismatch.ts';

/** The target of the request where nothing else tells more: suspicions begin with it. */
export function targetOfMute({ answer, server, request }: Sides): Target | null {
  if (!answer || !request || !saysMismatch(answer) || server.known === 'quoted') return null;
  return splitTarget(request.head.target);
}
