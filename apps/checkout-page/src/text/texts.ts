// Words, amounts and dates in the buyer's language. Made once per page, on the server and again in the browser from the same messages.
import type { BuyerInterval, BuyerTier } from '@tillstream/checkout/browser';
import type { MessageKey, Messages } from '../messages/en';

export type Params = Readonly<Record<string, string | number>>;
type Currency = Pick<BuyerTier, 'currency' | 'currency_exponent'>;

export class Texts {
  private readonly formats = new Map<string, Intl.NumberFormat>();

  constructor(
    /** Language and region: `de-AT`. */
    readonly locale: string,
    readonly messages: Messages,
  ) {}

  /** The message with its {…} filled in. */
  readonly t = (key: MessageKey, params: Params = {}): string =>
    this.messages[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

  /** An amount with its currency, with the decimal places that the server names: `$20.00`, `¥1,500`. */
  money(atom: number, { currency, currency_exponent: places }: Currency): string {
    const format = this.numbers(`${currency}/${places}`, {
      style: 'currency',
      currency: currency.toUpperCase(),
      minimumFractionDigits: places,
      maximumFractionDigits: places,
    });
    return format.format(atom / 10 ** places);
  }

  /** `3 months`, `14 days`: in the language's own plural. */
  length(count: number, unit: BuyerInterval): string {
    return this.numbers(unit, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
  }

  /** Day and month, with the year where it is not the present one. In UTC, as periods are reckoned. */
  date(iso: string, now: Date): string {
    const date = new Date(iso);
    const year = date.getUTCFullYear() === now.getUTCFullYear() ? undefined : 'numeric';
    return new Intl.DateTimeFormat(this.locale, { day: 'numeric', month: 'long', year, timeZone: 'UTC' }).format(date);
  }

  /** A card's expiry: `04/2031`. */
  month(month: number, year: number): string {
    return new Intl.DateTimeFormat(this.locale, { month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(Date.UTC(year, month - 1));
  }

  list(parts: readonly string[]): string {
    return new Intl.ListFormat(this.locale, { type: 'conjunction' }).format(parts);
  }

  number(value: number): string {
    return this.numbers('number', {}).format(value);
  }

  /** Making a format costs more than using it, and a page has many amounts of one currency. */
  private numbers(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const known = this.formats.get(key) ?? new Intl.NumberFormat(this.locale, options);
    this.formats.set(key, known);
    return known;
  }
}
