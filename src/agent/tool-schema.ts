/** A tool's input as hosted models accept it: the zod schema as JSON Schema in OpenAI's strict subset. Pure. */
import { z } from 'zod';

type Node = { [key: string]: unknown };

/**
 * JSON Schema of `schema`. OpenAI's strict mode knows `anyOf` but rejects the whole request for one `oneOf`, which zod
 * writes for discriminated unions (openai-node issue 1709), and lists no length limits of strings among what it supports
 * (profile of February 2026 at jsonschemaprofiles.unitvectorylabs.com); both read 2026-11-22. What is dropped here is
 * checked when the answer comes.
 */
export function strictJsonSchema(schema: z.ZodType): Node {
  const made: Node = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  delete made.$schema;
  return strict(made);
}

function strict(node: Node): Node {
  const entries = Object.entries(node)
    .filter(([key]) => key !== 'minLength' && key !== 'maxLength')
    .map(([key, value]): [string, unknown] => {
      if (key === 'properties') return [key, ofEach(value)];
      return [key === 'oneOf' ? 'anyOf' : key, below(value)];
    });
  return Object.fromEntries(entries);
}

/** Names of properties are not keywords: a property may be called `maxLength`. */
function ofEach(properties: unknown): unknown {
  if (!isNode(properties)) return properties;
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, below(value)]));
}

function below(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(below);
  return isNode(value) ? strict(value) : value;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
