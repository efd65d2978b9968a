// Pictures of brands as browsers find them: where each is, and its bytes, a few of them kept since they never change.
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type BrandFile, type BrandFileContent, brandFilePath, GetBrandFileQuery } from '@tillstream/accounts';
import { HttpSettings } from '../http/http-settings';

/** Of at most 512 kB each. */
const KEPT = 32;

@Injectable()
export class BrandFiles {
  private readonly kept = new Map<string, BrandFileContent>();

  constructor(
    private readonly settings: HttpSettings,
    private readonly queries: QueryBus,
  ) {}

  readonly urlOf = (file: BrandFile): string => `${this.settings.publicUrl}${brandFilePath(file)}`;

  /** Null when there is no such picture. */
  async content(key: string): Promise<BrandFileContent | null> {
    const content = this.kept.get(key) ?? (await this.queries.execute(new GetBrandFileQuery(key)));
    if (!content) return null;
    this.kept.delete(key); // the one used last is the last to go
    this.kept.set(key, content);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    return content;
  }
}
