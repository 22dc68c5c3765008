/** Why a hosted model gave no answer that can be used, in words for people. */
import { APICallError, NoObjectGeneratedError } from 'ai';

/** What a call used. The only thing a host charges for. */
export type Usage = {
  readonly modelId: string;
  /** All that was sent, cached or not. */
  readonly inputTokens: number;
  /** The part of it that the host had cached, at a lower price. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
};

export type Failure =
  | 'bad-key'
  | 'no-access'
  | 'no-credit'
  | 'no-model'
  | 'no-host'
  | 'crowded'
  | 'host-fault'
  | 'rejected'
  | 'late'
  | 'refused'
  | 'unusable';

export function failureOf(error: unknown): Failure {
  if (NoObjectGeneratedError.isInstance(error)) return error.finishReason === 'content-filter' ? 'refused' : 'unusable';
  if (APICallError.isInstance(error)) return failureOfCall(error);
  return error instanceof Error && error.name === 'TimeoutError' ? 'late' : 'unusable';
}

function failureOfCall({ statusCode, responseBody = '' }: APICallError): Failure {
  if (statusCode === undefined) return 'no-host';
  if (statusCode === 401) return 'bad-key';
  if (statusCode === 402 || /insufficient_quota|billing_hard_limit/u.test(responseBody)) return 'no-credit';
  if (statusCode === 403) return 'no-access';
  if (statusCode === 404 || responseBody.includes('model_not_found')) return 'no-model';
  if (statusCode === 429) return 'crowded';
  if (statusCode >= 500) return 'host-fault';
  // A page instead of an answer comes from an address that is no model's.
  return statusCode < 400 ? 'no-host' : 'rejected';
}

/** What is wrong, and what to do: a main clause without its full stop, and a sentence; the second is empty when waiting helps. */
export function explain(failure: Failure, modelId: string): { readonly what: string; readonly mend: string } {
  switch (failure) {
    case 'bad-key':
      return {
        what: 'the language model’s host does not accept the key',
        mend: 'Put a valid key into OPENAI_API_KEY.',
      };
    case 'no-access':
      return {
        what: `the key may not use the model ${modelId}`,
        mend: 'Allow it for the key’s project, or choose another in OPENAI_MODEL.',
      };
    case 'no-credit':
      return {
        what: 'the account of the language model has no credit left',
        mend: 'Add credit there, or use another key in OPENAI_API_KEY.',
      };
    case 'no-model':
      return { what: `the host knows no model ${modelId}`, mend: 'Choose another in OPENAI_MODEL.' };
    case 'no-host':
      return {
        what: 'the language model’s host cannot be reached',
        mend: 'Check the network and, if it is set, OPENAI_BASE_URL.',
      };
    case 'rejected':
      return {
        what: `the host does not take what adgen asks of the model ${modelId}`,
        mend: 'Choose a model with structured output in OPENAI_MODEL.',
      };
    case 'crowded':
      return { what: 'the language model takes no more requests at the moment', mend: '' };
    case 'host-fault':
      return { what: 'the language model’s host has a fault', mend: '' };
    case 'late':
      return { what: 'the language model did not answer in time', mend: '' };
    case 'refused':
      return {
        what: 'the language model declined to write this ad',
        mend: 'Word the brief differently to try it again.',
      };
    case 'unusable':
      return { what: 'the language model’s answer could not be used', mend: '' };
    default:
      return failure satisfies never;
  }
}
