/** Reads the front matter of a lesson, which is YAML in the format defined in `format.ts`. */
import * as v from 'valibot';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type FrontMatter, lessonFormat } from '../format.ts';
import { type LessonProblem, lessonProblem } from './lesson-problem.ts';

/**
 * The maximum number of problems reported for one file. Finding the position of each problem requires a search of the
 * whole file.
 */
const MOST_ISSUES = 100;

/** The number of lines above the front matter, which is only the line `---`. */
const LINES_BEFORE = 1;

/**
 * Reads the YAML between the two `---` lines. Each problem names a line or a field. If the YAML cannot be parsed, only
 * the first error is reported, because the other errors usually follow from it.
 */
export function readFrontMatter(file: string, text: string): Said {
  try {
    return readYaml(file, text);
  } catch (error) {
    // The parser calls itself for each level, up to the end of the stack.
    if (error instanceof RangeError) return tooManyLevels(file);
    throw error;
  }
}

function tooManyLevels(file: string): Said {
  const says = 'It has too many levels, one inside the other.';
  return { lesson: null, problems: [lessonProblem({ file, field: 'the whole' }, 'yaml', says, 'Use fewer levels.')] };
}

interface Said {
  readonly lesson: FrontMatter | null;
  readonly problems: readonly LessonProblem[];
}

function readYaml(file: string, text: string): Said {
  const lines = new LineCounter();
  // With uniqueKeys, the parser would compare each key with all other keys of its map, which takes minutes for a long
  // map.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const [slip] = [...document.errors, ...document.warnings];
  if (slip?.code === 'RESOURCE_EXHAUSTION') return tooManyLevels(file);
  if (slip) return { lesson: null, problems: [noYaml(slip.message, slip.pos[0])] };
  const key = keyAtFault(document);
  if (key) return { lesson: null, problems: [noYaml(key.says, key.node.range?.[0] ?? 0)] };
  const data = dataOf(document);
  if (data instanceof Error) return { lesson: null, problems: [badAlias(data)] };
  const result = v.safeParse(lessonFormat, data.data);
  if (result.success) return { lesson: result.output, problems: [] };
  const issues = result.issues.flatMap(deepest);
  return { lesson: null, problems: [...issues.slice(0, MOST_ISSUES).map(malformed), ...uncounted(issues.length)] };

  function noYaml(message: string, offset: number): LessonProblem {
    const field = `line ${lines.linePos(offset).line + LINES_BEFORE}`;
    const says = `This is not YAML: ${message.trim()}.`.replace(/\.\.$/, '.');
    return lessonProblem(
      { file, field },
      'yaml',
      says,
      'Fix it. Put quotes around text that contains ": ", " #", or braces.',
    );
  }

  function badAlias({ message }: Error): LessonProblem {
    return lessonProblem({ file, field: 'the whole' }, 'yaml', `${message}.`, 'Write the value instead of the alias.');
  }

  function uncounted(count: number): LessonProblem[] {
    if (count <= MOST_ISSUES) return [];
    const says = `${count - MOST_ISSUES} more fields do not have the format of a lesson.`;
    return [lessonProblem({ file, field: 'the whole' }, 'format', says, 'Fix the first ones, then check again.')];
  }

  function malformed(issue: Issue): LessonProblem {
    const keys = keysOf(issue);
    const offset = offsetOf(document, keys);
    const line = offset === null ? '' : ` (line ${lines.linePos(offset).line + LINES_BEFORE})`;
    const field = `${keys.join('.') || 'the whole'}${line}`;
    return lessonProblem({ file, field }, 'format', `${issue.message}.`, 'See src/lessons/format.ts.');
  }
}

/**
 * Finds a key that occurs twice in the same map (YAML 1.2.2, section 3.2.1.1), or that is a list, a map, or an alias, of which
 * the parser would make text with a warning of its own on standard error. Returns `null` if there is no such key.
 */
function keyAtFault(document: Document): { readonly node: Node; readonly says: string } | null {
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isSeq(node)) for (const item of node.items) open.push(item);
    if (!isMap(node)) continue;
    const keys = new Set<unknown>();
    for (const { key, value } of node.items) {
      open.push(value);
      if (isNode(key) && !isScalar(key)) return { node: key, says: 'A key of a map must be text' };
      if (!isScalar(key)) continue;
      if (keys.has(key.value)) return { node: key, says: 'Map keys must be unique' };
      keys.add(key.value);
    }
  }
  return null;
}

/**
 * Converts the document to data. Returns an error if an alias has no preceding anchor, or if aliases expand to too much
 * data.
 */
function dataOf(document: Document): { readonly data: unknown } | ReferenceError {
  try {
    return { data: document.toJS() };
  } catch (error) {
    if (error instanceof ReferenceError) return error;
    throw error;
  }
}

type Issue = v.BaseIssue<unknown>;

/**
 * Returns the most specific issues. If a field has more than one possible form, these are the issues inside the forms.
 * Otherwise, the only result is the given issue.
 */
function deepest(issue: Issue): Issue[] {
  const inside = issue.issues ?? [];
  const further = inside.filter(({ path }) => (path?.length ?? 0) > (issue.path?.length ?? 0));
  return further.length > 0 ? further.flatMap(deepest) : [issue];
}

const keysOf = ({ path }: Issue): (string | number)[] =>
  (path ?? []).flatMap(({ key }) => (typeof key === 'string' || typeof key === 'number' ? [key] : []));

/** Returns the offset of the innermost field on a path that exists. Returns `null` if no field on the path exists. */
function offsetOf(document: Document, keys: readonly (string | number)[]): number | null {
  for (let length = keys.length; length > 0; length--) {
    const node = document.getIn(keys.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return null;
}
