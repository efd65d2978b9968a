// A difference in words.
import type { Difference } from '@tillstream/audit';
import type { Terminal } from '../terminal/terminal';

const LONGEST = 120;

export function describeDifference(terminal: Terminal, found: Difference): string {
  const { bold, red } = terminal.colours;
  return `${red('✗')} ${bold(found.stream)} at ${found.revision}${found.part === undefined ? '' : ` (${found.part})`}: ${words(terminal, found)}`;
}

function words(terminal: Terminal, found: Difference): string {
  switch (found.kind) {
    case 'view-missing':
      return 'there is no view of it';
    case 'view-behind':
      return `its view is behind, at ${found.viewRevision}`;
    case 'view-ahead':
      return `its view is ahead, at ${found.viewRevision}: it shows what no event says`;
    case 'view-unreadable':
      return `its view cannot be read: ${found.error}`;
    case 'events-unreadable':
      return `its events cannot be folded: ${found.error}`;
    case 'chain-broken':
      return `its chain is broken: ${found.problem}`;
    case 'fields-differ': {
      const lines = found.fields.map(
        ({ path, events, view }) => `\n    ${path}: ${cut(terminal.shown(events))} by the events, ${cut(terminal.shown(view))} in the view`,
      );
      return `its view differs${lines.join('')}`;
    }
  }
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
