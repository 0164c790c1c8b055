/** Handles responses that report a mismatch but do not quote what the server signed. */
import { splitTarget, type Target } from '../../http/target.ts';
import type { Sides } from '../sides.ts';
import { saysMismatch } from './mismatch.ts';

/**
 * Returns the request target if the server reports a mismatch without quoting what it signed. Causes then look for
 * suspicious parts in it. Otherwise returns `null`.
 */
export function targetOfMute({ answer, server, request }: Sides): Target | null {
  if (!answer || !request || !saysMismatch(answer) || server.known === 'quoted') return null;
  return splitTarget(request.head.target);
}
