// The client has no timer of its own for most of its calls: every wait is bounded here.

/** Rejects with what `late` makes when `work` has not ended within `ms`; what becomes of it afterwards is of no interest. */
export async function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const isLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  try {
    return await Promise.race([work, isLate]);
  } finally {
    clearTimeout(timer);
  }
}
