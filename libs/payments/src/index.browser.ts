// The part of this lib that runs in the buyer's browser: no Nest, no node:*, nothing that knows a processor.
export { cardEncryptionAlgorithm, encryptCard, type CardPlaintext, type VaultPublicKey } from './card-encryption';
export {
  cardBrandOf,
  cardNumberFault,
  digitsOf,
  longestCardNumber,
  passesLuhn,
  securityCodeLengthOf,
  spacedCardNumber,
  type CardBrand,
} from './card-number';
