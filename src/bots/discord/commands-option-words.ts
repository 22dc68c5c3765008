/** What the options of the commands are called, and what they are for, in the languages of the commands. Pure. */
import type { Entry, Words } from './commands-words.ts';

const COLOUR: Entry = {
  name: { en: 'colour', de: 'farbe', es: 'color', fr: 'couleur', ja: '色' },
  says: {
    en: 'The brand’s colour: a name such as teal, or a hex value such as #4dbac7',
    de: 'Die Farbe der Marke: ein Vorschlag aus der Liste oder ein Hexwert wie #4dbac7',
    es: 'El color de la marca: uno de la lista o un valor hexadecimal como #4dbac7',
    fr: 'La couleur de la marque : une de la liste ou une valeur hexadécimale comme #4dbac7',
    ja: 'ブランドの色。一覧から選ぶか、#4dbac7 のような値を入力します',
  },
};

/** Of `/ad create`. */
export const ASKED = {
  brief: {
    name: { en: 'brief', de: 'briefing', es: 'descripción', fr: 'description', ja: '内容' },
    says: {
      en: 'What the ad is about: the product, what is good about it, and who it is for',
      de: 'Worum es geht: das Produkt, was daran gut ist und für wen es ist',
      es: 'De qué trata: el producto, qué tiene de bueno y para quién es',
      fr: 'Le sujet de la pub : le produit, ses atouts et à qui il s’adresse',
      ja: '広告の内容：どんな商品か、どこが良いか、誰に向けたものか',
    },
  },
  brand: {
    name: { en: 'brand', de: 'marke', es: 'marca', fr: 'marque', ja: 'ブランド' },
    says: {
      en: 'The brand name to show in the ad',
      de: 'Der Markenname, der im Werbespot steht',
      es: 'El nombre de la marca que aparece en el anuncio',
      fr: 'Le nom de la marque à afficher dans la pub',
      ja: '広告に表示するブランド名',
    },
  },
  colour: COLOUR,
  duration: {
    name: { en: 'duration', de: 'dauer', es: 'duración', fr: 'durée', ja: '長さ' },
    says: {
      en: 'How long the ad is',
      de: 'Wie lang der Werbespot ist',
      es: 'Cuánto dura el anuncio',
      fr: 'La durée de la pub',
      ja: '広告の長さ',
    },
  },
  image: {
    name: { en: 'image', de: 'bild', es: 'imagen', fr: 'image', ja: '画像' },
    says: {
      en: 'A photo of the product: PNG, JPG or WebP, the whole product in the picture',
      de: 'Ein Foto des Produkts: PNG, JPG oder WebP, das ganze Produkt im Bild',
      es: 'Una foto del producto: PNG, JPG o WebP, con el producto entero',
      fr: 'Une photo du produit : PNG, JPG ou WebP, le produit en entier',
      ja: '商品の写真（PNG、JPG、WebP）。商品全体が写っているもの',
    },
  },
  'call-to-action': {
    name: {
      en: 'call-to-action',
      de: 'handlungsaufruf',
      es: 'llamada-a-la-acción',
      latin: 'llamado-a-la-acción',
      fr: 'appel-à-l-action',
      ja: '行動喚起',
    },
    says: {
      en: 'What people are to do, for example: Try it today',
      de: 'Was die Leute tun sollen, zum Beispiel: Jetzt probieren',
      es: 'Qué debe hacer la gente, por ejemplo: Pruébalo hoy',
      fr: 'Ce que l’on attend du public, par exemple : Essayez-le dès aujourd’hui',
      ja: '見た人にしてほしいこと。例：今すぐお試しください',
    },
  },
} as const satisfies Record<string, Entry>;

/** Of `/ad brand`. */
export const KEPT = {
  name: {
    name: { en: 'name', de: 'name', es: 'nombre', fr: 'nom', ja: '名前' },
    says: {
      en: 'The brand name that new ads begin with',
      de: 'Der Markenname, mit dem neue Werbespots beginnen',
      es: 'El nombre de marca con el que empiezan los anuncios nuevos',
      fr: 'Le nom de marque des nouvelles pubs',
      ja: '新しい広告に使うブランド名',
    },
  },
  colour: COLOUR,
  'approver-role': {
    name: {
      en: 'approver-role',
      de: 'freigabe-rolle',
      es: 'rol-aprobador',
      fr: 'rôle-approbateur',
      ja: '承認ロール',
    },
    says: {
      en: 'A role that may say yes to what an ad costs',
      de: 'Eine Rolle, die die Kosten eines Werbespots freigeben darf',
      es: 'Un rol que puede aprobar lo que cuesta un anuncio',
      fr: 'Un rôle qui peut approuver le coût d’une pub',
      ja: '広告の費用を承認できるロール',
    },
  },
  'remove-approver-role': {
    name: {
      en: 'remove-approver-role',
      de: 'freigabe-rolle-entfernen',
      es: 'quitar-rol-aprobador',
      fr: 'retirer-rôle-approbateur',
      ja: '承認ロール解除',
    },
    says: {
      en: 'A role that may no longer say yes to what an ad costs',
      de: 'Eine Rolle, die die Kosten nicht mehr freigeben darf',
      es: 'Un rol que ya no puede aprobar lo que cuesta un anuncio',
      fr: 'Un rôle qui ne peut plus approuver le coût d’une pub',
      ja: '広告の費用を承認できなくするロール',
    },
  },
} as const satisfies Record<string, Entry>;

/** Of `/ad link`. */
export const CODE: Entry = {
  name: { en: 'code', de: 'code', es: 'código', fr: 'code', ja: 'コード' },
  says: {
    en: 'The code that the page shows under Account, such as ABCDE-23456',
    de: 'Der Code, den die Seite unter „Account“ zeigt, etwa ABCDE-23456',
    es: 'El código que la página muestra en «Account», por ejemplo ABCDE-23456',
    fr: 'Le code que la page affiche sous « Account », par exemple ABCDE-23456',
    ja: 'ページの「Account」に表示されるコード。例：ABCDE-23456',
  },
};

export function seconds(count: number): Words {
  return {
    en: `${count} seconds`,
    de: `${count} Sekunden`,
    es: `${count} segundos`,
    fr: `${count} secondes`,
    ja: `${count}秒`,
  };
}
