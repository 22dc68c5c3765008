/** Lines that claim nothing, per language: used only where the brief leaves a gap. */

type Lines = {
  /** `{brand}` stands for the brand's name. */
  readonly hook: readonly string[];
  readonly call: readonly string[];
  /** `{url}` stands for the address. */
  readonly visit: string;
  readonly filler: readonly string[];
};

const ENGLISH: Lines = {
  hook: ['Meet {brand}', 'Say hello to {brand}', 'This is {brand}'],
  call: ['Discover {brand}', 'See {brand} for yourself', 'Get to know {brand}'],
  visit: 'Find it at {url}',
  filler: ['Take a closer look', 'See it up close', 'Look a little closer'],
};

const LINES: Readonly<Record<string, Lines>> = {
  en: ENGLISH,
  de: {
    hook: ['Das ist {brand}', 'Hallo, {brand}', 'Darf ich vorstellen: {brand}'],
    call: ['Jetzt entdecken', '{brand} entdecken', 'Jetzt kennenlernen'],
    visit: 'Mehr auf {url}',
    filler: ['Schau genau hin', 'Ganz aus der Nähe', 'Sieh genauer hin'],
  },
  fr: {
    hook: ['Voici {brand}', 'Bonjour, {brand}', 'Place à {brand}'],
    call: ['Découvrez {brand}', 'À découvrir maintenant', 'Laissez-vous tenter'],
    visit: 'À retrouver sur {url}',
    filler: ['Regardez de plus près', 'Dans le détail', 'Vu de près'],
  },
  es: {
    hook: ['Te presentamos {brand}', 'Esto es {brand}', 'Hola, {brand}'],
    call: ['Descubre {brand}', 'Descúbrelo ahora', 'Conoce {brand}'],
    visit: 'Encuéntralo en {url}',
    filler: ['Míralo de cerca', 'Hasta el último detalle', 'Mira bien'],
  },
  it: {
    hook: ['Ecco {brand}', 'Vi presentiamo {brand}', 'Ciao, {brand}'],
    call: ['Scopri {brand}', 'Da scoprire ora', 'Conosci {brand}'],
    visit: 'Su {url}',
    filler: ['Guardalo da vicino', 'In ogni dettaglio', 'Più da vicino'],
  },
  pt: {
    hook: ['Conheça {brand}', 'Olá, {brand}', 'Apresentamos {brand}'],
    call: ['Descubra {brand}', 'Descubra agora', 'Conheça de perto'],
    visit: 'Encontre em {url}',
    filler: ['Veja de perto', 'Em cada detalhe', 'Olhe bem'],
  },
  nl: short('Dit is {brand}', 'Ontdek {brand}', 'Te vinden op {url}', 'Kijk eens goed'),
  sv: short('Det här är {brand}', 'Upptäck {brand}', 'Finns på {url}', 'Titta närmare'),
  da: short('Det her er {brand}', 'Oplev {brand}', 'Find det på {url}', 'Se nærmere'),
  nb: short('Dette er {brand}', 'Oppdag {brand}', 'Finn det på {url}', 'Se nærmere'),
  fi: short('Tässä on {brand}', 'Tutustu: {brand}', 'Löydät sen: {url}', 'Katso tarkemmin'),
  pl: short('Oto {brand}', 'Odkryj {brand}', 'Znajdziesz na {url}', 'Przyjrzyj się'),
  cs: short('Tohle je {brand}', 'Objevte {brand}', 'Najdete na {url}', 'Podívejte se zblízka'),
  tr: short('Karşınızda {brand}', '{brand} ile tanışın', '{url} adresinde', 'Yakından bakın'),
  el: short('Αυτό είναι το {brand}', 'Ανακαλύψτε το {brand}', 'Στο {url}', 'Δείτε από κοντά'),
  ru: short('Это {brand}', 'Откройте для себя {brand}', 'Ищите на {url}', 'Посмотрите ближе'),
  uk: short('Це {brand}', 'Відкрийте для себе {brand}', 'Шукайте на {url}', 'Придивіться ближче'),
  ar: short('إليكم {brand}', 'اكتشفوا {brand}', 'على {url}', 'نظرة عن قرب'),
  he: short('הכירו את {brand}', 'גלו את {brand}', '{url}', 'מבט מקרוב'),
  hi: short('पेश है {brand}', '{brand} को जानें', '{url} पर', 'करीब से देखें'),
  th: short('นี่คือ {brand}', 'รู้จัก {brand}', 'ที่ {url}', 'มองใกล้ ๆ'),
  ja: short('{brand}、登場', '{brand}を見る', '{url} で', 'もっと近くで'),
  ko: short('{brand}를 만나보세요', '{brand} 알아보기', '{url} 에서', '더 가까이'),
  zh: short('认识 {brand}', '了解 {brand}', '见 {url}', '近看'),
};

/** English for a language that is not in the table: better understood by many than a bare name by few. */
export function gapLines(language: string): Lines {
  const primary = language.toLowerCase().split('-')[0] ?? '';
  return (Object.hasOwn(LINES, primary) ? LINES[primary] : undefined) ?? ENGLISH;
}

export function fill(line: string, values: { readonly brand?: string; readonly url?: string }): string {
  return line.replaceAll('{brand}', () => values.brand ?? '').replaceAll('{url}', () => values.url ?? '');
}

function short(hook: string, call: string, visit: string, filler: string): Lines {
  return { hook: [hook], call: [call], visit, filler: [filler] };
}
