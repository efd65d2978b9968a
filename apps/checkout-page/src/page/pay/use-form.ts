// What the form remembers: the chosen card, the country, the card's brand, and the faults. Never a number, an expiry or a code.
import { digitsOf } from '@tillstream/payments/browser';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { likelyCountry } from '../../form/countries';
import { readExpiry } from '../../form/expiry';
import { faultOf, faultsOf, fieldNames, isAsked, type Asked, type FieldName, type Faults, type Typed } from '../../form/fields';
import { needsCard } from '../../model/offer';
import { useTexts, type PageProps, type PressInput } from '../context';
import { elementOf, readTyped, respace } from './typed';

export interface PayFormModel {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly asked: Asked;
  readonly faults: Faults;
  readonly method: string | null;
  readonly country: string;
  readonly prefix: string;
  readonly savesCard: boolean;
  readonly chooseMethod: (id: string | null) => void;
  readonly setSavesCard: (saves: boolean) => void;
  readonly onEdit: (name: FieldName, event: Event) => void;
  readonly onLeave: (name: FieldName) => void;
  readonly onSubmit: (event: Event) => void;
}

/** As many digits as any brand needs to be known. */
const brandDigits = 6;

export function usePayForm({ state, actions }: PageProps): PayFormModel {
  const { session } = state;
  const { locale } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [wanted, chooseMethod] = useState<string | null>(session.saved_payment_methods[0]?.id ?? null);
  // One that was taken away meanwhile is none: then the fields of a card are shown.
  const method = session.saved_payment_methods.some(({ id }) => id === wanted) ? wanted : null;
  const [country, setCountry] = useState(session.customer?.country ?? likelyCountry(locale));
  const [prefix, setPrefix] = useState('');
  const [savesCard, setSavesCard] = useState(false);
  const [faults, setFaults] = useState<Faults>(state.faults);
  const asked: Asked = { email: session.email_required, card: needsCard(session) && method === null };

  useEffect(() => setFaults(state.faults), [state.faults]);
  useEffect(() => {
    // What was typed, or filled in by the browser, before the script ran.
    if (form.current) setPrefix(digitsOf(readTyped(form.current).number).slice(0, brandDigits));
  }, []);

  const mark = (name: FieldName, fault: Faults[FieldName] | null): void =>
    setFaults(({ [name]: _old, ...others }) => (fault ? { ...others, [name]: fault } : others));

  const onEdit = (name: FieldName, event: Event): void => {
    const element = event.currentTarget;
    if (element instanceof HTMLInputElement) respace(element, name);
    if (element instanceof HTMLInputElement && name === 'number') setPrefix(digitsOf(element.value).slice(0, brandDigits));
    if (element instanceof HTMLSelectElement) setCountry(element.value);
    mark(name, null);
  };
  const onLeave = (name: FieldName): void => {
    const typed = form.current && readTyped(form.current);
    // An empty field that is only passed by is no fault yet; pressing the button makes it one.
    if (typed && typed[name].trim() !== '') mark(name, faultOf(name, typed, new Date(state.nowMs)));
  };
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    if (!form.current || !state.isReady || state.isPressed || state.isResting) return;
    const typed = readTyped(form.current);
    const found = faultsOf(typed, asked, new Date(state.nowMs));
    setFaults(found);
    const first = fieldNames.find((name) => found[name] !== undefined);
    if (first === undefined) actions.press(pressInput({ typed, asked, method, savesCard: savesCard && asked.card }));
    else elementOf(form.current, first)?.focus();
  };
  return { form, asked, faults, method, country, prefix, savesCard, chooseMethod, setSavesCard, onEdit, onLeave, onSubmit };
}

interface Checked {
  readonly typed: Typed;
  readonly asked: Asked;
  readonly method: string | null;
  readonly savesCard: boolean;
}

function pressInput({ typed, asked, method, savesCard }: Checked): PressInput {
  const value = (name: FieldName): string | null => (isAsked(name, asked, typed.country) ? typed[name].trim() : null);
  const expiry = readExpiry(typed.expiry);
  const customer = { email: value('email'), name: value('name'), country: value('country'), postal_code: value('postal') };
  if (!asked.card || expiry === null) return { card: null, paymentMethodId: method, customer, savesCard };
  const card = {
    number: digitsOf(typed.number),
    exp_month: expiry.month,
    exp_year: expiry.year,
    cvc: digitsOf(typed.code),
    name: typed.name.trim(),
  };
  return { card, paymentMethodId: null, customer, savesCard };
}
