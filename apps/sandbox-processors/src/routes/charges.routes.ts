// Open, confirm, inquire, close. The order matters to callers: an open moves no money, a close makes sure that none will move.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { confirm } from '../confirm';
import { close, open } from '../core/decide';
import type { Sandbox } from '../sandbox';
import { answers } from './answers';
import { gate, type ProcessorParams } from './gate';
import { presentedIn } from './presented';
import { type ConfirmBody, confirmShape, type MerchantReference, merchantReferenceShape, type OpenBody, openShape } from './shapes';

interface ChargeParams extends ProcessorParams {
  readonly reference: string;
}

export function chargeRoutes(app: FastifyInstance, sandbox: Sandbox, publicUrl: string | null): void {
  const { network } = sandbox;
  const answer = answers(sandbox, publicUrl);
  const opening = { ...gate(sandbox, 'open'), schema: { body: openShape } };
  const confirming = { ...gate(sandbox, 'confirm'), schema: { body: confirmShape } };
  const finding = { ...gate(sandbox, 'inquire'), schema: { querystring: merchantReferenceShape } };
  const blocking = { ...gate(sandbox, 'close'), schema: { body: merchantReferenceShape } };

  app.post<{ Params: ProcessorParams; Body: OpenBody }>('/:processor/charges', opening, async (request, reply) => {
    const { processor } = request.params;
    const known = () => network.chargeFor(processor, 'charge', request.body.merchant_reference);
    const given = { settings: network.settings(processor), at: sandbox.now(), reference: sandbox.newId(`ch_${processor}`) };
    const decision = open(known(), { processor, ...asked(request.body) }, given);
    return answer.decision({ request, reply }, decision, known);
  });

  app.post<{ Params: ChargeParams; Body: ConfirmBody }>('/:processor/charges/:reference/confirm', confirming, async (request, reply) => {
    const { processor, reference } = request.params;
    const presented = presentedIn(request.body, network, processor);
    if (presented === 'card_or_token') return reply.code(400).send({ code: 'bad_request', message: 'either card or token, not both' });
    if (presented === 'token_not_found') return reply.code(422).send({ code: 'token_not_found' });
    const authentication = request.body.three_ds?.authentication ?? 'none';
    const find = () => network.charge(processor, reference);
    return answer.ending({ request, reply }, await confirm(sandbox, find, { presented, authentication, save: request.body.save ?? false }));
  });

  app.get<{ Params: ChargeParams }>('/:processor/charges/:reference', gate(sandbox, 'inquire'), async (request, reply) => {
    return answer.charge({ request, reply }, network.charge(request.params.processor, request.params.reference));
  });

  app.get<{ Params: ProcessorParams; Querystring: MerchantReference }>('/:processor/charges', finding, async (request, reply) => {
    return answer.charge({ request, reply }, network.chargeFor(request.params.processor, 'charge', request.query.merchant_reference));
  });

  app.post<{ Params: ChargeParams }>('/:processor/charges/:reference/close', gate(sandbox, 'close'), async (request, reply) => {
    const find = () => network.charge(request.params.processor, request.params.reference);
    return answer.decision({ request, reply }, close(find(), sandbox.now()), find);
  });

  const block = async (request: FastifyRequest<{ Params: ProcessorParams; Body: MerchantReference }>, reply: FastifyReply) => {
    const { processor } = request.params;
    const merchantReference = request.body.merchant_reference;
    const find = () => network.chargeFor(processor, 'charge', merchantReference);
    if (find()) return answer.decision({ request, reply }, close(find(), sandbox.now()), find);
    const reference = sandbox.newId(`ch_${processor}`);
    const fact = { type: 'ReferenceBlocked', at: sandbox.now(), processor, reference, merchantReference } as const;
    return answer.decision({ request, reply }, { kind: 'fact', fact }, find);
  };
  app.post<{ Params: ProcessorParams; Body: MerchantReference }>('/:processor/charges/close-by-merchant-reference', blocking, block);
}

const asked = (body: OpenBody) => ({
  merchantReference: body.merchant_reference,
  amountAtom: body.amount_atom,
  currency: body.currency,
  description: body.description ?? null,
  offSessionLater: body.off_session_later ?? false,
});
