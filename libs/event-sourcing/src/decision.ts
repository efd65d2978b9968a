// The answer of a decision: what happened, or why it may not.

/** `accepted` with no events means "already so": nothing is appended and the caller succeeds. */
export type Decision<Event, Rejection> =
  { readonly accepted: readonly Event[] } | { readonly rejected: readonly [Rejection, ...Rejection[]] };

export const accept = <Event>(...events: Event[]): Decision<Event, never> => ({ accepted: events });
export const alreadySo: Decision<never, never> = accept<never>();
export const reject = <Rejection>(first: Rejection, ...more: Rejection[]): Decision<never, Rejection> => ({ rejected: [first, ...more] });

/** All guards on what a request refers to run; their reasons are reported together, in their order. */
export const rejectAll = <Rejection>(reasons: readonly Rejection[]): Decision<never, Rejection> | null => {
  const [first, ...more] = reasons;
  return first === undefined ? null : reject(first, ...more);
};

/** Where in a request the fault lies: `["body", "line_items", 0, "price_id"]`. A rejection that carries one is answered with 422. */
export type Loc = readonly (string | number)[];
