// Counts the tries of cards whose schemes allow only so many, at each account by itself: in one small stream for each card.
import {
  type CommandContext,
  type EventStore,
  type Executor,
  type Facts,
  type Ids,
  type Log,
  streamName,
} from '@tillstream/event-sourcing';
import type { CardSummary } from './core/card';
import { cardUse, isCardSpent, isCounted } from './core/card-use';

type CountedCard = Pick<CardSummary, 'brand' | 'fingerprint'>;

export interface CardTry {
  readonly card: CountedCard;
  readonly tryKey: string;
  readonly now: number;
}

/**
 * Events that are kept of a card that is used a lot. Not by their age: a stream whose events are all gone could not be appended to with an
 * expected revision. What is older than these was taken back for the most part, and is forgotten.
 */
const MOST_EVENTS = 200;
const LIMITED_EACH = 100;

export class CardTries {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
    private readonly store: EventStore,
    private readonly ids: Ids,
    private readonly log: Log,
  ) {}

  /** Whether another try would be refused now. */
  async areSpent(accountId: string, card: CountedCard, now: number): Promise<boolean> {
    if (!isCounted(card.brand)) return false;
    const key = this.keyOf(accountId, card);
    const isSpent = async (freshness: 'recent' | 'fresh') =>
      isCardSpent((await this.facts.get(cardUse, key, freshness)).state, card.brand, now);
    return (await isSpent('recent')) && isSpent('fresh');
  }

  /**
   * False: none was left, and nobody may be asked. A crash right after it has counted a try that was never made: the card loses one, no
   * limit is ever passed. Throws a Fault when nobody knows whether it is written down: nobody may be asked then either.
   */
  async begin(context: CommandContext, { card, tryKey, now }: CardTry): Promise<boolean> {
    if (!isCounted(card.brand)) return true;
    const key = this.keyOf(context.accountId, card);
    const outcome = await this.executor.run(cardUse, { key, context }, { type: 'TryCard', tryKey, brand: card.brand, now });
    if (outcome.kind === 'accepted' && outcome.events.length > 0) await this.bound(key, outcome.resource.revision);
    return outcome.kind === 'accepted';
  }

  /** Approved, or nobody was reached: no try as the schemes count them. One that cannot be taken back now stays counted. */
  async takeBack(context: CommandContext, { card, tryKey, now }: CardTry): Promise<void> {
    if (!isCounted(card.brand)) return;
    const target = { key: this.keyOf(context.accountId, card), context };
    await this.executor.run(cardUse, target, { type: 'ReturnCardTry', tryKey, now }).catch((error: unknown) => {
      this.log.warn({ tryKey, error: String(error) }, 'a try of a card stays counted');
    });
  }

  /** Most cards never come to it. */
  private async bound(key: string, revision: number): Promise<void> {
    if ((revision + 1) % LIMITED_EACH !== 0) return;
    await this.store.limit(streamName(cardUse.category, key), { maxCount: MOST_EVENTS }).catch((error: unknown) => {
      this.log.warn({ key, error: String(error) }, 'a stream of tries was not bounded');
    });
  }

  private keyOf(accountId: string, { fingerprint }: CountedCard): string {
    return this.ids.derivedKey('card-use', accountId, fingerprint);
  }
}
