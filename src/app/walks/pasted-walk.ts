/**
 * Reads text that the user pastes into the screen: a request to sign, a signed request to verify, or a response or a
 * log to diagnose.
 */
import { regionInHost, regionOfHost, serviceInHost } from '../../aws/s3-hosts.ts';
import { asText, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { searchDiagnosis } from '../../diagnosis/diagnosis.ts';
import { withLapse } from '../../diagnosis/lapse.ts';
import { readEvidence } from '../../evidence/read-evidence.ts';
import { withoutPort } from '../../http/host.ts';
import { headerValue } from '../../http/message.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { recognize } from '../../intake/recognize.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';
import { pastedSecretsIn, secretFinder, secretsFor } from '../settings/secrets.ts';
import {
  knowingKeys,
  readVerifySettings,
  type VerifyChoices,
  type VerifyingWorld,
} from '../settings/verify-settings.ts';
import type { World } from '../world/world.ts';
import { searchedWalk } from './diagnosis-walk.ts';
import type { Pasted, PasteReader } from './shown-walk.ts';
import { verification, verificationWalk } from './verification-walk.ts';
import type { PastedInputs } from './walk-inputs.ts';

/** Matches a paste that consists only of an address. As on the command line, everything after the bucket is the key. */
const ADDRESS = /^\s*(s3:\/\/[^\r\n]+?)\s*$/i;

const CURL_SIGNING_UNUSED = 'The key of -u and the scope of --aws-sigv4 were not used.';

/** What reading pastes needs of the world: all of it, or only what reads. A page in a browser writes and sends nothing. */
export type PasteWorld = World | VerifyingWorld;

/** Returns the world if it can write files and send requests. */
export const effectsOf = (world: PasteWorld): { readonly world?: World } => ('send' in world ? { world } : {});

/** Creates the function that reads pastes. The options come from the command that shows the screen. */
export function pasteReader(world: PasteWorld, { profile, secretFrom, showSecret }: VerifyChoices): PasteReader {
  const read: PasteReader = async (text) => {
    const address = ADDRESS.exec(text)?.[1];
    if (address !== undefined)
      return {
        kind: 'inputs',
        inputs: { method: 'GET', url: address, headers: [], payload: '', region: null, service: 's3' },
        remarks: [],
      };
    const octets = octetsFromText(withSingleEnds(text));
    const diagnosed = await pastedDiagnosis(octets);
    if (diagnosed) return diagnosed;
    const recognized = recognize(octets, { kind: 'paste' });
    if (isProblem(recognized)) return recognized;
    switch (recognized.kind) {
      case 'broken':
        return recognized.problem;
      case 'canonical':
        return notShown('a canonical request and a string to sign', 'Verify it with "sigv4 verify".');
      case 'har': {
        const [entry, ...more] = recognized.entries;
        if (!entry || more.length > 0)
          return notShown(
            `a HAR file of ${recognized.entries.length} requests`,
            'Verify it with "sigv4 verify", and choose a request with --entry.',
          );
        return isProblem(entry.request) ? entry.request : pastedRequest(entry.request);
      }
      case 'curl':
        return pastedRequest(recognized.request, recognized.signing === null ? [] : [CURL_SIGNING_UNUSED]);
      default:
        return pastedRequest(recognized.request);
    }
  };

  const choice = { showsSecrets: showSecret === true, paste: read, ...effectsOf(world) };

  async function pastedRequest(request: ClientRequest, more: readonly string[] = []): Promise<Pasted | Problem> {
    const keyId = accessKeyIdOf(request);
    if (keyId === null) return { kind: 'inputs', inputs: inputsOf(request), remarks: [...request.remarks, ...more] };
    const settings = await readVerifySettings(world, { profile, secretFrom, showSecret });
    if (isProblem(settings)) return settings;
    const knowing = await knowingKeys(settings, [keyId]);
    if (isProblem(knowing)) return knowing;
    const walk = verificationWalk(verification(knowing, request), choice);
    if (walk === null) return notShown('a request whose signature cannot be read', 'Verify it with "sigv4 verify".');
    return { kind: 'walk', walk, what: 'a signed request' };
  }

  /** Diagnoses a refusal by a server or a client's log. Resolves with `null` for any other paste. */
  async function pastedDiagnosis(octets: Octets): Promise<Pasted | Problem | null> {
    const evidence = readEvidence([{ octets, by: { kind: 'paste' } }]);
    if (isProblem(evidence) || (evidence.answer === null && evidence.client === null)) return null;
    const known = await secretsFor(world, { profile, secretFrom }, evidence);
    if (isProblem(known)) return known;
    const secrets = [...pastedSecretsIn(octets), ...known];
    const search = searchDiagnosis(withLapse(evidence, world.now().getTime()), secretFinder(secrets));
    const walk = await searchedWalk(search, choice);
    return { kind: 'walk', walk, what: evidence.answer ? "a server's response" : "a client's log" };
  }

  return read;
}

/**
 * Removes every other line ending if all line endings are doubled, because some terminals paste each CR LF as two line
 * endings.
 */
export function withSingleEnds(text: string): string {
  return /[^\n]\n\n[^\n]/.test(text) && !/(?:^|[^\n])\n(?:[^\n]|$)/.test(text) ? text.replaceAll('\n\n', '\n') : text;
}

function notShown(what: string, fix: string): Problem {
  return problem('paste', `The paste is ${what}, which cannot be shown here.`, fix);
}

/** Headers that this program itself adds to each request. */
const MADE = /^(?:host|content-length|connection|x-amz-date|x-amz-content-sha256|date)$/i;

function inputsOf({ head, body, scheme }: ClientRequest): PastedInputs {
  const host = headerValue(head.headers, 'host');
  const name = host ? withoutPort(asText(host.octets)) : '';
  return {
    method: asText(head.method.octets),
    url: `${scheme ?? 'https'}://${host ? asText(host.octets) : ''}${asText(head.target.octets)}`,
    headers: head.headers
      .filter(({ name }) => !MADE.test(name.octets))
      .map(({ name, value }) => [asText(name.octets), asText(value.octets)] as const),
    payload: body === null ? '' : asText(body),
    region: regionOfHost(name) ?? regionInHost(name),
    service: serviceInHost(name),
  };
}
