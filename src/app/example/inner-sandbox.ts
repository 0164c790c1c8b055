/** Sends the requests of a walk to the sandbox inside this program. */

import { regionInHost, regionOfHost } from '../../aws/s3-hosts.ts';
import { arrayFromOctets, asText } from '../../bytes/octets.ts';
import { withoutPort } from '../../http/host.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { readMoment } from '../../sigv4/timestamp.ts';
import { hostOf } from '../planning/planned-request.ts';
import type { RequestInputs } from '../planning/request-inputs.ts';
import { messageOf } from '../planning/sending.ts';
import type { SandboxMaker } from '../sandboxes/sandboxes-of-one-store.ts';
import { EXAMPLE_DESTINATION, sendToSandbox } from '../sandboxes/send-to-sandbox.ts';
import type { SourcedCredentials } from '../settings/settings.ts';
import type { SandboxRoute, WalkRouter } from '../walks/signed-request.ts';
import type { World } from '../world/world.ts';

/**
 * Creates a router that sends each request of a walk to a sandbox. The sandbox knows the key with which the walk began,
 * and its clock is fixed at the time of the first request, so an edited key or time is refused. The sandbox serves
 * every host, and its Region is the host's Region or, failing that, the Region with which the walk began. The sandbox
 * creates each bucket on first use, and its data lasts as long as the walk.
 */
export function toInnerSandbox(
  world: Pick<World, 'listen' | 'send' | 'now'>,
  { credentials, date, region }: Pick<RequestInputs, 'credentials' | 'date' | 'region'>,
): WalkRouter<SandboxRoute> {
  const time = readMoment(date?.value ?? '') ?? world.now().getTime();
  const keys = new Map(credentials === null ? [] : [keyOf(credentials)]);
  let sandboxes: Promise<SandboxMaker> | null = null;
  return async (plan) => {
    const octets = hostOf(plan);
    const host = withoutPort(asText(octets)).toLowerCase();
    const settings = { region: regionOfHost(host) ?? regionInHost(host) ?? region.value, hosts: [host], keys, time };
    let made: Promise<Sandbox> | null = null;
    const sandbox = () => {
      // The sandbox is loaded only when a request is sent.
      sandboxes ??= import('../sandboxes/sandboxes-of-one-store.ts').then(({ sandboxesOfOneStore }) =>
        sandboxesOfOneStore(),
      );
      made ??= sandboxes.then((make) => make(settings));
      return made;
    };
    return {
      goesTo: 'sandbox',
      connectsTo: EXAMPLE_DESTINATION,
      send: async (watched) =>
        sendToSandbox(await sandbox(), world, {
          method: plan.inputs.method.value,
          request: messageOf(plan),
          ...watched,
        }),
      sendMessage: async ({ method, octets }, watched) =>
        sendToSandbox(await sandbox(), world, { method, request: arrayFromOctets(octets), ...watched }),
    };
  };
}

const keyOf = ({ accessKeyId, secretAccessKey, sessionToken }: SourcedCredentials) =>
  [accessKeyId.value, { secretAccessKey: secretAccessKey.value, sessionToken: sessionToken?.value ?? null }] as const;
