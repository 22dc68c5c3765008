/** What the commands are called and say of themselves, in the languages of the people who use them. Pure. */
import { type Locale, type LocalizationMap, Locale as Of } from 'discord.js';

/** `latin`: the Spanish of Latin America, where it differs. */
export type Words = Readonly<Record<'en' | 'de' | 'es' | 'fr' | 'ja', string>> & { readonly latin?: string };

export type Entry = { readonly name: Words; readonly says: Words };

/** All but English, which everybody else reads. */
export function translations({ de, es, latin = es, fr, ja }: Words): LocalizationMap {
  return { [Of.German]: de, [Of.SpanishES]: es, [Of.SpanishLATAM]: latin, [Of.French]: fr, [Of.Japanese]: ja };
}

export function inLocale(words: Words, locale: Locale): string {
  return translations(words)[locale] ?? words.en;
}

export const MENU: Words = {
  en: 'Make an ad from this',
  de: 'Werbespot daraus machen',
  es: 'Crear un anuncio con esto',
  fr: 'En faire une pub',
  ja: 'これで広告を作る',
};

export const AD: Entry = {
  name: { en: 'ad', de: 'werbespot', es: 'anuncio', fr: 'pub', ja: '広告' },
  says: {
    en: 'Product ads: three films from a few words and a photo',
    de: 'Werbespots: drei Filme aus ein paar Worten und einem Foto',
    es: 'Anuncios de producto: tres vídeos a partir de unas palabras y una foto',
    latin: 'Anuncios de producto: tres videos a partir de unas palabras y una foto',
    fr: 'Pubs de produit : trois films à partir de quelques mots et d’une photo',
    ja: '商品の広告：短い文章と写真から動画を3本作ります',
  },
};

export const PARTS = {
  create: {
    name: { en: 'create', de: 'erstellen', es: 'crear', fr: 'créer', ja: '作成' },
    says: {
      en: 'Ask for an ad; you see a storyboard and its price before anything is made',
      de: 'Einen Werbespot anfragen; vor der Herstellung siehst du Storyboard und Preis',
      es: 'Pide un anuncio; verás el storyboard y su precio antes de que se cree nada',
      fr: 'Demander une pub ; le storyboard et son prix s’affichent avant toute création',
      ja: '広告を依頼します。制作の前に絵コンテと料金を確認できます',
    },
  },
  form: {
    name: { en: 'form', de: 'formular', es: 'formulario', fr: 'formulaire', ja: 'フォーム' },
    says: {
      en: 'Ask for an ad with a form',
      de: 'Einen Werbespot mit einem Formular anfragen',
      es: 'Pide un anuncio con un formulario',
      fr: 'Demander une pub avec un formulaire',
      ja: 'フォームで広告を依頼します',
    },
  },
  list: {
    name: { en: 'list', de: 'liste', es: 'lista', fr: 'liste', ja: '一覧' },
    says: {
      en: 'Your ads, how far they are, and what they cost',
      de: 'Deine Werbespots, wie weit sie sind und was sie kosten',
      es: 'Tus anuncios, en qué punto están y cuánto cuestan',
      fr: 'Vos pubs, leur avancement et leur coût',
      ja: '自分の広告と、その進み具合、費用を表示します',
    },
  },
  brand: {
    name: { en: 'brand', de: 'marke', es: 'marca', fr: 'marque', ja: 'ブランド' },
    says: {
      en: 'The brand that new ads begin with, and who may say yes to costs; without options it is shown',
      de: 'Die Marke für neue Werbespots, und wer Kosten freigibt; ohne Optionen wird sie gezeigt',
      es: 'La marca de los anuncios nuevos y quién aprueba los costes; sin opciones, se muestra',
      latin: 'La marca de los anuncios nuevos y quién aprueba los costos; sin opciones, se muestra',
      fr: 'La marque des nouvelles pubs et qui approuve les coûts ; sans option, elle s’affiche',
      ja: '新しい広告に使うブランドと、費用の承認者を決めます。何も選ばなければ表示します',
    },
  },
  stop: {
    name: { en: 'stop', de: 'stopp', es: 'detener', fr: 'arrêter', ja: '停止' },
    says: {
      en: 'Stop the ad of this thread',
      de: 'Den Werbespot in diesem Thread anhalten',
      es: 'Detiene el anuncio de este hilo',
      fr: 'Arrêter la pub de ce fil',
      ja: 'このスレッドの広告の制作を停止します',
    },
  },
  link: {
    name: { en: 'link', de: 'verknüpfen', es: 'vincular', fr: 'lier', ja: '連携' },
    says: {
      en: 'See your ads from here on the page, too: link your account with a code',
      de: 'Deine Werbespots auch auf der Seite sehen: dein Konto mit einem Code verknüpfen',
      es: 'Ve tus anuncios también en la página: vincula tu cuenta con un código',
      fr: 'Voir vos pubs aussi sur la page : lier votre compte avec un code',
      ja: 'コードでアカウントと連携し、ここの広告をページでも見られるようにします',
    },
  },
  unlink: {
    name: { en: 'unlink', de: 'trennen', es: 'desvincular', fr: 'délier', ja: '連携解除' },
    says: {
      en: 'End the link with your account; your ads stay here',
      de: 'Die Verknüpfung mit deinem Konto lösen; deine Werbespots bleiben hier',
      es: 'Desvincula tu cuenta; tus anuncios siguen aquí',
      fr: 'Délier votre compte ; vos pubs restent ici',
      ja: 'アカウントとの連携を解除します。広告はここに残ります',
    },
  },
  help: {
    name: { en: 'help', de: 'hilfe', es: 'ayuda', fr: 'aide', ja: 'ヘルプ' },
    says: {
      en: 'How to ask for an ad, with examples',
      de: 'Wie du einen Werbespot anfragst, mit Beispielen',
      es: 'Cómo pedir un anuncio, con ejemplos',
      fr: 'Comment demander une pub, avec des exemples',
      ja: '広告の頼み方を例とともに説明します',
    },
  },
} as const satisfies Record<string, Entry>;
