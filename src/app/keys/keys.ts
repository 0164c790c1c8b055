/** Contains the table of keys. The help, the footer, the manual page, the README, and the reader of keys all use it. */
import type { KeyAction, KeyBinding, KeyMode } from './key-binding.ts';
import { LESSON_KEYS } from './lesson-keys.ts';
import { FIRST_LINE, HELP, LAST_LINE, LINE_DOWN, LINE_UP } from './moving-keys.ts';
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
const OF_WALKS: readonly KeyBinding[] = [
  {
    action: 'go-on',
    modes: REQUEST,
    keys: ['return'],
    shown: 'enter',
    says: 'next step; on Send, send it to the sandbox; on a chunk, open its string to sign',
    brief: ['enter', 'next step'],
    footer: ['↵', 'next'],
  },
  {
    action: 'next-stage',
    modes: WALK,
    keys: ['right'],
    shown: '→',
    says: 'next step',
    brief: ['← →', 'previous and next step'],
    footer: ['←→', 'step'],
  },
  {
    action: 'previous-stage',
    modes: WALK,
    keys: ['left'],
    shown: '←',
    says: 'previous step',
    brief: null,
    footer: null,
  },
  {
    action: 'send',
    modes: REQUEST,
    keys: ['s'],
    shown: 's',
    says: 'on Send: send it over the network',
    footer: ['s', 'send it now'],
  },
  {
    action: 'to-sandbox',
    modes: REQUEST,
    keys: ['t'],
    shown: 't',
    says: 'on Send, before it goes over the network: take the sandbox as the server instead',
    brief: ['t', 'send it to the sandbox instead'],
    footer: ['t', 'sandbox'],
  },
  {
    action: 'sign-now',
    modes: REQUEST,
    keys: ['r'],
    shown: 'r',
    says: 'on Send, before it goes over the network: sign again, with the present time',
    brief: ['r', 'sign again, with the present time'],
    footer: ['r', 'sign as now'],
  },
  {
    action: 'stop-sending',
    modes: REQUEST,
    keys: ['escape'],
    shown: 'esc',
    says: 'stop sending, or the search for a cause; what there is so far is shown',
    brief: ['esc', 'stop sending or searching'],
    footer: ['esc', 'stop'],
  },
  {
    action: 'choose',
    modes: OPEN,
    keys: ['return'],
    shown: 'enter',
    says: 'select',
    footer: ['↵', 'select'],
  },
  {
    action: 'close',
    modes: ['list'],
    keys: ['escape', 'q'],
    shown: 'esc q',
    says: 'close the list',
    footer: ['esc', 'close'],
  },
  {
    action: 'close',
    modes: ['field'],
    keys: ['escape'],
    shown: 'esc',
    says: 'close the field and undo what was typed',
    footer: ['esc', 'close'],
  },
  { ...LINE_DOWN, modes: MOVING, footer: ['↑↓', 'line'], brief: ['↑ ↓', 'previous and next line'] },
  { ...LINE_UP, modes: MOVING, brief: null },
  {
    action: 'page-down',
    modes: MOVING,
    keys: ['pagedown', ' '],
    shown: 'PgDn space',
    says: 'one screen down; on a projector, the next part',
    brief: ['space b', 'one screen down and up; on a projector, by part'],
    footer: null,
    projected: ['space', 'more'],
  },
  {
    action: 'page-up',
    modes: MOVING,
    keys: ['pageup', 'b'],
    shown: 'PgUp b',
    says: 'one screen up',
    brief: null,
    footer: null,
  },
  {
    action: 'to-stage',
    modes: WALK,
    keys: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    shown: '0 … 9',
    says: 'go to a step by its number',
    footer: null,
  },
  {
    action: 'byte-right',
    modes: WALK,
    keys: ['l'],
    shown: 'l',
    says: 'next byte',
    brief: ['h l', 'previous and next byte'],
    footer: ['h l', 'byte'],
  },
  { action: 'byte-left', modes: WALK, keys: ['h'], shown: 'h', says: 'previous byte', brief: null, footer: null },
  { ...HELP, modes: MOVING, brief: null },
  {
    action: 'to-source',
    modes: WALK,
    keys: ['o'],
    shown: 'o',
    says: 'go to where this byte comes from',
    footer: ['o', 'origin'],
  },
  {
    action: 'back',
    modes: WALK,
    keys: ['backspace'],
    shown: 'backspace',
    says: 'go back to where o or u was pressed, or to the previous walk',
    brief: ['backspace', 'back to where o or u was pressed'],
    footer: ['backspace', 'back'],
  },
  {
    action: 'uses',
    modes: WALK,
    keys: ['u'],
    shown: 'u',
    says: 'list everywhere this byte is used; if there is only one place, go there',
    brief: ['u', 'everywhere this byte is used'],
    footer: ['u', 'uses'],
  },
  {
    action: 'hex',
    modes: WALK,
    keys: ['x'],
    shown: 'x',
    says: 'show or hide the bytes in hexadecimal',
    footer: ['x', 'hex'],
  },
  {
    action: 'edit',
    modes: REQUEST,
    keys: ['e'],
    shown: 'e',
    says: 'edit the input that this byte comes from',
    footer: ['e', 'edit'],
  },
  {
    action: 'edit-any',
    modes: REQUEST,
    keys: ['E'],
    shown: 'E',
    says: 'edit any input, from a list',
    footer: null,
  },
  {
    action: 'next-span',
    modes: WALK,
    keys: ['w'],
    shown: 'w',
    says: 'next byte of another origin, such as the value after the name of a header',
    brief: ['w W', 'next and previous origin in a line'],
    footer: ['w', 'next origin'],
  },
  {
    action: 'previous-span',
    modes: WALK,
    keys: ['W'],
    shown: 'W',
    says: 'back to the first byte of this origin, or of the one before',
    brief: null,
    footer: null,
  },
  {
    action: 'undo',
    modes: REQUEST,
    keys: ['z'],
    shown: 'z',
    says: 'undo an edit or a paste',
    footer: ['z', 'undo'],
  },
  { action: 'redo', modes: REQUEST, keys: ['Z'], shown: 'Z', says: 'redo it', footer: ['Z', 'redo'] },
  {
    action: 'break',
    modes: REQUEST,
    keys: ['B'],
    shown: 'B',
    says: 'break it: switch mistakes on or off, see what they change, and send them to the sandbox',
    brief: ['B', 'make a mistake on purpose, and see what it changes'],
    footer: ['B', 'break'],
  },
  {
    action: 'diagnose',
    modes: REQUEST,
    keys: ['d'],
    shown: 'd',
    says: 'find out why the server refused the request',
    footer: ['d', 'diagnose'],
  },
  {
    action: 'replay',
    modes: DIAGNOSIS,
    keys: ['return'],
    shown: 'enter',
    says: 'on a cause: walk through the request with that mistake',
    footer: ['↵', 'replay'],
  },
  {
    action: 'undo',
    modes: DIAGNOSIS,
    keys: ['escape', 'z'],
    shown: 'esc z',
    says: 'go back',
    footer: ['esc', 'back'],
  },
  {
    action: 'whole',
    modes: WALK,
    keys: ['m'],
    shown: '0 m',
    says: 'the whole signature, with the way of this line to it',
    footer: ['0', 'whole'],
  },
  {
    action: 'next-pane',
    modes: WALK,
    keys: ['tab', 'shift+tab'],
    shown: 'tab',
    says: 'go to the other pane',
    footer: ['tab', 'pane'],
  },
  {
    action: 'search',
    modes: WALK,
    keys: ['/'],
    shown: '/',
    says: 'find a text in all steps, as you type',
    footer: ['/', 'find'],
  },
  {
    action: 'search',
    modes: ['list'],
    keys: ['/'],
    shown: '/',
    says: 'show only the items that contain what you type',
    footer: ['/', 'filter'],
  },
  {
    action: 'next-match',
    modes: WALK,
    keys: ['n'],
    shown: 'n',
    says: 'next match',
    brief: ['n N', 'next and previous match'],
    footer: null,
  },
  {
    action: 'previous-match',
    modes: WALK,
    keys: ['N'],
    shown: 'N',
    says: 'previous match',
    brief: null,
    footer: null,
  },
  { action: 'palette', modes: WALK, keys: [':'], shown: ':', says: 'every command by name', footer: [':', 'commands'] },
  {
    action: 'copy',
    modes: WALK,
    keys: ['y'],
    shown: 'y',
    says: 'copy: asks what',
    footer: ['y', 'copy'],
  },
  {
    action: 'export',
    modes: [...WALK, 'causes', 'question'],
    keys: ['X'],
    shown: 'X',
    says: 'write a file: a page for a browser, a report, or a case; nothing is written before you agree',
    brief: ['X', 'write a file: a page, a report, or a case'],
    footer: null,
  },
  {
    action: 'report',
    modes: [...WALK, 'causes', 'question'],
    keys: ['M'],
    shown: 'M',
    says: 'a report in Markdown: shows what was replaced, and then writes or copies it',
    brief: ['M', 'a report in Markdown'],
    footer: null,
  },
  { action: 'leave', modes: WALK, keys: ['q'], shown: 'q', says: 'leave', footer: ['q', 'leave'] },
  { action: 'offset', modes: WALK, keys: ['@'], shown: '@', says: 'go to a byte by its offset', footer: null },
  { ...FIRST_LINE, modes: MOVING, brief: ['Home End', 'first and last line'] },
  { ...LAST_LINE, modes: MOVING, brief: null },
];

/** The keys that every screen has come last. */
const EVERYWHERE: readonly KeyBinding[] = [
  {
    action: 'suspend',
    modes: [...WITHOUT_SERVER, ...WITH_SERVER],
    keys: ['ctrl+z'],
    shown: 'Ctrl-Z',
    says: 'suspend; fg resumes',
    footer: null,
  },
  {
    action: 'interrupt',
    modes: WITHOUT_SERVER,
    keys: ['ctrl+c'],
    shown: 'Ctrl-C',
    says: 'leave at once, with exit code 130',
    footer: null,
  },
  {
    action: 'interrupt',
    modes: WITH_SERVER,
    keys: ['ctrl+c'],
    shown: 'Ctrl-C',
    says: 'stop the server and leave',
    footer: null,
  },
];

export const KEYS: readonly KeyBinding[] = [...OF_WALKS, ...LESSON_KEYS, ...PASTE_KEYS, ...TRAFFIC_KEYS, ...EVERYWHERE];

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
  { mode: 'question', title: 'While a diagnosis asks a question', keys: ofQuestion },
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
