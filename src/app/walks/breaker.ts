/** Creates the breaker of a walk. The mistakes are loaded only when the user breaks something. */
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { WalkBreaker } from './shown-walk.ts';
import type { SandboxRoute, ScreenContext, SignedRequest } from './signed-request.ts';

/** `toSandbox` finds the sandbox, which is the same for every broken request of the walk. */
export function breakerOf(
  shown: ScreenContext,
  signed: SignedRequest,
  toSandbox: () => Promise<SandboxRoute | Problem>,
): WalkBreaker {
  let route: Promise<SandboxRoute | Problem> | null = null;
  let breaks: ReturnType<WalkBreaker['breaks']> | null = null;
  const breaker: WalkBreaker = {
    breaks: () => {
      breaks ??= import('./broken-walk.ts').then(({ breaksOf }) => breaksOf(signed));
      return breaks;
    },
    walk: async (ids) => {
      const { brokenWalk } = await import('./broken-walk.ts');
      route ??= toSandbox();
      const found = await route;
      const made = isProblem(found) ? found : brokenWalk(shown, signed, found, ids);
      return isProblem(made) ? made : { ...made, breaker };
    },
    preview: async (id, right) => {
      const [made, { breakPreview }] = await Promise.all([
        breaker.walk([id]),
        import('../../views/breaks/break-preview.ts'),
      ]);
      return isProblem(made) ? made : breakPreview(right, made.facts);
    },
  };
  return breaker;
}
