// From what was decided to what goes over the wire: one place for charges and setups.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ending } from '../confirm';
import type { Charge } from '../core/charge';
import type { Decision } from '../core/decision';
import { renderCharge } from '../core/render';
import type { Sandbox } from '../sandbox';
import type { ProcessorParams } from './gate';
import { misbehave } from './socket';

export interface Call {
  readonly request: FastifyRequest<{ Params: ProcessorParams }>;
  readonly reply: FastifyReply;
}

type Find = () => Charge | undefined;

export function answers(sandbox: Sandbox, publicUrl: string | null) {
  const charge = ({ request, reply }: Call, found: Charge | undefined): FastifyReply => {
    if (!found) return reply.code(404).send({ code: 'not_found' });
    const around = { publicUrl: publicUrl ?? `http://${request.host}`, processing: sandbox.processing.has(found.reference) };
    return reply.send(renderCharge(found, around));
  };

  return {
    charge,

    async decision(call: Call, decision: Decision, find: Find): Promise<FastifyReply> {
      if (decision.kind === 'refused') return call.reply.code(decision.refusal.status).send({ code: decision.refusal.code });
      if (decision.kind === 'fact') await sandbox.record(decision.fact);
      return charge(call, find());
    },

    ending(call: Call, ending: Ending): FastifyReply {
      const { hang_ms } = sandbox.network.settings(call.request.params.processor);
      switch (ending.is) {
        case 'answer':
          return charge(call, ending.charge);
        case 'refusal':
          return call.reply.code(ending.refusal.status).send({ code: ending.refusal.code });
        case 'no_card':
          return call.reply.code(400).send({ code: 'bad_request', message: 'a card or a token is needed' });
        case 'trouble':
          return misbehave(call.reply, ending.what, hang_ms);
      }
    },
  };
}
