/** The front matter of a lesson: YAML that has the format of a lesson. */
import * as v from 'valibot';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type FrontMatter, lessonFormat } from '../format.ts';
import { type LessonProblem, lessonProblem } from './lesson-problem.ts';

export interface ReadFrontMatter {
  readonly lesson: FrontMatter | null;
  readonly problems: readonly LessonProblem[];
}

/** The most fields of one file that are told one by one: each is looked up in the whole file. */
const MOST_ISSUES = 100;

/** The front matter begins on line 2 of its file. */
const LINES_BEFORE = 1;

/**
 * `text`: the YAML between the two lines of `---`. The lesson, or what is wrong with it, by line or field; of YAML that
 * cannot be read the first slip alone.
 */
export function readFrontMatter(file: string, text: string): ReadFrontMatter {
  const lines = new LineCounter();
  // The parser compares each key with all others of its map: a long one would take minutes.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  // What follows the first slip is mostly its consequence.
  const [slip] = [...document.errors, ...document.warnings];
  if (slip) return { lesson: null, problems: [noYaml(slip.message, slip.pos[0])] };
  const twin = repeatedKey(document);
  if (twin) return { lesson: null, problems: [noYaml('Map keys must be unique', twin.range?.[0] ?? 0)] };
  const data = dataOf(document);
  if (data instanceof Error) return { lesson: null, problems: [badAlias(data)] };
  const result = v.safeParse(lessonFormat, data.data);
  if (result.success) return { lesson: result.output, problems: [] };
  const issues = result.issues.flatMap(deepest);
  return { lesson: null, problems: [...issues.slice(0, MOST_ISSUES).map(malformed), ...uncounted(issues.length)] };

  function noYaml(message: string, offset: number): LessonProblem {
    const field = `line ${lines.linePos(offset).line + LINES_BEFORE}`;
    const says = `This is no YAML: ${message.trim()}.`.replace(/\.\.$/, '.');
    return lessonProblem({ file, field }, 'yaml', says, 'Mend it; quote a text that has ": ", " #" or braces.');
  }

  function badAlias({ message }: Error): LessonProblem {
    return lessonProblem(
      { file, field: 'the whole' },
      'yaml',
      `${message}.`,
      'Write what the alias stands for in its place.',
    );
  }

  function uncounted(count: number): LessonProblem[] {
    if (count <= MOST_ISSUES) return [];
    const says = `${count - MOST_ISSUES} more fields do not have the format of a lesson.`;
    return [lessonProblem({ file, field: 'the whole' }, 'format', says, 'Fix the first ones, and look again.')];
  }

  function malformed(issue: Issue): LessonProblem {
    const keys = keysOf(issue);
    const offset = offsetOf(document, keys);
    const line = offset === null ? '' : ` (line ${lines.linePos(offset).line + LINES_BEFORE})`;
    const field = `${keys.join('.') || 'the whole'}${line}`;
    return lessonProblem({ file, field }, 'format', `${issue.message}.`, 'See src/lessons/format.ts.');
  }
}

/** A key that a map has already (YAML 1.2.2, section 3.2.1.1); `null` where there is none. */
function repeatedKey(document: Document): Node | null {
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isSeq(node)) for (const item of node.items) open.push(item);
    if (!isMap(node)) continue;
    const keys = new Set<unknown>();
    for (const { key, value } of node.items) {
      open.push(value);
      if (!isScalar(key)) continue;
      if (keys.has(key.value)) return key;
      keys.add(key.value);
    }
  }
  return null;
}

/** An error where an alias has no anchor before it, or where aliases stand for too much to be unfolded. */
function dataOf(document: Document): { readonly data: unknown } | ReferenceError {
  try {
    return { data: document.toJS() };
  } catch (error) {
    if (error instanceof ReferenceError) return error;
    throw error;
  }
}

type Issue = v.BaseIssue<unknown>;

/** Of a field that may have several forms: what each form says, where one of them says anything below the field. */
function deepest(issue: Issue): Issue[] {
  const inside = issue.issues ?? [];
  const further = inside.filter(({ path }) => (path?.length ?? 0) > (issue.path?.length ?? 0));
  return further.length > 0 ? further.flatMap(deepest) : [issue];
}

const keysOf = ({ path }: Issue): (string | number)[] =>
  (path ?? []).flatMap(({ key }) => (typeof key === 'string' || typeof key === 'number' ? [key] : []));

/** Of the innermost field on the way that is there at all. */
function offsetOf(document: Document, keys: readonly (string | number)[]): number | null {
  for (let length = keys.length; length > 0; length--) {
    const node = document.getIn(keys.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return null;
}
