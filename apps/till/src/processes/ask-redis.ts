// One question to a Redis without a client: for before there is anything to connect to, and for what no port of ours answers.
import { connect } from 'node:net';

const WITHIN_MS = 1_000;

/** The raw answer to `words`; null when none comes. */
export function askRedis(
  { host, port }: { readonly host: string; readonly port: number },
  ...words: readonly string[]
): Promise<string | null> {
  const question = `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => socket.write(question));
    const end = (answer: string | null) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(WITHIN_MS, () => end(null));
    socket.once('data', (data) => end(data.toString()));
    socket.once('error', () => end(null));
  });
}

export const answersPing = async (host: string, port: number): Promise<boolean> =>
  (await askRedis({ host, port }, 'PING'))?.startsWith('+PONG') ?? false;
