// Every call to a processor tells something of its health, whoever makes it: heard here, in one place, and passed on as it is.
import type { ProcessorFields } from '../core/processor';
import {
  type ArrivedNotice, type CardToSave, type ChargeRef, type ChargeToOpen, type Confirmation, type ProcessorAdapter, ProcessorAdapters, type RefundToMake,
} from '../processor-adapter'; // prettier-ignore
import type { ProcessorHealth } from '../processor-health';

export class WatchedAdapters extends ProcessorAdapters {
  constructor(
    private readonly adapters: ProcessorAdapters,
    private readonly health: ProcessorHealth,
  ) {
    super();
  }

  for(processor: { readonly key: string; readonly fields: ProcessorFields }): ProcessorAdapter {
    return new WatchedAdapter(this.adapters.for(processor), (outcome) => this.health.heard(processor.key, outcome));
  }
}

type Heard = Parameters<ProcessorHealth['heard']>[1];

class WatchedAdapter implements ProcessorAdapter {
  constructor(
    private readonly adapter: ProcessorAdapter,
    private readonly heard: (outcome: Heard) => void,
  ) {}

  get abilities() {
    return this.adapter.abilities;
  }

  async open(charge: ChargeToOpen) {
    const answer = await this.adapter.open(charge);
    if (answer.kind === 'not_sent') this.heard(answer); // opened: its confirmation will tell more
    return answer;
  }

  async confirm(confirmation: Confirmation) {
    return this.passed(await this.adapter.confirm(confirmation));
  }

  async finishAction(charge: ChargeRef) {
    return this.passed(await this.adapter.finishAction(charge));
  }

  async save(setup: CardToSave) {
    return this.passed(await this.adapter.save(setup));
  }

  async finishSetup(setup: ChargeRef) {
    return this.passed(await this.adapter.finishSetup(setup));
  }

  // Recovery asks long after, and of any processor: an answer to it is no sign that charges work again.
  inquire(charge: ChargeRef) {
    return this.adapter.inquire(charge);
  }

  close(charge: ChargeRef) {
    return this.adapter.close(charge);
  }

  refund(refund: RefundToMake) {
    return this.adapter.refund(refund);
  }

  inquireRefund(refund: RefundToMake) {
    return this.adapter.inquireRefund(refund);
  }

  readNotice(notice: ArrivedNotice) {
    return this.adapter.readNotice(notice);
  }

  private passed<Outcome extends Heard | { readonly kind: 'closed' }>(outcome: Outcome): Outcome {
    if (outcome.kind !== 'closed') this.heard(outcome as Extract<Outcome, Heard>);
    return outcome;
  }
}
