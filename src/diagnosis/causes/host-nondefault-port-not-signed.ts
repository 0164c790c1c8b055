/** A port that is not the default of the scheme belongs to Host, and so to what is signed. */
import type { Cause, Suspicion } from '../cause.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { withOther, withValues } from '../draft/header-changes.ts';
import { signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import type { Surroundings } from '../surroundings.ts';

const PORT = /:(?!(?:80|443)$)\d+$/;
/** Of MinIO, its console and gateways, SeaweedFS, LocalStack, Garage, radosgw, and of proxies. */
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

/** With a port where there is none: that of the other side, and usual ones. */
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

/** Both have a port, and another one. */
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
  says: 'One side has the port behind the host, the other one has not.',
  fix: 'Sign the host exactly as Host has it, with the port of the URL where that is not the default one.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.2',
  threads: [
    'https://github.com/remotely-save/remotely-save/issues/195',
    'https://github.com/remotely-save/remotely-save/issues/277',
    'https://github.com/minio/minio/issues/5298',
    'https://github.com/fog/fog-aws/pull/755',
    'https://github.com/aws/aws-sdk-java-v2/pull/2725',
  ],
  mutations: [
    signing('port-not-signed', 'The client signed the host without the port that it was sent with.', withoutPort),
    signing('port-not-sent', 'The client signed the host with a port, and the server got it without.', withPort),
    signing('another-port', 'The client signed the host with another port than the server got.', withOtherPort),
    {
      ...travelling(
        'port-removed',
        'The host was signed with its port, and arrived without: a proxy took the port away.',
        withoutPort,
      ),
      fix: 'Have the proxy pass Host on with its port (nginx: proxy_set_header Host $http_host, where $host has none).',
    },
    travelling('port-added', 'The host was signed without a port, and arrived with one.', withPort),
    travelling(
      'port-replaced',
      'The host was signed with a port, and arrived with another one: a proxy listens on it.',
      withOtherPort,
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'presigned', variant: 'port-not-signed' },
};

/** The client's words alone, and a port in them that something on the way may have taken away. */
function suspicion({ client, server, answer }: Sides): Suspicion | null {
  const port = client.known === 'quoted' && client.draft && PORT.exec(headerOf(client.draft, 'host') ?? '')?.[0];
  if (!port || answer !== null || server.known === 'quoted') return null;
  return {
    standing: 'possible',
    says: `The host was signed with its port, ${port.slice(1)}: an HTTP client that sends it without, or a proxy that takes it away, makes another signature right.`,
  };
}
