import { scenariosFor } from '@tillstream/event-sourcing/testing';
import { fold } from '@tillstream/event-sourcing';
import type { ApiTokenEvent } from '../core/api-token.events';
import { acceptedHashes } from '../core/api-token.state';
import { apiToken } from './api-token.decider';

const given = scenariosFor(apiToken);
const issue = { name: 'server', scopes: ['read', 'write'], secretHash: 'first', expiresAt: 1_000 } as const;
const issued: ApiTokenEvent = { type: 'ApiTokenIssued', data: issue };
const rotated: ApiTokenEvent = { type: 'ApiTokenRotated', data: { secretHash: 'second', previousUntil: 150 } };
const revoked: ApiTokenEvent = { type: 'ApiTokenRevoked', data: {} };
const rotate = { type: 'RotateApiToken', secretHash: 'second', graceMs: 50, now: 100 } as const;

describe('API token', () => {
  it('is issued once', () => given().when({ type: 'IssueApiToken', issue }).then(issued));
  it('is not issued over another', () => given(issued).when({ type: 'IssueApiToken', issue }).rejected({ code: 'already-exists' }));
  it('gets a new secret', () => given(issued).when(rotate).then(rotated));
  it('gets no new secret once revoked', () => given(issued, revoked).when(rotate).rejected({ code: 'token-revoked' }));
  it('is revoked', () => given(issued).when({ type: 'RevokeApiToken' }).then(revoked));
  it('stays revoked', () => given(issued, revoked).when({ type: 'RevokeApiToken' }).nothing());
  it('cannot be revoked where there is none', () => given().when({ type: 'RevokeApiToken' }).rejected({ code: 'not-found' }));

  const accepted = (now: number, ...events: ApiTokenEvent[]) => acceptedHashes(fold(apiToken, events), now);
  it('accepts its secret until it expires', () => {
    expect(accepted(999, issued)).toEqual(['first']);
    expect(accepted(1_000, issued)).toEqual([]);
  });
  it('accepts the secret before a rotation for the time granted', () => {
    expect(accepted(149, issued, rotated)).toEqual(['second', 'first']);
    expect(accepted(150, issued, rotated)).toEqual(['second']);
  });
  it('accepts nothing once revoked, also not the secret before', () => expect(accepted(120, issued, rotated, revoked)).toEqual([]));
});
