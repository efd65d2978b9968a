// Where the buyer answers the bank: a page with a form for browsers, JSON for tests. Knowing the id is the permission.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { challengePage, type ChallengeView } from '../challenges/challenge.page';
import { answerChallenge } from '../core/challenge.decide';
import type { Charge } from '../core/charge';
import type { Sandbox } from '../sandbox';

interface ChallengeParams {
  readonly id: string;
}

interface ChallengeBody {
  readonly result: 'approve' | 'fail';
  readonly return_url?: string;
}

const bodyShape = {
  type: 'object',
  required: ['result'],
  properties: { result: { enum: ['approve', 'fail'] }, return_url: { type: 'string', maxLength: 4_000 } },
  additionalProperties: false,
} as const;

export function challengeRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { network } = sandbox;

  app.get<{ Params: ChallengeParams; Querystring: { return_url?: string } }>('/challenge/:id', async (request, reply) => {
    const charge = network.chargeOfChallenge(request.params.id);
    if (!charge) return reply.code(404).send({ code: 'not_found' });
    return page(reply, { charge, challengeId: request.params.id, state: stateOf(charge), returnUrl: safeUrl(request.query.return_url) });
  });

  app.post<{ Params: ChallengeParams; Body: ChallengeBody }>('/challenge/:id', { schema: { body: bodyShape } }, async (request, reply) => {
    const { id } = request.params;
    const charge = network.chargeOfChallenge(id);
    if (!charge) return reply.code(404).send({ code: 'not_found' });
    const decision = answerChallenge(charge, {
      button: request.body.result,
      settings: network.settings(charge.processor),
      at: sandbox.now(),
    });
    if (decision.kind === 'fact') await sandbox.record(decision.fact);

    const now = network.chargeOfChallenge(id) ?? charge;
    const state = stateOf(now);
    if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return asJson(reply, id, state);
    const returnUrl = safeUrl(request.body.return_url);
    if (returnUrl !== null && (state === 'approved' || state === 'failed')) return reply.redirect(returnUrl, 303);
    return page(reply, { charge: now, challengeId: id, state, returnUrl });
  });
}

function asJson(reply: FastifyReply, id: string, state: ChallengeView['state']): FastifyReply {
  if (state === 'closed') return reply.code(409).send({ code: 'closed' });
  return reply.send({ id, status: state === 'waiting' ? 'pending' : state });
}

function page(reply: FastifyReply, view: ChallengeView): FastifyReply {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'";
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .send(challengePage(view));
}

/** `waiting`: answered, and the bank takes its time. */
function stateOf({ status, challenge }: Charge): ChallengeView['state'] {
  if (status === 'closed') return 'closed';
  if (!challenge) return 'pending';
  return challenge.settlesAt !== null && status === 'requires_action' ? 'waiting' : challenge.result;
}

/** Only ways back to a web page; a script hidden in an address goes nowhere. */
function safeUrl(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  return /^https?:$/.test(new URL(url).protocol) ? url : null;
}
