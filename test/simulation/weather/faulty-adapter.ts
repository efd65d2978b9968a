// A processor across a bad network: requests arrive late, twice or never, answers come late or not at all; a time-out is `unknown`.
import type { Abilities, ArrivedNotice, ChargeRef, ProcessorAdapter, ReadNotice, RefundToMake } from '@tillstream/payments';
import type { Bank } from '../processors/bank';
import { behaviourOf } from '../processors/cards';
import type { Ability } from '../story/story';
import type { FaultyProcess } from './faulty-process';

const TIMEOUT_MS = 30_000;
/** A slow card may outlast the time-out. */
const SLOW_MS = 45_000;
const MOST_LATE_MS = 40 * 60_000;

const INQUIRY: Readonly<Record<Ability, Abilities['inquiry']>> = {
  'asked-and-closed': 'byMerchantReference',
  'asked-by-its-own-name': 'byReference',
  'asked-only': 'byMerchantReference',
  mute: 'none',
};

export class FaultyAdapter implements ProcessorAdapter {
  constructor(
    private readonly bank: Bank,
    private readonly process: FaultyProcess,
    private readonly ability: Ability,
  ) {}

  get abilities(): Abilities {
    return {
      inquiry: INQUIRY[this.ability],
      canClose: this.ability === 'asked-and-closed' || this.ability === 'asked-by-its-own-name',
      keyWindowMs: 24 * 3_600_000,
      maxLatenessMs: 2 * MOST_LATE_MS,
    };
  }

  async open({ merchantReference, amountAtom }: Parameters<ProcessorAdapter['open']>[0]) {
    const answer = await this.call(`open ${merchantReference}`, () => this.bank.open(merchantReference, amountAtom));
    return answer ?? { kind: 'not_sent' as const, reason: 'connection' as const, message: 'no answer to open' };
  }

  async confirm({ reference, card }: Parameters<ProcessorAdapter['confirm']>[0]) {
    const mayTakeMs = 'number' in card && behaviourOf(card) === 'slow' ? SLOW_MS : 0;
    const answer = await this.call(`confirm ${reference}`, () => this.bank.confirm(reference, card), mayTakeMs);
    return answer ?? { kind: 'unknown' as const, reference, message: 'no answer to confirm' };
  }

  async finishAction({ merchantReference }: ChargeRef) {
    const answer = await this.call(`finish ${merchantReference}`, () => this.bank.finish(merchantReference));
    return answer ?? { kind: 'unknown' as const, reference: merchantReference, message: 'no answer to the confirmation' };
  }

  async inquire({ merchantReference }: Parameters<ProcessorAdapter['inquire']>[0]) {
    return (await this.call(`inquire ${merchantReference}`, () => this.bank.inquire(merchantReference))) ?? noAnswer;
  }

  async close({ merchantReference }: Parameters<ProcessorAdapter['close']>[0]) {
    return (await this.call(`close ${merchantReference}`, () => this.bank.close(merchantReference))) ?? noAnswer;
  }

  async save({ merchantReference, card }: Parameters<ProcessorAdapter['save']>[0]) {
    const answer = await this.call(`save ${merchantReference}`, () => this.bank.save(merchantReference, card));
    return answer ?? { kind: 'unknown' as const, reference: null, message: 'no answer to save' };
  }

  async finishSetup({ merchantReference }: ChargeRef) {
    const answer = await this.call(`finish ${merchantReference}`, () => this.bank.finishSetup(merchantReference));
    return answer ?? { kind: 'unknown' as const, reference: null, message: 'no answer to the set-up' };
  }

  async refund({ merchantReference, refundReference, amountAtom }: RefundToMake) {
    const make = () => this.bank.refund({ merchantReference, refundReference, amountAtom });
    return (await this.call(`refund ${refundReference}`, make)) ?? noAnswer;
  }

  async inquireRefund({ refundReference }: RefundToMake) {
    return (await this.call(`inquire ${refundReference}`, () => this.bank.inquireRefund(refundReference))) ?? noAnswer;
  }

  /** A notice of this bank is what it wants to tell, as it is: nobody else can put one in here. */
  readNotice({ body }: ArrivedNotice): Promise<ReadNotice> {
    return Promise.resolve(JSON.parse(body.toString('utf8')) as ReadNotice);
  }

  /** Null: no answer within the time-out. The request may arrive all the same, and long after. */
  private call<T>(asking: string, effect: () => T, mayTakeMs = 0): Promise<T | null> {
    return this.process.step(asking, (moment) => this.send(moment, effect, mayTakeMs));
  }

  private async send<T>(moment: string, effect: () => T, mayTakeMs: number): Promise<T | null> {
    const { weather } = this.process;
    const { clock, chance } = weather;
    if (weather.isCalm) return effect();
    if (weather.strikes('callIsLost', `request of ${moment}`)) return null;
    if (weather.strikes('callIsDoubled', moment)) clock.callAt(clock.now() + chance.below(`second ${moment}`, MOST_LATE_MS), effect);
    const late = weather.strikes('callIsLate', moment) ? chance.below(`late ${moment}`, MOST_LATE_MS) : 0;
    const answered = clock.sleep(late + chance.below(`way of ${moment}`, 2_000 + mayTakeMs)).then(() => this.answer(moment, effect));
    return Promise.race([answered, clock.sleep(TIMEOUT_MS).then(() => null)]);
  }

  private async answer<T>(moment: string, effect: () => T): Promise<T> {
    const { weather } = this.process;
    const answer = effect();
    const isLost = weather.strikes('callIsLost', `answer of ${moment}`);
    await weather.clock.sleep(isLost ? MOST_LATE_MS : weather.chance.below(`back of ${moment}`, 1_000));
    return answer;
  }
}

const noAnswer = { kind: 'no-answer' as const, message: '' };
