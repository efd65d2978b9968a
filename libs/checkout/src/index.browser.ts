// What the buyer's browser and the server both know of a session. Types only: nothing of this lib runs in a browser.
export type * from './core/buyer-offer';
export type * from './buyer-page';
export type * from './core/buyer-session';
