// Ways to make a real piece wrong in one thing: its processors answer otherwise, or the session decides otherwise.
import { checkoutSession, type CheckoutSessionCommand, type CheckoutSessionState } from '@tillstream/checkout';
import { Executor } from '@tillstream/event-sourcing';
import { type ProcessorAdapter, ProcessorAdapters } from '@tillstream/payments';
import { type Replacement, replacing } from '../service/container';

type Constructor<T> = abstract new (...parts: never[]) => T;

/** An object like another one, but for some of its methods. */
export const like = <T extends object>(original: T, changes: Partial<T>): T => Object.assign(Object.create(original) as T, changes);

/** This piece alone sees processors whose answers are changed on the way. */
export const misled = <T>(token: Constructor<T>, changed: (adapter: ProcessorAdapter) => Partial<ProcessorAdapter>): Replacement =>
  replacing(token, (_, container) => {
    const adapters = replacing(ProcessorAdapters, (original) => ({
      for: (connected) => {
        const adapter = original.for(connected);
        return like(adapter, changed(adapter));
      },
    }));
    return container.remade(token, adapters);
  });

type Decide = typeof checkoutSession.decide;

/** Sessions decide otherwise. @param decide is given how they really do */
export const deciding = (
  decide: (command: CheckoutSessionCommand, state: CheckoutSessionState, really: Decide) => ReturnType<Decide>,
): Replacement => {
  const variant = {
    ...checkoutSession,
    decide: (command, state) => decide(command, state, checkoutSession.decide),
  } as typeof checkoutSession;
  return replacing(Executor, (original) =>
    like(original, {
      run: (decider, target, command) =>
        original.run(decider.category === variant.category ? (variant as never) : decider, target, command),
    }),
  );
};
