/** Orders, purchases and visits in languages that are not taken apart: how a call to action begins, or what it contains. */

const OPENINGS: Readonly<Record<string, string>> = {
  nl: 'bestel|koop|probeer|ontdek|bezoek|shop|proef',
  sv: 'beställ|köp|prova|upptäck|besök|handla|boka',
  da: 'bestil|køb|prøv|besøg|shop|smag',
  nb: 'bestill|kjøp|prøv|besøk|handle|smak',
  fi: 'tilaa|osta|kokeile|tutustu',
  pl: 'zamów|kup|spróbuj|sprawdź|odwiedź',
  cs: 'objednej|kupte|vyzkoušej|objevte|navštivte',
  tr: 'sipariş|satın|hemen|şimdi|dene|keşfet',
  el: 'παραγγείλτε|αγοράστε|δοκιμάστε|επισκεφθείτε',
  ru: 'закажи|купи|попробуй|откройте|заказывай',
  uk: 'замов|купи|куп|спробуй',
  ar: 'اطلب|تسوق|اشتر|جرب|زور',
  he: 'הזמינו|קנו|נסו|בקרו|הזמן',
};
const ENDINGS: Readonly<Record<string, string>> = {
  hi: 'खरीदें|करें|आज़माएँ|आजमाएं|मंगाएं',
  ja: 'ください|ご注文|購入|今すぐ|お試し',
  ko: '주문|구매|지금|만나보세요|하세요',
  zh: '购买|立即|马上|下单|訂購|选购',
  th: 'สั่งซื้อ|ซื้อเลย|วันนี้|ลอง',
};

/** Whether a short sentence asks people to do something. */
export function isForeignCall(text: string, language: string): boolean {
  const primary = language.toLowerCase().split('-')[0] ?? '';
  const [opening, ending] = [OPENINGS, ENDINGS].map((table) =>
    Object.hasOwn(table, primary) ? table[primary] : undefined,
  );
  // Marks above Arabic letters are optional in writing.
  const plain = text.normalize('NFC').replace(/[\u064b-\u0652]/gu, '');
  if (opening) return new RegExp(`^(?:${opening})`, 'u').test(plain.toLowerCase());
  return ending ? new RegExp(ending, 'u').test(plain) : false;
}
