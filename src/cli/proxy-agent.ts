/** An agent of Node.js whose connections go through the proxies that the environment names. AWS's loaders use it. */
import { Agent } from 'node:https';
import { proxyFor } from '../app/planning/proxies.ts';
import type { Surroundings } from '../app/world/world.ts';
import { isProblem } from '../bytes/problem.ts';
import { secretRanges } from '../trace/masks/mask.ts';
import { maskedText } from '../trace/masks/masked-text.ts';
import { throughProxy } from '../wire/proxy.ts';
import { DEFAULT_LIMITS } from '../wire/send-order.ts';

type Opening = Parameters<Agent['createConnection']>;

/** Creates the agent. A proxy that cannot be used fails the connection with its problem as an error. */
export function proxyAgent(environment: Surroundings['environment']): Agent {
  const agent = new Agent();
  const direct = agent.createConnection.bind(agent);
  agent.createConnection = (options: Opening[0], done: Opening[1]) => {
    const { host, port } = { host: options.host ?? '', port: Number(options.port) };
    const proxy = proxyFor({ scheme: 'https', host }, environment);
    if (proxy === null) return direct(options, done);
    const secrets = isProblem(proxy) ? [] : proxy.secrets;
    const fail = (says: string) => done?.(new Error(says), undefined as never);
    const open = async () => {
      const socket = isProblem(proxy)
        ? proxy
        : await throughProxy({ host, port, limits: DEFAULT_LIMITS, signal: null }, proxy);
      // What the proxy says can have the name and the password that it was told.
      if (isProblem(socket)) fail(maskedText(`${socket.says} ${socket.fix}`, secretRanges(secrets)));
      else done?.(null, direct({ ...options, socket } as Opening[0], () => {}) as never);
    };
    void open();
    return undefined;
  };
  return agent;
}
