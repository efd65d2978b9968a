// The few drawings of the page, as SVG in the document: no request, no font, no foreign origin. All are decoration.
import type { CardBrand } from '@tillstream/payments/browser';
import type { JSX } from 'preact';

type Drawing = { readonly children: JSX.Element | JSX.Element[]; readonly box?: string; readonly class?: string };

const Icon = ({ children, box = '0 0 24 24', class: name = 'icon' }: Drawing): JSX.Element => (
  <svg
    class={name}
    viewBox={box}
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    {children}
  </svg>
);

export const LockIcon = (): JSX.Element => (
  <Icon>
    <rect x="5" y="11" width="14" height="9" rx="2" />
    <path d="M8 11V8a4 4 0 0 1 8 0v3" />
  </Icon>
);
export const BackIcon = (): JSX.Element => (
  <Icon>
    <path d="M19 12H5m6-6-6 6 6 6" />
  </Icon>
);
export const CheckIcon = (): JSX.Element => (
  <Icon>
    <path d="m5 12.5 4.5 4.5L19 7.5" />
  </Icon>
);
export const AlertIcon = (): JSX.Element => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7.5v5m0 3.5v.01" />
  </Icon>
);
export const ClockIcon = (): JSX.Element => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5l3 2" />
  </Icon>
);
export const TagIcon = (): JSX.Element => (
  <Icon>
    <path d="M12 3H4v8l9 9 8-8-9-9Z" />
    <path d="M8 7.5v.01" />
  </Icon>
);
export const Spinner = (): JSX.Element => (
  <Icon class="icon spinner">
    <path d="M12 3a9 9 0 1 1-9 9" />
  </Icon>
);

/** Names as the brands write them; also read out, so they stand outside the language files. */
export const brandName: Readonly<Record<CardBrand, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  maestro: 'Maestro',
};

const short: Readonly<Record<CardBrand, string>> = {
  ...brandName,
  amex: 'AMEX',
  visa: 'VISA',
  discover: 'DISC',
  diners: 'DINERS',
  unionpay: 'UNION',
};

/** Two circles for the two brands that are known by them, else the brand's name on a small card. */
export function BrandMark({ brand }: { readonly brand: CardBrand | null }): JSX.Element {
  if (brand === null)
    return (
      <Icon box="0 0 36 24" class="mark mark-none">
        <rect x="5" y="4" width="26" height="16" rx="2.5" />
        <path d="M5 9.5h26M9 15.5h5" />
      </Icon>
    );
  const circles = brand === 'mastercard' ? ['#eb001b', '#f79e1b'] : ['#eb001b', '#0099df'];
  return (
    <svg class={`mark mark-${brand}`} viewBox="0 0 36 24" aria-hidden="true">
      <rect class="mark-card" width="36" height="24" rx="4" />
      {brand === 'mastercard' || brand === 'maestro' ? (
        <g>
          <circle cx="14.5" cy="12" r="7" fill={circles[0]} />
          <circle cx="21.5" cy="12" r="7" fill={circles[1]} fill-opacity="0.85" />
        </g>
      ) : (
        <text x="18" y="12.5" text-anchor="middle" dominant-baseline="middle">
          {short[brand]}
        </text>
      )}
    </svg>
  );
}

const isBrand = (name: string): name is CardBrand => Object.hasOwn(brandName, name);
export const brandOrNull = (name: string): CardBrand | null => (isBrand(name) ? name : null);
