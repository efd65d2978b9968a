// What a process may be: any of the three, all by default.
export const ROLES = ['projector', 'reactor', 'jobs'] as const;
export type Role = (typeof ROLES)[number];

/** One running role. */
export interface RunningRole {
  readonly role: Role;
  /** `active`: it does the work; `standby`: another process does, and this one takes over when that one is gone. */
  readonly standing: 'active' | 'standby';
  /** Resolves when it is known who has the role. */
  readonly taken: Promise<void>;
}

/** What a role does while it is active, until `signal` is aborted. */
export interface RoleWork {
  readonly role: Role;
  run(signal: AbortSignal): Promise<void>;
}
