// What an update changes: a field that was not sent is left alone, null puts it back to what it is when nobody says anything.
export type Changed<Fields> = Partial<Fields>;

/** Per field: what was sent, and what null means. */
export type Sent<Fields> = { readonly [Name in keyof Fields]?: readonly [sent: Fields[Name] | null | undefined, cleared: Fields[Name]] };

export function changesOf<Fields extends object>(sent: Sent<Fields>): Changed<Fields> {
  const changes: Partial<Fields> = {};
  for (const name of Object.keys(sent) as (keyof Fields)[]) {
    const pair = sent[name];
    if (pair && pair[0] !== undefined) changes[name] = pair[0] ?? pair[1];
  }
  return changes;
}
