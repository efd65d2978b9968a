// Keeps the text and the headers of every answer that this process gets by `fetch` from one address, so that a suite can look through all of them.
export interface RecordedAnswers {
  readonly texts: string[];
  /** `fetch` is as it was again. */
  stop(): void;
}

export function recordAnswers(from: string): RecordedAnswers {
  const original = globalThis.fetch;
  const texts: string[] = [];
  globalThis.fetch = async (input, init) => {
    const answer = await original(input, init);
    const url = input instanceof Request ? input.url : String(input);
    if (url.startsWith(from)) texts.push(`${JSON.stringify([...answer.headers])}\n${await answer.clone().text()}`);
    return answer;
  };
  return {
    texts,
    stop: () => {
      globalThis.fetch = original;
    },
  };
}
