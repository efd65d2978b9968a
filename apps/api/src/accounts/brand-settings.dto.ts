// How the hosted page looks and who stands behind it, as a form changes it and answers show it.
import { imageTypeOf, MAX_BRAND_FILE_BYTES } from '@tillstream/accounts';
import { file, type UploadedFile } from '../http/fields/file.field';
import { text } from '../http/fields/scalar.fields';
import { COLOR, HOST, HTTPS_URL } from './patterns';

const described = {
  name: { description: 'The name on the hosted page; the account’s name when null.', example: 'Acme' },
  brand_color: { description: 'Color of the page.', example: '#1a2b3c' },
  accent_color: { description: 'Color of buttons and links.', example: '#0055aa' },
  custom_domain: { description: 'Stored, not used: pages are served at this installation’s own address.', example: 'pay.acme.example' },
  legal_name: { description: 'Who sells, as the law wants it named.', example: 'Acme Ltd' },
  privacy_policy_url: { description: 'Linked on the hosted page.', example: 'https://acme.example/privacy' },
  terms_of_service_url: { description: 'Linked on the hosted page.', example: 'https://acme.example/terms' },
};

const picture = {
  example: 'logo.png',
  optional: true,
  maxBytes: MAX_BRAND_FILE_BYTES,
  accepts: { test: (bytes: Buffer) => imageTypeOf(bytes) !== null, says: 'must be a PNG, JPEG or WebP picture' },
} as const;

/** What is empty or absent stays as it is. */
export class BrandSettingsBody {
  @text({ ...described.name, max: 200, optional: true })
  name?: string | null;

  @text({ ...described.brand_color, max: 7, pattern: COLOR, optional: true })
  brand_color?: string | null;

  @text({ ...described.accent_color, max: 7, pattern: COLOR, optional: true })
  accent_color?: string | null;

  @text({ ...described.custom_domain, max: 260, pattern: HOST, optional: true })
  custom_domain?: string | null;

  @text({ ...described.legal_name, max: 200, optional: true })
  legal_name?: string | null;

  @text({ ...described.privacy_policy_url, max: 2_000, pattern: HTTPS_URL, optional: true })
  privacy_policy_url?: string | null;

  @text({ ...described.terms_of_service_url, max: 2_000, pattern: HTTPS_URL, optional: true })
  terms_of_service_url?: string | null;

  @file({ ...picture, description: 'A small square picture: PNG, JPEG or WebP, at most 512 kB.' })
  icon?: UploadedFile | null;

  @file({ ...picture, description: 'Shown on the hosted page: PNG, JPEG or WebP, at most 512 kB.' })
  logo?: UploadedFile | null;

  @file({ ...picture, accepts: { test: () => true, says: '' }, description: 'Ignored.' })
  apple_pay_merchant_key_file?: UploadedFile | null;
}

export class BrandSettingsAnswer {
  @text({ ...described.name, max: 200, nullable: true })
  name!: string | null;

  @text({ ...described.brand_color, max: 7, pattern: COLOR, nullable: true })
  brand_color!: string | null;

  @text({ ...described.accent_color, max: 7, pattern: COLOR, nullable: true })
  accent_color!: string | null;

  @text({ ...described.custom_domain, max: 260, nullable: true })
  custom_domain!: string | null;

  @text({ ...described.legal_name, max: 200, nullable: true })
  legal_name!: string | null;

  @text({ ...described.privacy_policy_url, max: 2_000, nullable: true })
  privacy_policy_url!: string | null;

  @text({ ...described.terms_of_service_url, max: 2_000, nullable: true })
  terms_of_service_url!: string | null;

  @text({ max: 2_000, nullable: true, description: 'Where the icon is; another picture has another address.', example: null })
  icon_url!: string | null;

  @text({ max: 2_000, nullable: true, description: 'Where the logo is; another picture has another address.', example: null })
  logo_url!: string | null;
}
