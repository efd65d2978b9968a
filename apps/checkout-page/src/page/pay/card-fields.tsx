// The card: number with its brand, expiry, security code, name, country, and the postal code where banks compare it.
import { cardBrandOf, longestCardNumber, securityCodeLengthOf } from '@tillstream/payments/browser';
import { Fragment, type JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { countriesIn, type Country } from '../../form/countries';
import { asksPostalCode } from '../../form/fields';
import { useTexts } from '../context';
import { BrandMark, brandName } from '../icons';
import { described, Field, FieldFrame, type FieldProps } from './field';

interface Props {
  readonly field: Pick<FieldProps, 'faults' | 'onEdit' | 'onLeave'>;
  /** Digits of the number, as far as its brand needs them. */
  readonly prefix: string;
  readonly country: string;
  readonly isReady: boolean;
  readonly known: { readonly name: string | null; readonly postal_code: string | null } | null;
}

export function CardFields({ field, prefix, country, isReady, known }: Props): JSX.Element {
  const { t } = useTexts();
  const brand = cardBrandOf(prefix);
  const codeLength = securityCodeLengthOf(prefix);
  const spaces = 4;
  return (
    <Fragment>
      <Field
        {...field}
        name="number"
        label="field.number"
        input={{
          autoComplete: 'cc-number',
          inputMode: 'numeric',
          placeholder: '1234 1234 1234 1234',
          maxLength: longestCardNumber(prefix) + spaces,
        }}
        mark={
          <span class="mark-place">
            <BrandMark brand={brand} />
            <span class="unseen" role="status">
              {brand === null ? '' : brandName[brand]}
            </span>
          </span>
        }
      />
      <div class="pair">
        <Field
          {...field}
          name="expiry"
          label="field.expiry"
          input={{ autoComplete: 'cc-exp', inputMode: 'numeric', placeholder: t('field.expiry.hint'), maxLength: 9 }}
        />
        <Field
          {...field}
          name="code"
          label="field.code"
          hint={codeLength === 4 ? 'field.code.front' : 'field.code.back'}
          input={{ autoComplete: 'cc-csc', inputMode: 'numeric', placeholder: codeLength === 4 ? '1234' : '123', maxLength: codeLength }}
        />
      </div>
      <Field
        {...field}
        name="name"
        label="field.name"
        input={{ autoComplete: 'cc-name', autoCapitalize: 'words', maxLength: 100, defaultValue: known?.name ?? '' }}
      />
      <div class={asksPostalCode(country) ? 'pair' : ''}>
        <CountryField field={field} country={country} isReady={isReady} />
        {asksPostalCode(country) && (
          <Field
            {...field}
            name="postal"
            label={country === 'US' ? 'field.zip' : 'field.postal'}
            input={{
              autoComplete: 'postal-code',
              autoCapitalize: 'characters',
              maxLength: 12,
              defaultValue: known?.postal_code ?? '',
              ...(country === 'US' && { inputMode: 'numeric' }),
            }}
          />
        )}
      </div>
    </Fragment>
  );
}

/** The whole list is made in the browser: 249 names would be half of the document, and nobody can choose before the script runs. */
function CountryField({ field, country, isReady }: Pick<Props, 'field' | 'country' | 'isReady'>): JSX.Element {
  const texts = useTexts();
  const countries = useMemo((): readonly Country[] => {
    if (isReady) return countriesIn(texts);
    return country === '' ? [] : [{ code: country, name: texts.country(country) }];
  }, [isReady, isReady ? '' : country, texts]);
  return (
    <FieldFrame name="country" label="field.country" faults={field.faults}>
      <select
        {...described({ name: 'country', faults: field.faults })}
        autoComplete="country"
        value={country}
        onInput={(event) => field.onEdit('country', event)}
      >
        {country === '' && <option value="" />}
        {countries.map(({ code, name }) => (
          <option key={code} value={code} selected={code === country}>
            {name}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
