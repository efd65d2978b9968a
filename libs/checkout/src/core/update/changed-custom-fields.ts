// Values of custom fields: by key, null deletes. The event carries the changed keys only.
import { customFieldChanges, customFieldFaults } from '@tillstream/catalog/core';
import type { UpdateSession } from '../checkout-session.commands';
import type { Session } from '../checkout-session.state';
import { type Change, unchanged } from './changed-part';

export function changedCustomFields({ customFields: wanted }: UpdateSession, session: Session): Change {
  if (!wanted) return unchanged;
  const faults = customFieldFaults(wanted, session.customFields);
  if (faults.length > 0) return { faults };
  const customFields = customFieldChanges(session.customFields, wanted);
  return Object.keys(customFields).length === 0 ? unchanged : { events: [{ type: 'CustomFieldsChanged', data: { customFields } }] };
}
