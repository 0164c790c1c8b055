/**
 * Reads the pastes of `sigv4 diagnose` and `sigv4 verify`. After each paste, all pastes are read together, in any
 * order.
 */
import { asText, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { isNamed, searchDiagnosis } from '../../diagnosis/diagnosis.ts';
import { withLapse } from '../../diagnosis/lapse.ts';
import { shownReading, shownRequest } from '../../diagnosis/shown-evidence.ts';
import type { Piece } from '../../evidence/evidence.ts';
import { readEvidence } from '../../evidence/read-evidence.ts';
import { secretAccessKeysIn } from '../../evidence/secrets/find-secrets.ts';
import { maskPastedSecrets } from '../../evidence/secrets/mask-pasted-secrets.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { type Recognized, recognize } from '../../intake/recognize.ts';
import type { SearchWatch } from '../../search/search.ts';
import type { KnownSecret } from '../../verification/keys.ts';
import { accessKeyIdOf } from '../../verification/verify-request.ts';
import type { PasteFacts } from '../../views/paste/paste-page.ts';
import { watchedSearch } from '../reading/watched-search.ts';
import { pastedSecretsIn, secretFinder, secretsFor } from '../settings/secrets.ts';
import { knowingKeys, readVerifySettings, type VerifyChoices } from '../settings/verify-settings.ts';
import { type DiagnosisChoice, diagnosisWalk } from '../walks/diagnosis-walk.ts';
import { effectsOf, type PasteWorld, pasteReader, withSingleEnds } from '../walks/pasted-walk.ts';
import type { PastePurpose, PasteReading, ShownPastePage } from '../walks/shown-walk.ts';
import { verification, verificationWalk } from '../walks/verification-walk.ts';

/** Creates the page to paste into. `options` are the options of the command. */
export function pastePage(
  world: PasteWorld,
  purpose: PastePurpose,
  options: VerifyChoices,
  begun: readonly string[] = [],
): ShownPastePage {
  const read = purpose === 'diagnose' ? readFailure : readSigned;
  return {
    purpose,
    begun,
    readFile: async (path) => {
      const octets = await world.readFile(path);
      return isProblem(octets) ? octets : asText(octets);
    },
    read: async (pastes, watch = UNWATCHED, onRead = () => {}) => {
      const texts = pastes.map((text) => octetsFromText(withSingleEnds(text)));
      const secrets = texts.flatMap(secretAccessKeysIn);
      const shown = texts.map((text) => asText(maskPastedSecrets(text, secrets)));
      const given = { world, options, texts, secrets: texts.flatMap(pastedSecretsIn), watch, onRead };
      return { ...NOTHING_READ, ...(await read(given, shown)) };
    },
  };
}

const UNWATCHED: SearchWatch = { isStopped: () => false, onProgress: () => {} };
const NOTHING_READ = { opens: null, diagnosis: null, exitCode: 1 } as const;

interface Pastes {
  readonly world: PasteWorld;
  readonly options: VerifyChoices;
  readonly texts: readonly Octets[];
  readonly secrets: readonly KnownSecret[];
  readonly watch: SearchWatch;
  readonly onRead: (facts: PasteFacts) => void;
}

type Read = Pick<PasteReading, 'facts'> & Partial<PasteReading>;

/** Reads the pastes as evidence about a failed request, and diagnoses the request. */
async function readFailure(
  { world, options, texts, secrets, watch, onRead }: Pastes,
  shown: readonly string[],
): Promise<Read> {
  const pieces: Piece[] = texts.map((octets) => ({ octets, by: { kind: 'paste' } }));
  const secret = secrets.length > 0 ? 'pasted' : 'unknown';
  const evidence = readEvidence(pieces);
  if (isProblem(evidence)) return { facts: { shown, secret, found: nothing(texts, secrets, evidence) } };
  const known = await secretsFor(world, options, evidence);
  if (isProblem(known)) return { facts: { shown, secret, found: { kind: 'nothing', problem: known } } };
  const lapsing = withLapse(evidence, world.now().getTime());
  const secretOf = secretFinder([...secrets, ...known]);
  const read = shownReading(lapsing, secretOf);
  const secretFrom = secret === 'unknown' && read.secret === 'known' ? 'known' : secret;
  onRead({ shown, secret: secretFrom, found: { kind: 'evidence', read } });
  // The screen draws what was read before the search takes the processor.
  await new Promise<void>((resolve) => setImmediate(resolve));
  const diagnosis = await watchedSearch(searchDiagnosis(lapsing, secretOf), watch);
  const opens = diagnosisWalk(diagnosis, diagnosisChoice(world, options));
  const { diagnosis: found } = opens.facts;
  if (found === null) throw new Error('A diagnosis has no findings.');
  return {
    facts: { shown, secret: secretFrom, found: { kind: 'diagnosis', diagnosis: found } },
    opens,
    diagnosis,
    exitCode: isNamed(diagnosis) ? 0 : 1,
  };
}

/** Creates the function that opens a diagnosis. When more is pasted, everything is read again. */
export function diagnosisChoice(world: PasteWorld, options: VerifyChoices): DiagnosisChoice {
  return {
    showsSecrets: options.showSecret === true,
    paste: pasteReader(world, options),
    ...effectsOf(world),
    pasteMore: (pieces, text) => {
      const texts = pieces.map(({ octets }) => asText(octets));
      return pastePage(world, 'diagnose', options, text === null ? texts : [...texts, text]);
    },
  };
}

/** Returns an empty reading for pastes that are empty or contain only a secret, because more will follow. */
function nothing(texts: readonly Octets[], secrets: readonly KnownSecret[], problem: Problem): PasteFacts['found'] {
  const isWaiting = texts.every((text) => text.trim() === '') || secrets.length > 0;
  return { kind: 'nothing', problem: isWaiting ? null : problem };
}

/** Reads the latest paste that is a request, and verifies its signature. */
async function readSigned({ world, options, texts, secrets }: Pastes, shown: readonly string[]): Promise<Read> {
  const secret = secrets.length > 0 ? 'pasted' : 'unknown';
  const withFound = (found: PasteFacts['found'], known: PasteFacts['secret'] = secret): Read => ({
    facts: { shown, secret: known, found },
  });
  const read = texts.map((text) => requestIn(recognize(text, { kind: 'paste' })));
  const request = read.findLast((each) => !isProblem(each));
  if (!request || isProblem(request)) {
    const problem = read.findLast(isProblem);
    return withFound(problem ? nothing(texts, secrets, problem) : { kind: 'nothing', problem: null });
  }
  const settings = await readVerifySettings(world, options);
  if (isProblem(settings)) return withFound({ kind: 'nothing', problem: settings });
  const withPasted = { ...settings, secrets: [...secrets, ...settings.secrets] };
  const knowing = await knowingKeys(withPasted, [accessKeyIdOf(request)]);
  if (isProblem(knowing)) return withFound({ kind: 'nothing', problem: knowing });
  const verified = verification(knowing, request);
  const { reported } = verified;
  const isKnown = secret === 'unknown' && reported.secretSource !== null;
  return {
    ...withFound({ kind: 'verification', reported, request: shownRequest(request) }, isKnown ? 'known' : secret),
    opens: verificationWalk(verified, diagnosisChoice(world, options)),
    exitCode: reported.verdict.kind === 'match' ? 0 : 1,
  };
}

function requestIn(recognized: Recognized | Problem): ClientRequest | Problem {
  if (isProblem(recognized)) return recognized;
  switch (recognized.kind) {
    case 'broken':
      return recognized.problem;
    case 'canonical':
      return problem('paste', 'This is a canonical request, not a request.', 'Verify it with "sigv4 verify FILE".');
    case 'har': {
      const [entry, ...more] = recognized.entries;
      if (entry && more.length === 0) return entry.request;
      const count = recognized.entries.length;
      return problem('paste', `This HAR has ${count} requests.`, 'Verify it with "sigv4 verify FILE --entry NUMBER".');
    }
    default:
      return recognized.request;
  }
}
