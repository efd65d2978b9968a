// The calls of the catalog, as a client writes them from the contract.
import { z } from 'zod';
import * as model from './catalog.models';
import { query, type StrictCaller } from './strict-caller';
import { page } from './words';

type Wish = Readonly<Record<string, unknown>>;
const nothing = z.undefined();
const expanded = '?expand=custom_fields';

export const productCalls = (api: StrictCaller) => ({
  list: (parameters: Wish & Record<string, string | number> = {}) => api.get(page(model.countedProduct), `/products/${query(parameters)}`),
  create: (body: Wish & { readonly name: string }) => api.post(model.product, '/products/', body),
  get: (id: string) => api.get(model.countedProduct, `/products/${id}${expanded}`),
  update: (id: string, body: Wish) => api.patch(model.product, `/products/${id}${expanded}`, body),
  remove: (id: string) => api.delete(nothing, `/products/${id}`),
  prices: (id: string) => api.get(page(model.price), `/products/${id}/prices`),
  export: () => api.get(z.string().startsWith('id,'), '/products/export'),
});

export const priceCalls = (api: StrictCaller) => ({
  list: () => api.get(page(model.priceWithProduct), '/prices/'),
  create: (body: Wish & { readonly product_id: string; readonly currency: string }) => api.post(model.price, '/prices/', body),
  get: (id: string) => api.get(model.priceWithProduct, `/prices/${id}`),
  update: (id: string, body: Wish) => api.patch(model.price, `/prices/${id}`, body),
  addOns: (id: string) => api.get(page(model.priceWithProduct), `/prices/${id}/add-ons`),
});

export const customerCalls = (api: StrictCaller) => ({
  list: (email: string) => api.get(page(model.customer), `/customers/${query({ filter: { email } })}`),
  create: (body: Wish & { readonly email: string }) => api.post(model.customer, '/customers/', body),
  get: (id: string) => api.get(model.customer, `/customers/${id}${expanded}`),
  update: (id: string, body: Wish) => api.put(model.customer, `/customers/${id}${expanded}`, body),
  addAddress: (id: string, body: Wish & { readonly address_type: 'billing' | 'shipping' }) =>
    api.post(model.address, `/customers/${id}/addresses`, body),
  erase: (id: string) => api.post(model.customer, `/customers/${id}/erase`),
});

export const couponCalls = (api: StrictCaller) => ({
  list: (parameters: Record<string, string | boolean> = {}) => api.get(page(model.coupon), `/coupons/${query(parameters)}`),
  create: (body: Wish) => api.post(model.coupon, '/coupons/', body),
  get: (id: string) => api.get(model.coupon, `/coupons/${id}`),
  update: (id: string, body: Wish) => api.put(model.coupon, `/coupons/${id}`, body),
  activate: (id: string) => api.post(model.coupon, `/coupons/${id}/activate`),
  deactivate: (id: string) => api.post(model.coupon, `/coupons/${id}/deactivate`),
  remove: (id: string) => api.delete(nothing, `/coupons/${id}`),
});

export const promotionCodeCalls = (api: StrictCaller) => ({
  list: (coupon_id: string) => api.get(page(model.promotionCode), `/promotion-codes/${query({ coupon_id, active_only: true })}`),
  create: (body: Wish & { readonly coupon_id: string; readonly code: string }) => api.post(model.promotionCode, '/promotion-codes/', body),
  get: (id: string) => api.get(model.promotionCode, `/promotion-codes/${id}`),
  update: (id: string, body: Wish) => api.put(model.promotionCode, `/promotion-codes/${id}`, body),
  validate: (body: Wish & { readonly code: string }) => api.post(model.validatedCode, '/promotion-codes/validate', body),
  redeem: (body: Wish & { readonly code: string }) => api.post(model.promotionCode, '/promotion-codes/redeem', body),
  remove: (id: string) => api.delete(nothing, `/promotion-codes/${id}`),
});

export const customFieldCalls = (api: StrictCaller) => ({
  list: (entity_type: string) => api.get(z.array(model.customFieldDefinition), `/custom-field-definitions/${query({ entity_type })}`),
  create: (body: Wish) => api.post(model.customFieldDefinition, '/custom-field-definitions/', body),
  get: (id: string) => api.get(model.customFieldDefinition, `/custom-field-definitions/${id}`),
  update: (id: string, body: Wish) => api.patch(model.customFieldDefinition, `/custom-field-definitions/${id}`, body),
  remove: (id: string, confirm_field_key: string) => api.delete(nothing, `/custom-field-definitions/${id}`, { confirm_field_key }),
});
