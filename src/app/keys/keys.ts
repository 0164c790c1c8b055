/** Contains the table of keys. The help, the footer, `docs/keys.md`, and the reader of keys all use it. */
import {
  FIRST_LINE,
  HELP,
  inModes,
  type KeyMode,
  type KeyRow,
  key,
  LAST_LINE,
  LINE_DOWN,
  LINE_UP,
} from './key-binding.ts';
import { LESSON_KEYS } from './lesson-keys.ts';
import { PASTE_KEYS } from './paste-keys.ts';
import { TRAFFIC_KEYS } from './traffic-keys.ts';

const WALK = ['walk', 'diagnosis'] as const;
const REQUEST = ['walk'] as const;
const DIAGNOSIS = ['diagnosis'] as const;
const OPEN = ['list', 'field'] as const;
const MOVING = [...WALK, 'list'] as const;
const WITHOUT_SERVER = [...WALK, 'list', 'field', 'course', 'lesson', 'paste', 'causes', 'question'] as const;
const WITH_SERVER = ['traffic', 'faults'] as const;

/** The keys of a walk in order of importance. A narrow footer omits the last keys. */
const OF_WALKS = [
  key('go-on', REQUEST, 'return', 'next step; on Send, send it to the sandbox; on a chunk, open its string to sign', {
    brief: ['enter', 'next step'],
    footer: ['↵', 'next'],
  }),
  key('next-stage', WALK, 'right', 'next step', { brief: ['← →', 'previous and next step'], footer: ['←→', 'step'] }),
  key('previous-stage', WALK, 'left', 'previous step', { brief: null }),
  key('send', REQUEST, 's', 'on Send: send it over the network', 'send it now'),
  key('to-sandbox', REQUEST, 't', 'on Send, before it goes over the network: take the sandbox as the server instead', {
    brief: ['t', 'send it to the sandbox instead'],
    footer: ['t', 'sandbox'],
  }),
  key('sign-now', REQUEST, 'r', 'on Send, before it goes over the network: sign again, with the present time', {
    brief: ['r', 'sign again, with the present time'],
    footer: ['r', 'sign as now'],
  }),
  key('stop-sending', REQUEST, 'escape', 'stop sending, or the search for a cause; what there is so far is shown', {
    brief: ['esc', 'stop sending or searching'],
    footer: ['esc', 'stop'],
  }),
  key('choose', OPEN, 'return', 'select', 'select'),
  key('close', ['list'], ['escape', 'q'], 'close the list', 'close'),
  key('close', ['field'], 'escape', 'close the field and undo what was typed', 'close'),
  key('line-down', ['field'], 'down', 'while an input is edited: keep it, and edit that of the next line', {
    brief: null,
  }),
  key('line-up', ['field'], 'up', 'the same, for the previous line', { brief: null }),
  key('undo', ['list'], 'z', 'in the list of mistakes: undo the last change to it', { brief: null }),
  inModes(LINE_DOWN, MOVING, { footer: ['↑↓', 'line'], brief: ['↑ ↓', 'previous and next line'] }),
  inModes(LINE_UP, MOVING, { brief: null }),
  key('page-down', MOVING, ['pagedown', ' '], 'one screen down', {
    brief: ['space b', 'one screen down and up'],
  }),
  key('page-up', MOVING, ['pageup', 'b'], 'one screen up', { brief: null }),
  key('to-stage', WALK, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'], 'go to a step by its number', {
    shown: '0 … 9',
  }),
  key('byte-right', WALK, 'l', 'next byte', { brief: ['h l', 'previous and next byte'], footer: ['h l', 'byte'] }),
  key('byte-left', WALK, 'h', 'previous byte', { brief: null }),
  inModes(HELP, MOVING, { brief: null }),
  key('to-source', WALK, 'o', 'go to where this byte comes from', 'origin'),
  key('back', WALK, 'backspace', 'go back to where o or u was pressed, or to the previous walk', {
    brief: ['backspace', 'back to where o or u was pressed'],
    footer: ['backspace', 'back'],
  }),
  key('uses', WALK, 'u', 'list everywhere this byte is used; if there is only one place, go there', {
    brief: ['u', 'everywhere this byte is used'],
    footer: ['u', 'uses'],
  }),
  key('hex', WALK, 'x', 'show or hide the bytes in hexadecimal', 'hex'),
  key('edit', REQUEST, 'e', 'edit the input that this byte comes from', 'edit'),
  key('edit-any', REQUEST, 'E', 'edit any input, from a list'),
  key('next-span', WALK, 'w', 'next byte of another origin, such as the value after the name of a header', {
    brief: ['w W', 'next and previous origin in a line'],
    footer: ['w', 'next origin'],
  }),
  key('previous-span', WALK, 'W', 'back to the first byte of this origin, or of the one before', { brief: null }),
  key(
    'break',
    REQUEST,
    'B',
    'break it: switch mistakes on or off, see what they change, and send them to the sandbox',
    { brief: ['B', 'make a mistake on purpose, and see what it changes'], footer: ['B', 'break'] },
  ),
  key('undo', REQUEST, 'z', 'undo an edit or a paste', 'undo'),
  key('own-request', REQUEST, 'p', 'paste or type your own request: a URL, a curl command, or the bytes of one', {
    brief: ['p', 'paste your own request'],
    footer: ['p', 'paste yours'],
  }),
  key(
    'diagnose',
    REQUEST,
    'd',
    'find out why the server refused the request, or one of your own that you paste',
    'diagnose',
  ),
  key('learn', REQUEST, 'L', 'open the course', 'learn'),
  key('follow', REQUEST, 'f', 'in the picture: follow the way of this line to the signature', 'follow'),
  key('redo', REQUEST, 'Z', 'redo it', 'redo'),
  key('replay', DIAGNOSIS, 'return', 'on a cause: walk through the request with that mistake', 'replay'),
  key('undo', DIAGNOSIS, ['z', 'escape'], 'go back', 'back'),
  key('whole', WALK, 'm', 'the whole signature, with the way of this line to it; 0 shows it as it was left', {
    shown: '0 m',
    brief: ['0 m', 'the whole signature, with the way of this line to it'],
    footer: ['0', 'whole'],
  }),
  key('search', WALK, '/', 'find a text in all steps, as you type', 'find'),
  key('search', ['list'], '/', 'show only the items that contain what you type', 'filter'),
  key('next-match', WALK, 'n', 'next match', { brief: ['n N', 'next and previous match'] }),
  key('previous-match', WALK, 'N', 'previous match', { brief: null }),
  key('palette', WALK, ':', 'every command by name', 'commands'),
  key('copy', WALK, 'y', 'copy: asks what', 'copy'),
  key(
    'next-pane',
    WALK,
    ['tab', 'shift+tab'],
    'go to the other pane; in the picture, to the next part or the one before',
    {
      shown: 'tab',
      brief: ['tab', 'the other pane'],
      footer: ['tab', 'pane'],
    },
  ),
  key('presign', REQUEST, 'P', 'sign it as a presigned URL, or in a header again', {
    brief: ['P', 'as a presigned URL, and back'],
    footer: ['P', 'as a URL'],
  }),
  key(
    'export',
    [...WALK, 'causes', 'question'],
    'X',
    'write a file: a page for a browser, a report, or a case; nothing is written before you agree',
    { brief: ['X', 'write a file: a page, a report, or a case'] },
  ),
  key(
    'report',
    [...WALK, 'causes', 'question'],
    'M',
    'a report in Markdown: shows what was replaced, and then writes or copies it',
    { brief: ['M', 'a report in Markdown'] },
  ),
  key('leave', WALK, 'q', 'leave', 'leave'),
  key('offset', WALK, '@', 'go to a byte by its offset'),
  inModes(FIRST_LINE, MOVING, { brief: ['Home End', 'first and last line'] }),
  inModes(LAST_LINE, MOVING, { brief: null }),
];

/** The keys that every screen has come last. */
const EVERYWHERE = [
  key('suspend', [...WITHOUT_SERVER, ...WITH_SERVER], 'ctrl+z', 'suspend; fg resumes'),
  key('interrupt', WITHOUT_SERVER, 'ctrl+c', 'leave at once, with exit code 130'),
  key('interrupt', WITH_SERVER, 'ctrl+c', 'stop the server and leave'),
];

const ALL = [...OF_WALKS, ...LESSON_KEYS, ...PASTE_KEYS, ...TRAFFIC_KEYS, ...EVERYWHERE];

type Row = (typeof ALL)[number];

/** What a key can do, which is what the rows name. */
export type KeyAction = Row['action'];

/** What a key can do in a mode. */
export type ActionIn<Mode extends KeyMode, Its extends Row = Row> =
  Its extends KeyRow<infer Action, infer Own> ? (Own & Mode extends never ? never : Action) : never;

export type KeyBinding = KeyRow<KeyAction>;

export const KEYS: readonly KeyBinding[] = ALL;

export interface KeysOfMode {
  readonly mode: KeyMode;
  readonly title: string;
  readonly keys: readonly KeyBinding[];
}

const inMode = (mode: KeyMode) => KEYS.filter(({ modes }) => modes.includes(mode));
/** All other keys work in the same way as without a question. */
const ofQuestion = KEYS.filter(({ modes }) => modes.length === 1 && modes[0] === 'question');
/** All other keys work in the same way as in a walk. */
const ofDiagnosis = KEYS.filter(({ modes }) => modes === DIAGNOSIS);

export const KEY_MODES: readonly KeysOfMode[] = [
  { mode: 'walk', title: 'On the screen', keys: inMode('walk') },
  { mode: 'diagnosis', title: 'In a diagnosis', keys: ofDiagnosis },
  { mode: 'causes', title: 'On the first page of a diagnosis', keys: inMode('causes') },
  { mode: 'question', title: 'In a diagnosis that asks questions', keys: ofQuestion },
  { mode: 'paste', title: 'On the page to paste into', keys: inMode('paste') },
  { mode: 'list', title: 'In a list', keys: inMode('list') },
  { mode: 'field', title: 'In a field', keys: inMode('field') },
  { mode: 'course', title: 'In the list of lessons', keys: inMode('course') },
  { mode: 'lesson', title: 'In a lesson', keys: inMode('lesson') },
  { mode: 'traffic', title: 'In the requests of a sandbox or a capture', keys: inMode('traffic') },
  { mode: 'faults', title: 'In the faults of a capture', keys: inMode('faults') },
];

/** Returns the action of a key in a mode, or `null` if the key has no action. */
export function actionOfKey(key: string, mode: KeyMode): KeyAction | null {
  return KEYS.find(({ keys, modes }) => keys.includes(key) && modes.includes(mode))?.action ?? null;
}
