/**
 * Everything that people and programs read, as files that a reviewer sees in a diff. `npm run transcripts` writes them;
 * this test compares them byte by byte. Clock, ports, durations and the nonce of ECDSA are stated.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/table.ts';
import { LESSONS } from '../support/screen/course-on-screen.ts';
import { stateSignatures } from '../support/sigv4/stated-ecdsa.ts';
import { type Scene, transcriptOf, transcriptsOf } from '../support/transcripts/transcribe.ts';
import {
  courseListTranscript,
  heardTranscript,
  lessonTranscript,
  SIZES,
  stepsTranscript,
  trafficTranscript,
} from '../support/transcripts/transcribe-screen.ts';
import {
  CAUSE_REFERENCE,
  COURSE,
  DIAGNOSES,
  GRADES,
  SETTINGS,
  SIGNATURES,
  VECTORS,
  VERIFICATIONS,
  WALKS,
  WRONG_CAUSES,
} from './scenes.ts';

// What the function returns is called after the tests.
beforeAll(() => stateSignatures());

const isAsWritten = async (file: string, text: string) => {
  await expect(text).toMatchFileSnapshot(`${file}.txt`);
};
const withOption = (scenes: readonly Scene[], option: string) =>
  scenes.map((scene) => ({ ...scene, line: scene.line.replace(/^\S+/, `$& ${option}`) }));

describe('the help', () => {
  it('of the program', async () => isAsWritten('help/sigv4', await transcriptOf({ line: '--help' })));
  it.each(COMMANDS.map(({ name }) => name))('of %s', async (name) =>
    isAsWritten(`help/${name}`, await transcriptOf({ line: `${name} --help` })),
  );
});

describe.each(Object.entries(WALKS))('the walk of %s', (name, scene) => {
  const sent = name === 'example' ? '' : '--send';
  it('as text', async () => {
    const [shown] = withOption([scene], '--plain');
    if (shown) await isAsWritten(`walk/${name}`, await transcriptOf(shown));
  });
  it('as JSON', async () => {
    const [shown] = withOption([scene], `--json ${sent}`.trim());
    if (shown) await isAsWritten(`json/walk-${name}`, await transcriptOf(shown));
  });
  it('to listen to', async () => isAsWritten(`heard/${name}`, await heardTranscript(scene)));
  it.each(SIZES)('on a screen of $width×$height', async (size) =>
    isAsWritten(`screen-${size.width}x${size.height}/${name}`, await stepsTranscript(scene, size)),
  );
});

describe.each([
  ['verify', VERIFICATIONS],
  ['diagnose', DIAGNOSES],
  ['causes', CAUSE_REFERENCE],
  ['whoami', SETTINGS],
  ['grade', GRADES],
  ['vectors', VECTORS],
] as const)('%s', (name, scenes) => {
  // A grade asks a program for every signature, twice where it has a mistake to name.
  const tags = name === 'grade' ? (['expensive'] as const) : [];
  it('as text', { tags: [...tags] }, async () => isAsWritten(`text/${name}`, await transcriptsOf(scenes)));
  it('as JSON', { tags: [...tags] }, async () =>
    isAsWritten(`json/${name}`, await transcriptsOf(withOption(scenes, '--json'))),
  );
});

it('causes that there are not', async () => isAsWritten('text/causes-unknown', await transcriptsOf(WRONG_CAUSES)));

it('sign', async () => isAsWritten('text/sign', await transcriptsOf(SIGNATURES)));

describe('the course', () => {
  it('as text', async () => isAsWritten('text/learn', await transcriptsOf(COURSE)));
  it('as a list on the screen', async () => {
    const lists = SIZES.map((size) => courseListTranscript(size, ['down', 'end', '/', '?']));
    await isAsWritten('course/list', (await Promise.all(lists)).join('\n'));
  });
  it.each(LESSONS.map(({ name }) => name))('in lesson %s', async (name) =>
    isAsWritten(`course/${name}`, await lessonTranscript(name, { width: 80, height: 24 })),
  );
});

it.each(SIZES)('the requests of a capture on a screen of $width×$height', async (size) => {
  const keys = ['up', 'up', 'up', 'd', 'f', 'F', 'return', 'escape', '?', 'escape', 'c'];
  await isAsWritten(`screen-${size.width}x${size.height}/capture`, await trafficTranscript(size, keys));
});
