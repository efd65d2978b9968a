// A session's history on the screen: when, what, by whom, and what it changed.
import type { Terminal } from '../terminal/terminal';

export interface HistoryItem {
  readonly revision: number;
  readonly type: string;
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: string | null };
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
}

const LONGEST = 90;

export function showTimeLine(terminal: Terminal, items: readonly HistoryItem[]): void {
  const { bold, cyan, dim } = terminal.colours;
  for (const { revision, type, at, actor, changes } of items) {
    const who = actor.id === null ? actor.kind : `${actor.kind} ${actor.id}`;
    terminal.say(`  ${dim(String(revision).padStart(2))}  ${dim(at.slice(11, 23))}  ${bold(type)}  ${dim(`by ${who}`)}`);
    if (revision === 0) continue; // everything is new: the session was shown already
    for (const [field, { from, to }] of Object.entries(changes)) {
      terminal.say(`        ${cyan(field)}: ${cut(terminal.shown(from))} ${dim('→')} ${cut(terminal.shown(to))}`);
    }
  }
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
