// Where a message is: its id says which event of which stream it tells, and of which resource, so that no index is needed (formats.md §1).
import type { Environment } from '@tillstream/event-sourcing';

export interface MessageRef {
  /** Letter of the stream's category. */
  readonly category: string;
  /** Key of the stream. */
  readonly key: string;
  /** Revision of the event that is told. */
  readonly revision: number;
  /** Letter of the resource that is told about: it differs for two messages of one event. */
  readonly resource: string;
}

const ID = /^evt_([a-z]+)_([A-Za-z])([0-9A-Za-z]{20})_(0|[1-9]\d{0,8})_([A-Za-z])$/;

/** `evt_<env>_<category letter><20>_<revision>_<resource letter>` */
export const formatMessageId = (environment: Environment, { category, key, revision, resource }: MessageRef): string =>
  `evt_${environment}_${category}${key}_${revision}_${resource}`;

/** Null for anything that is no message id of this environment. */
export function parseMessageId(environment: Environment, id: string): MessageRef | null {
  const [, found, category, key, revision, resource] = ID.exec(id) ?? [];
  if (found !== environment || category === undefined || key === undefined || revision === undefined || resource === undefined) return null;
  return { category, key, revision: Number(revision), resource };
}

/** A message in a pending set: its event and its type, nothing more. */
export interface PendingRef extends MessageRef {
  readonly type: string;
}

const MEMBER = /^([A-Za-z])([0-9A-Za-z]{20})_(\d{9})_([A-Za-z]):(.+)$/;
const REVISION_DIGITS = 9;

/** Sorts by stream and then by revision, as text. */
export const formatMember = ({ category, key, revision, resource, type }: PendingRef): string =>
  `${category}${key}_${String(revision).padStart(REVISION_DIGITS, '0')}_${resource}:${type}`;

/** Throws on what `formatMember` did not make: a bug, nobody else writes there. */
export function parseMember(member: string): PendingRef {
  const [, category, key, revision, resource, type] = MEMBER.exec(member) ?? [];
  if (category === undefined || key === undefined || revision === undefined || resource === undefined || type === undefined) {
    throw new TypeError(`not a pending message: ${member}`);
  }
  return { category, key, revision: Number(revision), resource, type };
}
