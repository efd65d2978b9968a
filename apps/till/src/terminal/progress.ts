// How far a long piece of work has come. Drawn only on a terminal; elsewhere nobody wants a thousand lines.
import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  at(done: number, total: number): void;
  end(): void;
}

/** A bar on stderr. It appears with the first step and is gone at the end. */
export function progressBar(what: string): Progress {
  if (!process.stderr.isTTY) return { at: () => undefined, end: () => undefined };
  const bar = new SingleBar(
    {
      format: `${what} {bar} {percentage} % · {duration_formatted}`,
      clearOnComplete: true,
      hideCursor: true,
      stream: process.stderr,
      barsize: 30,
    },
    Presets.shades_classic,
  );
  let hasBegun = false;
  return {
    at(done, total) {
      if (!hasBegun) bar.start(Math.max(total, 1), 0);
      hasBegun = true;
      bar.setTotal(Math.max(total, 1));
      bar.update(done);
    },
    end: () => bar.stop(),
  };
}
