/** Plans and signs the request of a walk. */
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { packInputs } from '../planning/page-inputs.ts';
import { headOf, hostOf, type RequestPlan, urlText } from '../planning/planned-request.ts';
import type { RequestInputs } from '../planning/request-inputs.ts';
import { planRequest } from '../planning/request-plan.ts';
import type { PlanningReads } from '../reading/planning-reads.ts';
import type { World } from '../world/world.ts';
import type { SandboxRoute, ScreenContext, SignedRequest, WalkRouter } from './signed-request.ts';

/** The context that all walks of a command share. */
export interface WalkContext extends ScreenContext {
  readonly reads: PlanningReads;
  readonly findRoute: WalkRouter;
  /** Creates the router to the sandbox in this program, which knows the key of these inputs. */
  readonly toSandbox: (inputs: RequestInputs) => WalkRouter<SandboxRoute>;
}

type PlanningContext = Pick<WalkContext, 'showsSecrets' | 'reads' | 'findRoute' | 'toSandbox'> & {
  readonly world: Pick<World, 'secrets'>;
};

/** Plans the request. Nothing is sent until `send` is called. A problem names the input at fault. */
export async function planWalk(
  { world, showsSecrets, reads, findRoute, toSandbox }: PlanningContext,
  inputs: RequestInputs,
): Promise<(SignedRequest & Pick<RequestPlan, 'payloadLength'>) | Problem> {
  const plan = await planRequest(reads, inputs);
  if (isProblem(plan)) return plan;
  if (plan.trace === null) return NOT_SIGNED;
  const route = await findRoute(plan);
  if (isProblem(route)) return route;
  return {
    trace: (await plan.wholeTrace()) ?? plan.trace,
    url: urlText(plan.place),
    body: plan.body,
    payloadLength: plan.payloadLength,
    destination: {
      signedFor: hostOf(plan),
      goesTo: route.goesTo,
      connectsTo: route.connectsTo,
      ...(route.live ? { live: route.live } : {}),
    },
    showsSecrets,
    otherSecrets: world.secrets(),
    packed: await packInputs(reads, inputs),
    head: headOf(plan),
    send: route.send,
    toSandbox: () => toSandbox(inputs)(plan),
  };
}

const NOT_SIGNED = problem(
  'unsigned',
  'A request that is not signed has no signature to walk through.',
  'Leave out --no-sign-request.',
);
