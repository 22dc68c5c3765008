/** Offers: prices, discounts, gifts. They are quoted as they are and kept for the last scene. */
import { SUPPORT_MAX } from './line.ts';

const AMOUNT = String.raw`\d\s?%`;
const LESS =
  'off|discount|sale|save|coupon|code|rabatt|reduziert|günstiger|sparen|spar|remise|réduction|de moins|descuento|dto|ahorra|sconto|desconto|promo\\p{L}*';
const OFFER = new RegExp(
  [
    `${AMOUNT}(?=.*(?<!\\p{L})(?:${LESS})(?!\\p{L}))`,
    `(?<!\\p{L})(?:${LESS})(?!\\p{L}).*${AMOUNT}`,
    String.raw`[$€£¥]\s?\d|\d\s?(?:€|£|euros?|dollars?|EUR|USD)(?!\p{L})`,
    String.raw`(?<![\p{L}\d])\d{1,2} (?:for|für|pour|por|per) \d{1,2}(?![\p{L}\d])`,
    '(?<!\\p{L})(?:half price|(?:zum )?halben? preis|moitié prix|mitad de precio|metà prezzo|metade do preço|buy one|free (?:shipping|delivery|returns|samples?|trial|gift)|kostenlose\\p{L}* (?:versand|lieferung)|versandkostenfrei|livraison (?:gratuite|offerte)|envío gratis|spedizione gratuita|frete grátis)(?!\\p{L})',
  ].join('|'),
  'iu',
);

export function isOffer(text: string): boolean {
  return OFFER.test(text);
}

/** "We also have an offer: 15% off" without what leads to the offer; null when the words are too many for one line. */
export function offerLine(text: string): string | null {
  const said = text.replace(/^[^:\d$€£¥]{3,50}:\s+/u, '');
  return isOffer(said) && said.length <= SUPPORT_MAX ? said : null;
}
