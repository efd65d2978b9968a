// Products, prices and customers as answers: custom fields only where somebody asked, and only those whose definition is still there.
import { Injectable } from '@nestjs/common';
import {
  CustomFieldDefinitions, type CustomFields, type CustomerResource, definitionKeysOf, type PriceJoins, type PriceResource, type ProductJoins,
  type ProductResource, renderCustomer, renderPrice, renderProduct,
} from '@tillstream/catalog'; // prettier-ignore
import { Ids, type PlainState, type Resource } from '@tillstream/event-sourcing';
import { HttpEdge } from '../http/http-edge';
import { shown } from './expand';

/** In whose account, and what to show that is null otherwise. */
export interface Wanted {
  readonly accountId: string;
  readonly expand?: readonly string[] | null | undefined;
}

type WithCustomFields = Resource<PlainState<{ readonly customFields: CustomFields }>>;

@Injectable()
export class CatalogAnswers {
  constructor(
    private readonly edge: HttpEdge,
    private readonly definitions: CustomFieldDefinitions,
    private readonly ids: Ids,
  ) {}

  async products(wanted: Wanted, resources: readonly ProductResource[], joinsOf: (index: number) => ProductJoins) {
    const living = await this.living(wanted, resources);
    return resources.map((resource, index) => shown(renderProduct(resource, { ids: this.ids }, { ...joinsOf(index), ...living }), wanted));
  }

  async product(wanted: Wanted, resource: ProductResource, joins: ProductJoins = {}) {
    return shown(renderProduct(resource, { ids: this.ids }, { ...joins, ...(await this.living(wanted, [resource])) }), wanted);
  }

  async price(wanted: Wanted, resource: PriceResource, joins: PriceJoins = {}) {
    return shown(renderPrice(resource, { ids: this.ids }, { ...joins, ...(await this.living(wanted, [resource])) }), wanted);
  }

  async customer(wanted: Wanted, resource: CustomerResource) {
    const [context, living] = await Promise.all([this.edge.renderContext(resource.state), this.living(wanted, [resource])]);
    return shown(renderCustomer(resource, context, living), wanted);
  }

  async customers(wanted: Wanted, resources: readonly CustomerResource[]) {
    const states = resources.map(({ state }) => state);
    const [context, living] = await Promise.all([this.edge.renderContext(states), this.living(wanted, resources)]);
    return resources.map((resource) => shown(renderCustomer(resource, context, living), wanted));
  }

  /** Looks up nothing when nobody asked. */
  async living({ accountId, expand }: Wanted, resources: readonly WithCustomFields[]) {
    const held = resources.map(({ state }) => (state.status === 'absent' ? {} : state.fields.customFields));
    const keys = expand?.includes('custom_fields') ? definitionKeysOf(...held) : [];
    return { livingDefinitions: await this.definitions.living(accountId, keys) };
  }
}
