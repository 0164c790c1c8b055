/** Makes the schema of a tool: programs are told it, arguments are read by it, and its issues become our sentences. */
import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import * as z from 'zod/v4';
import { joined } from '../../bytes/joined.ts';
import { quotedOperand } from '../../bytes/quoted-operand.ts';
import type { Parameter, Tool } from './tools.ts';

/** What the value of a parameter is, in words and for programs. */
const TYPES: Readonly<Record<Parameter['type'], { readonly says: string; readonly schema: z.ZodType }>> = {
  text: { says: 'a text', schema: z.string() },
  texts: { says: 'a list of texts', schema: z.array(z.string()) },
  'some-texts': { says: 'a list of texts, of which there is at least one', schema: z.array(z.string()).min(1) },
  flag: { says: 'true or false', schema: z.boolean() },
  number: { says: 'a whole number of at least 1', schema: z.int().min(1) },
};

/** Returns the schema of the arguments of a tool. An issue of it is a sentence that names them. */
export function schemaOf(tool: Tool): StandardSchemaWithJSON<Readonly<Record<string, unknown>>> {
  const schema = z.strictObject(
    Object.fromEntries(
      Object.entries(tool.parameters).map(([name, { says, type, isRequired }]) => {
        const value = TYPES[type].schema.describe(says);
        return [name, isRequired ? value : value.optional()];
      }),
    ),
  );
  const { '~standard': standard } = schema;
  return {
    '~standard': {
      ...standard,
      validate: (given) => {
        const { data, error } = schema.safeParse(given, { reportInput: true });
        if (error === undefined) return { value: data };
        const sentences = new Set(error.issues.map((issue) => issueInWords(tool, issue)));
        return { issues: [{ message: [...sentences].join(' ') }] };
      },
    },
  };
}

function issueInWords({ name: tool, parameters }: Tool, issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const [unknown, all] = [issue.keys.map(quotedOperand), Object.keys(parameters)];
    return `${tool} has no argument ${joined(unknown, 'or')}. Its arguments are ${joined(all, 'and')}.`;
  }
  const name = String(issue.path[0]);
  const parameter = parameters[name];
  if (parameter === undefined) return issue.message;
  return issue.input === undefined
    ? `The argument ${name} is missing. Give it: ${parameter.says}`
    : `The argument ${name} is not ${TYPES[parameter.type].says}.`;
}
