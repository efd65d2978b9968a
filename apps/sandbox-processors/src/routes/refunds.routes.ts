// Giving money back, idempotent by the refund's reference and never more than was taken, also with twenty at once.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { refund } from '../core/refund.decide';
import { renderRefund } from '../core/render';
import type { Sandbox } from '../sandbox';
import { gate, type ProcessorParams } from './gate';
import { type RefundBody, refundShape } from './shapes';

interface RefundParams extends ProcessorParams {
  readonly refund_reference: string;
}

export function refundRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { network } = sandbox;
  const refunding = { ...gate(sandbox, 'refund'), schema: { body: refundShape } };
  type Making = { Params: ProcessorParams & { readonly reference: string }; Body: RefundBody };

  app.post<Making>('/:processor/charges/:reference/refunds', refunding, async (request, reply) => {
    const { processor, reference } = request.params;
    const { refund_reference: refundReference, amount_atom: amountAtom } = request.body;
    const taken = network.chargeOfRefund(processor, refundReference);
    const given = { settings: network.settings(processor), at: sandbox.now() };
    const decision = refund(network.charge(processor, reference), { refundReference, amountAtom, taken }, given);
    if (decision.kind === 'refused') return reply.code(decision.refusal.status).send({ code: decision.refusal.code });
    if (decision.kind === 'fact') await sandbox.record(decision.fact);
    return answer(reply, processor, refundReference);
  });

  app.get<{ Params: RefundParams }>('/:processor/refunds/:refund_reference', gate(sandbox, 'inquire'), async (request, reply) => {
    return answer(reply, request.params.processor, request.params.refund_reference);
  });

  function answer(reply: FastifyReply, processor: string, refundReference: string): FastifyReply {
    const charge = network.chargeOfRefund(processor, refundReference);
    const found = charge?.refunds.find((one) => one.refundReference === refundReference);
    return charge && found ? reply.send(renderRefund(charge, found)) : reply.code(404).send({ code: 'not_found' });
  }
}
