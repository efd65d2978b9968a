// Saving a card without a charge, idempotent by the merchant's reference. A challenge is finished by asking again with
// three_ds.authentication "completed"; the card is remembered until then.
import type { FastifyInstance } from 'fastify';
import { confirm } from '../confirm';
import type { Sandbox } from '../sandbox';
import { answers } from './answers';
import { gate, type ProcessorParams } from './gate';
import { presentedIn } from './presented';
import { type MerchantReference, merchantReferenceShape, type SetupBody, setupShape } from './shapes';

export function setupRoutes(app: FastifyInstance, sandbox: Sandbox, publicUrl: string | null): void {
  const { network } = sandbox;
  const answer = answers(sandbox, publicUrl);
  const saving = { ...gate(sandbox, 'save'), schema: { body: setupShape } };
  const finding = { ...gate(sandbox, 'inquire'), schema: { querystring: merchantReferenceShape } };

  app.post<{ Params: ProcessorParams; Body: SetupBody }>('/:processor/setups', saving, async (request, reply) => {
    const { processor } = request.params;
    const { merchant_reference: merchantReference, card, three_ds } = request.body;
    const find = () => network.chargeFor(processor, 'setup', merchantReference);
    const presented = presentedIn({ card }, network, processor);
    if (typeof presented === 'string' || (!presented && !find()))
      return reply.code(400).send({ code: 'bad_request', message: 'a card is needed' });
    if (!find()) await begin(processor, merchantReference);
    const authentication = three_ds?.authentication ?? 'none';
    return answer.ending({ request, reply }, await confirm(sandbox, find, { presented, authentication, save: true }));
  });

  app.get<{ Params: ProcessorParams; Querystring: MerchantReference }>('/:processor/setups', finding, async (request, reply) => {
    return answer.charge({ request, reply }, network.chargeFor(request.params.processor, 'setup', request.query.merchant_reference));
  });

  function begin(processor: string, merchantReference: string): Promise<void> {
    const none = { amountAtom: 0, currency: null, description: null, offSessionLater: true } as const;
    const reference = sandbox.newId(`su_${processor}`);
    return sandbox.record({ ...none, type: 'ChargeOpened', kind: 'setup', at: sandbox.now(), processor, reference, merchantReference });
  }
}
