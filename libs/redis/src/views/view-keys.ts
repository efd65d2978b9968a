// Where views live in Redis (formats.md §5). The version of the view code comes first, so that two versions never meet; what belongs
// to one account shares a hash tag, so that one script may touch all of it in a cluster too.
export class ViewKeys {
  constructor(private readonly version: string) {
    if (!/^[\w.-]+$/.test(version)) throw new Error(`the version of the view keys must be a plain word, not ${JSON.stringify(version)}`);
  }

  document(accountId: string, stream: string): string {
    return `${this.ofAccount(accountId)}:doc:${stream}`;
  }

  /** An index' name follows right after it. */
  indexes(accountId: string, category: string): string {
    return `${this.ofAccount(accountId)}:idx:${category}:`;
  }

  counters(accountId: string): string {
    return `${this.ofAccount(accountId)}:counters`;
  }

  /** Sorted set of `<stream>@<revision>` by the instant at which it is due. */
  due(accountId: string): string {
    return `${this.ofAccount(accountId)}:due`;
  }

  /** Sorted set of accounts by the earliest instant at which something of theirs may be due. */
  get dueAccounts(): string {
    return `${this.version}:{due}`;
  }

  get checkpoint(): string {
    return `${this.version}:checkpoint`;
  }

  private ofAccount(accountId: string): string {
    return `${this.version}:{${accountId}}`;
  }
}
