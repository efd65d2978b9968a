// Problems that the HTTP edge itself finds, before any decision was asked for, and those that every stream shares.
import type { PlainRejection } from '@tillstream/event-sourcing';
import type { Problem, ProblemsOf } from './problem';

export const edgeProblems = {
  'unreadable-body': {
    status: 400,
    title: 'The body cannot be read',
    sentence: 'Send valid UTF-8 JSON, at most 32 levels deep, or a whole form.',
  },
  'unreadable-request': {
    status: 400,
    title: 'The request cannot be read',
    sentence: 'Check the address, the headers and their encoding.',
  },
  unauthenticated: {
    status: 401,
    title: 'No valid token',
    sentence: 'Send "Authorization: Bearer st_…" with a token of this account that was not revoked.',
  },
  'other-account': { status: 403, title: 'Not your account', sentence: 'The token belongs to another account than the one in the path.' },
  'missing-scope': { status: 403, title: 'The token lacks a scope', sentence: 'Use a token with the scope that this call asks for.' },
  'unknown-route': { status: 404, title: 'No such call', sentence: 'See /docs for the calls of this API and their methods.' },
  'not-offered': {
    status: 404,
    title: 'Not offered',
    sentence: 'This installation does not offer this call; see /docs for those it does.',
  },
  'precondition-failed': { status: 412, title: 'Changed meanwhile', sentence: 'Read the resource again and repeat with its present ETag.' },
  'append-too-large': {
    status: 413,
    title: 'Too much at once',
    sentence: 'What this would write is larger than 256 KB; use fewer line items, shorter texts or prices with fewer tiers.',
  },
  'body-too-large': { status: 413, title: 'The body is too large', sentence: 'Send at most 1 MB.' },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported content type',
    sentence: 'Send the body as application/json, or as multipart/form-data where the call says so.',
  },
  'too-many-requests': { status: 429, title: 'Too many requests', sentence: 'Wait as long as Retry-After says, then repeat.' },
  'internal-error': { status: 500, title: 'A fault of ours', sentence: 'Repeat with the same Idempotency-Key, or report the request id.' },
  unavailable: {
    status: 503,
    title: 'Not available at the moment',
    sentence: 'Repeat after Retry-After, with the same Idempotency-Key for writes.',
    retryAfter: 1,
  },
  'views-rebuilding': {
    status: 503,
    title: 'Lists are being rebuilt',
    sentence:
      'The lists are being rebuilt from the events. Until then reads by id work where the id names a stream of its own: not for attempts, intents, charges and refunds.',
    retryAfter: 5,
  },
} as const satisfies Record<string, Problem>;

export const sharedProblems: ProblemsOf<PlainRejection> = {
  'not-found': { status: 404, title: 'Not found', sentence: 'Nothing of this account has this id.' },
  'already-exists': { status: 400, title: 'Already there', sentence: 'It was created before by another request; read it instead.' },
};
