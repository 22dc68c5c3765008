/** Reading what was sent against a schema, with what is wrong said in Discord's words. */
import type { z } from 'zod';
import { type Issue, refuseForm } from './refusal.ts';

export function readForm<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given);
  return parsed.success ? parsed.data : refuseForm(parsed.error.issues.flatMap((issue) => inDiscordsWords(issue)));
}

/** What schemas cannot say by themselves is said with `params: { code }` beside the sentence. */
function inDiscordsWords(issue: z.core.$ZodIssue): Issue[] {
  const { path } = issue;
  switch (issue.code) {
    case 'too_big':
      return [{ path, ...lengthWords(issue.origin, 'MAX', Number(issue.maximum)) }];
    case 'too_small':
      return Number(issue.minimum) <= 1 && issue.origin === 'string'
        ? [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }]
        : [{ path, ...lengthWords(issue.origin, 'MIN', Number(issue.minimum)) }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        code: 'STAND_IN_UNKNOWN_FIELD',
        message: 'Discord knows no such field here.',
      }));
    case 'invalid_union':
      return issue.errors.flat().length === 0
        ? [{ path, code: 'UNION_TYPE_CHOICES', message: 'Value of field "type" is not one of those that can be here.' }]
        : [{ path, code: 'BASE_TYPE_CHOICES', message: `Value is none of those that can be here: ${issue.message}` }];
    case 'custom':
      return [{ path, code: String(issue.params?.code ?? 'BASE_TYPE_INVALID'), message: issue.message }];
    case 'invalid_type':
      return issue.message.includes('received undefined')
        ? [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }]
        : [{ path, code: 'BASE_TYPE_INVALID', message: issue.message }];
    default:
      return [{ path, code: 'BASE_TYPE_INVALID', message: issue.message }];
  }
}

function lengthWords(origin: string, end: 'MAX' | 'MIN', limit: number): Pick<Issue, 'code' | 'message'> {
  const than = end === 'MAX' ? 'fewer' : 'more';
  if (origin === 'string')
    return { code: `BASE_TYPE_${end}_LENGTH`, message: `Must be ${limit} or ${than} in length.` };
  if (origin === 'array') return { code: `BASE_TYPE_${end}_LENGTH`, message: `Must be ${limit} or ${than} in length.` };
  const size = end === 'MAX' ? 'less than or equal to' : 'greater than or equal to';
  return { code: `NUMBER_TYPE_${end}`, message: `int value should be ${size} ${limit}.` };
}
