/** The front matter of a lesson: YAML that has the format of a lesson. */
import * as v from 'valibot';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { type FrontMatter, lessonFormat } from '../format.ts';
import { type LessonProblem, lessonProblem } from './lesson-problem.ts';

export interface ReadFrontMatter {
  readonly lesson: FrontMatter | null;
  readonly problems: readonly LessonProblem[];
}

/** The front matter begins on line 2 of its file. */
const LINES_BEFORE = 1;

/**
 * `text`: the YAML between the two lines of `---`. The lesson, or what is wrong with it, by line or field; of YAML that
 * cannot be read the first slip alone.
 */
export function readFrontMatter(file: string, text: string): ReadFrontMatter {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  // What follows the first slip is mostly its consequence.
  const [slip] = [...document.errors, ...document.warnings];
  if (slip) return { lesson: null, problems: [noYaml(slip.message, slip.pos[0])] };
  const result = v.safeParse(lessonFormat, document.toJS());
  if (result.success) return { lesson: result.output, problems: [] };
  return { lesson: null, problems: result.issues.flatMap(deepest).map(malformed) };

  function noYaml(message: string, offset: number): LessonProblem {
    const field = `line ${lines.linePos(offset).line + LINES_BEFORE}`;
    const says = `This is no YAML: ${message.trim()}.`.replace(/\.\.$/, '.');
    return lessonProblem({ file, field }, 'yaml', says, 'Mend it; quote a text that has ": ", " #" or braces.');
  }

  function malformed(issue: Issue): LessonProblem {
    const keys = keysOf(issue);
    const offset = offsetOf(document, keys);
    const line = offset === null ? '' : ` (line ${lines.linePos(offset).line + LINES_BEFORE})`;
    const field = `${keys.join('.') || 'the whole'}${line}`;
    return lessonProblem({ file, field }, 'format', `${issue.message}.`, 'See src/lessons/format.ts.');
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
