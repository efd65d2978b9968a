// The bank's page in the buyer's browser: two buttons, and back to the shop.
import type { ServerResponse } from 'node:http';
import { authenticate } from './issuer';
import { Refusal } from './refusal';
import type { World } from './world';

export const CHALLENGE = /^\/redirect\/authenticate\/(\w+)$/;

export function challengePage(world: World, id: string, response: ServerResponse): void {
  const isAsked = world.store.intents.get(id)?.status === 'requires_action';
  const buttons = '<button name="result" value="approve">approve</button><button name="result" value="fail">fail</button>';
  const body = isAsked ? `<form method="post"><p>Is this you?</p>${buttons}</form>` : '<p>There is nothing to answer.</p>';
  response.writeHead(isAsked ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><html lang="en"><title>Stand-in bank</title><h1>Stand-in bank</h1>${body}</html>`);
}

/** Leads back as Stripe does: with the payment's name in the address, which proves nothing. */
export function answerChallenge(world: World, given: { id: string; result: string | null }, response: ServerResponse): void {
  const { id, result } = given;
  const intent = world.store.intents.get(id);
  const { returnUrl } = world.store.hiddenOf(id);
  if (!intent || returnUrl === null || (result !== 'approve' && result !== 'fail')) return void response.writeHead(404).end();
  try {
    authenticate(world, intent, result);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    if (refusal.status !== 402) return void response.writeHead(409).end();
  }
  const back = new URL(returnUrl);
  back.searchParams.set(intent.object, id);
  back.searchParams.set('redirect_status', result === 'approve' ? 'succeeded' : 'failed');
  response.writeHead(303, { location: back.href }).end();
}
