// The heart of a processor: a card meets a charge. Slow cards and troubles before the charge come first; then everything that
// matters happens in one synchronous step, so that a close or a second confirmation is either before it or after it.
import { setTimeout as pause } from 'node:timers/promises';
import type { TestCard, Trouble } from './cards/test-card';
import { cardNamed } from './cards/test-cards';
import { type Verdict, verdict } from './cards/verdict';
import type { Charge } from './core/charge';
import { challengeResult } from './core/challenge.decide';
import { conclude, standing } from './core/decide';
import type { Refusal } from './core/decision';
import type { UsedCard } from './core/facts';
import type { Sandbox } from './sandbox';

export interface Presented {
  readonly card: UsedCard;
  readonly cvc: string | null;
  readonly savedBefore: boolean;
}

export interface ConfirmRequest {
  /** Null: no card was sent, as after a challenge, where the card is known. */
  readonly presented: Presented | null;
  readonly authentication: 'none' | 'completed';
  readonly save: boolean;
}

export type Ending =
  | { readonly is: 'answer'; readonly charge: Charge }
  | { readonly is: 'refusal'; readonly refusal: Refusal }
  | { readonly is: 'no_card' }
  | { readonly is: 'trouble'; readonly what: Trouble['what'] };

type Find = () => Charge | undefined;

export async function confirm(sandbox: Sandbox, find: Find, request: ConfirmRequest): Promise<Ending> {
  const first = look(find, request.authentication);
  if (first.is !== 'undecided') return first;
  const presented = presentedFor(first.charge, request);
  if (!presented) return { is: 'no_card' };

  const said = ask(sandbox, first.charge, presented);
  const { slow, trouble } = mishaps(presented.card, said);
  if (slow) await takeTime(sandbox, first.charge);
  if (trouble?.when === 'before') return { is: 'trouble', what: trouble.what };

  const now = look(find, request.authentication);
  if (now.is !== 'undecided') return now;
  await conclusion(sandbox, now.charge, { presented, said, save: request.save || now.charge.save });
  return trouble ? { is: 'trouble', what: trouble.what } : answer(find());
}

const answer = (charge: Charge | undefined): Ending =>
  charge ? { is: 'answer', charge } : { is: 'refusal', refusal: { status: 404, code: 'not_found' } };

function look(find: Find, authentication: 'none' | 'completed'): Ending | { readonly is: 'undecided'; readonly charge: Charge } {
  const charge = find();
  const stands = standing(charge, authentication);
  if (charge && stands === 'undecided') return { is: 'undecided', charge };
  return stands !== 'undecided' && stands.kind === 'refused' ? { is: 'refusal', refusal: stands.refusal } : answer(charge);
}

/** After a challenge it is the card that was challenged, whatever is sent. */
function presentedFor({ card }: Charge, { presented }: ConfirmRequest): Presented | null {
  return card ? { card, cvc: null, savedBefore: false } : presented;
}

/** A question to the buyer is always asked in time; only money gets into trouble after the charge. */
function mishaps({ name }: UsedCard, said: Verdict): Pick<TestCard, 'slow' | 'trouble'> {
  const row = cardNamed(name);
  if (!row || said.is === 'challenge') return {};
  return row.trouble?.when === 'after' && said.is === 'declined' ? { slow: row.slow } : row;
}

function ask(sandbox: Sandbox, charge: Charge, { card, cvc, savedBefore }: Presented): Verdict {
  const { processor, kind } = charge;
  const result = challengeResult(charge);
  const challenge = result === 'pending' ? 'none' : result;
  const { always } = sandbox.network.settings(processor);
  const row: TestCard | undefined = cardNamed(card.name);
  return verdict(row, { processor, kind, always, challenge, savedBefore, cvc, validUntil: card.validUntil, now: sandbox.now() });
}

async function takeTime({ processing, network }: Sandbox, { processor, reference }: Charge): Promise<void> {
  processing.add(reference);
  await pause(network.settings(processor).slow_ms);
  processing.delete(reference);
}

/** A crash in here either leaves the charge open or leaves it charged and found: there is one line in the journal for it. */
function conclusion(sandbox: Sandbox, charge: Charge, given: { presented: Presented; said: Verdict; save: boolean }): Promise<void> {
  const { presented, said, save } = given;
  const at = sandbox.now();
  return sandbox.record(conclude(charge, { verdict: said, card: presented.card, save, at, newId: (prefix) => sandbox.newId(prefix) }));
}
