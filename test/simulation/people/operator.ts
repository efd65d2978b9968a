// The operator: looks at the processors' own pages for charges that nobody else can settle, long after nothing is on its way any more, and says so.
import { ResolveByHandCommand, unresolvedCharges } from '@tillstream/checkout';
import type { EventStore } from '@tillstream/event-sourcing';
import type { InquiryAnswer } from '@tillstream/payments';
import { contextOf, IDS } from '../service/ground';
import type { Hosts } from '../service/hosts';
import type { Weather } from '../weather/weather';

export interface OperatorParts {
  readonly hosts: Hosts;
  readonly weather: Weather;
  readonly store: EventStore;
  /** What stands in the books of a processor about one of our charges. */
  readonly bookOf: (processorKey: string, merchantReference: string) => InquiryAnswer | null;
}

type Told = ResolveByHandCommand['told'];

export class Operator {
  constructor(private readonly parts: OperatorParts) {}

  async settle(): Promise<void> {
    const { store, weather, hosts, bookOf } = this.parts;
    const found = await unresolvedCharges({ store, views: null, now: weather.clock.now() });
    for (const { kind, key, sessionKey, processorKey } of found) {
      if (kind === 'refund') continue;
      const told = toldOf(bookOf(processorKey, IDS.format('pa', key)));
      const name = `the operator says of ${key}: ${told.result}`;
      weather.tell(name);
      const command = new ResolveByHandCommand(contextOf(name, 'operator'), { sessionKey, chargeKey: key }, told);
      await hosts.request(name, ({ container }) => container.execute(command));
    }
  }
}

function toldOf(answer: InquiryAnswer | null): Told {
  if (answer?.kind === 'approved') return { result: 'approved', reference: answer.reference };
  return { result: answer?.kind === 'declined' ? 'declined' : 'not_charged', reference: null };
}
