// Words, amounts and dates in the buyer's language. Made once per page, on the server and again in the browser from the same messages.
import type { BuyerInterval, BuyerTier } from '@tillstream/checkout/browser';
import type { MessageKey, Messages } from '../messages/en';

export type Params = Readonly<Record<string, string | number>>;
type Currency = Pick<BuyerTier, 'currency' | 'currency_exponent'>;

export class Texts {
  // Making a format costs a hundred times what using it does; a server keeps its Texts, one for each locale.
  private readonly numbers: Made<Intl.NumberFormat> = new Map();
  private readonly dates: Made<Intl.DateTimeFormat> = new Map();
  private readonly lists: Made<Intl.ListFormat> = new Map();
  private readonly regions: Made<Intl.DisplayNames> = new Map();

  constructor(
    /** Language and region: `de-AT`. */
    readonly locale: string,
    readonly messages: Messages,
  ) {}

  /** The message with its {…} filled in. */
  readonly t = (key: MessageKey, params: Params = {}): string => filledIn(this.messages[key], params);

  /** The same where a card is only saved: in words of its own where the usual ones would speak of paying. */
  readonly ofSaving = (key: MessageKey, params: Params = {}): string =>
    filledIn((this.messages as Readonly<Record<string, string>>)[`setup.${key}`] ?? this.messages[key], params);

  /** An amount with its currency, with the decimal places that the server names: `$20.00`, `¥1,500`. */
  money(atom: number, { currency, currency_exponent: places }: Currency): string {
    const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
    return this.formatNumber(atom / 10 ** places, { style: 'currency', currency: currency.toUpperCase(), ...digits });
  }

  /** `3 months`, `14 days`: in the language's own plural. */
  length(count: number, unit: BuyerInterval | 'minute'): string {
    return this.formatNumber(count, { style: 'unit', unit, unitDisplay: 'long' });
  }

  number(value: number): string {
    return this.formatNumber(value, {});
  }

  /** Day and month, with the year where it is not the present one. In UTC, as periods are reckoned. */
  date(iso: string, now: Date): string {
    const date = new Date(iso);
    const isThisYear = date.getUTCFullYear() === now.getUTCFullYear();
    return this.formatDate(date, { day: 'numeric', month: 'long', ...(!isThisYear && { year: 'numeric' }) });
  }

  /** A card's expiry: `04/2031`. */
  month(month: number, year: number): string {
    return this.formatDate(new Date(Date.UTC(year, month - 1)), { month: '2-digit', year: 'numeric' });
  }

  list(parts: readonly string[]): string {
    return kept(this.lists, 'and', () => new Intl.ListFormat(this.locale, { type: 'conjunction' })).format(parts);
  }

  /** A country's name, by its ISO 3166 code. */
  country(code: string): string {
    return kept(this.regions, 'region', () => new Intl.DisplayNames(this.locale, { type: 'region' })).of(code) ?? code;
  }

  private formatNumber(value: number, options: Intl.NumberFormatOptions): string {
    return kept(this.numbers, JSON.stringify(options), () => new Intl.NumberFormat(this.locale, options)).format(value);
  }

  private formatDate(date: Date, options: Intl.DateTimeFormatOptions): string {
    const make = (): Intl.DateTimeFormat => new Intl.DateTimeFormat(this.locale, { ...options, timeZone: 'UTC' });
    return kept(this.dates, JSON.stringify(options), make).format(date);
  }
}

const filledIn = (text: string, params: Params): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

type Made<T> = Map<string, T>;

function kept<T>(made: Made<T>, key: string, make: () => T): T {
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known;
}
