/** Describes a non-default port that one side lacks. It belongs in Host, so it must be signed. */
import type { Cause, Suspicion } from '../cause.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { withOther, withValues } from '../draft/header-changes.ts';
import { signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import type { Surroundings } from '../surroundings.ts';

const PORT = /:(?!(?:80|443)$)\d+$/;
/**
 * Lists the usual ports of MinIO (with its console and gateways), SeaweedFS, LocalStack, Garage, radosgw, and proxies.
 */
const USUAL = [
  ':9000',
  ':9001',
  ':9002',
  ':8333',
  ':4566',
  ':3900',
  ':7480',
  ':7070',
  ':8000',
  ':8080',
  ':8443',
  ':9443',
];

function withoutPort(draft: Draft): Draft[] {
  const host = headerOf(draft, 'host') ?? '';
  return withValues(draft, 'host', [host.replace(PORT, '')]);
}

/** Adds a port to a host without one: the other side's port, and the usual ones. */
function withPort(draft: Draft, around: Surroundings): Draft[] {
  const host = headerOf(draft, 'host') ?? '';
  if (host === '' || /:\d+$/.test(host)) return [];
  const same = withOther(draft, around, 'host').filter((made) => headerOf(made, 'host')?.replace(PORT, '') === host);
  return [
    ...withValues(
      draft,
      'host',
      USUAL.map((port) => host + port),
    ),
    ...same,
  ];
}

function withOtherPort(draft: Draft, around: Surroundings): Draft[] {
  const host = headerOf(draft, 'host') ?? '';
  const name = host.replace(/:\d+$/, '');
  if (name === host) return [];
  const same = withOther(draft, around, 'host').filter((made) => headerOf(made, 'host')?.replace(/:\d+$/, '') === name);
  return [
    ...withValues(
      draft,
      'host',
      USUAL.map((port) => name + port),
    ),
    ...same,
  ];
}

export const hostNondefaultPortNotSigned: Cause = {
  id: 'host-nondefault-port-not-signed',
  stage: 'canonical-headers',
  says: 'One side has the port after the host name, and the other side does not.',
  fix: 'Sign the host exactly as it is sent in Host, with the port of the URL if it is not the default port.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.2',
  threads: [
    'https://github.com/remotely-save/remotely-save/issues/195',
    'https://github.com/remotely-save/remotely-save/issues/277',
    'https://github.com/minio/minio/issues/5298',
    'https://github.com/fog/fog-aws/pull/755',
    'https://github.com/aws/aws-sdk-java-v2/pull/2725',
  ],
  mutations: [
    signing('port-not-signed', 'The client signed the host without the port but sent it with the port.', withoutPort),
    signing(
      'port-not-sent',
      'The client signed the host with a port, but the server received it without one.',
      withPort,
    ),
    signing(
      'another-port',
      'The client signed the host with a different port than the server received.',
      withOtherPort,
    ),
    {
      ...travelling(
        'port-removed',
        'The host was signed with its port but arrived without it: a proxy removed the port.',
        withoutPort,
      ),
      fix: 'Configure the proxy to pass Host on with its port (nginx: proxy_set_header Host $http_host; $host has no port).',
    },
    travelling('port-added', 'The host was signed without a port but arrived with one.', withPort),
    travelling(
      'port-replaced',
      'The host was signed with a port but arrived with the port that a proxy listens on.',
      withOtherPort,
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'presigned', variant: 'port-not-signed' },
};

/** Suspects a lost port from the client's text alone. */
function suspicion({ client, server, answer }: Sides): Suspicion | null {
  const port = client.known === 'quoted' && client.draft && PORT.exec(headerOf(client.draft, 'host') ?? '')?.[0];
  if (!port || answer !== null || server.known === 'quoted') return null;
  return {
    standing: 'possible',
    says: `The host was signed with its port, ${port.slice(1)}. The signature does not match if the HTTP client or a proxy removes the port.`,
  };
}
