/** Telling what a person says to us from what they want said to their customers. */

const LABEL = /^([\p{L}\d /]{2,24}?)\s*:\s+(.+)$/u;
/** What follows is for customers; any other label of several words is part of what is said ("Orbit smart lamp: …"). */
const OPENS_WORDS =
  /^(?:(?:key |main |product )?(?:benefits?|features?|points?|message|facts?|details?|usps?|description|info|price|offer)|special offer|about|vorteile|merkmale|preis|angebot|avantages|prix|offre|ventajas|precio|oferta|vantaggi|prezzo|offerta|vantagens|preço)$/iu;
const SAID_TO_US =
  /^((?:scene|shot|frame|szene|scène|escena|scena|cena) ?\d{0,2}|tone|mood|audience|target( audience| group)?|length|duration|format|style|music|colou?rs?|brand( name| colou?r)?|language|platform|channel|goal|objective|notes?|deadline|budget|ton(alität)?|stimmung|zielgruppe|länge|dauer|musik|farben?|marke|sprache|public|cible|durée|musique|couleurs?|marque|langue|tono|público|duración|música|colore?s|marca|idioma|lingua|durata|musica|duração|cor(es)?)$/iu;
const TAGLINE = /^(tagline|slogan|claim|motto|headline|hook|titel|accroche|eslogan|lema)$/iu;
const SUBJECT = /^(product|what it is|produkt|produit|producto|prodotto|produto)$/iu;
const CALL = /^(cta|call[ -]to[ -]action|handlungsaufforderung|appel à l.action|llamada a la acción)$/iu;

const GREETING = String.raw`(?:(?:hi|hello|hey|hallo|bonjour|hola|ciao|olá)\b(?:[^,.!?]{0,20}[,.!])?\s*)?`;
const PLEASE = `(?:(?:please|bitte|por favor|per favore|s'il (?:te|vous) plaît)[, ]+)?`;
const ORDERING = [
  'need|want|looking for',
  "(?:we|i)(?:'d| would)? (?:need|want|like|love)(?: to (?:make|have|create))?",
  '(?:can|could) you (?:please )?(?:make|create|do)',
  '(?:make|create|produce|design|build|write|do)(?: me| us)?',
  'wir (?:brauchen|möchten|wollen)|ich (?:brauche|möchte|hätte gern)|(?:macht?|mache|erstell(?:e|t|en)?)(?: sie)?(?: uns| mir)?(?: bitte)?',
  '(?:fais|faites|crée[zr]?)(?:[- ]moi|[- ]nous)?|nous voulons|je (?:veux|voudrais)|il nous faut',
  '(?:haz|crea|hacer|hagan|queremos|necesitamos)(?:me|nos)?',
  '(?:crea|fai|fate|vogliamo)(?:ci|mi)?|(?:cri[ea]|faça|queremos|precisamos)',
].join('|');
const ADS =
  'something(?: \\p{L}+)?|ads?|adverts?|advertisement|commercial|video|spot|clip|reel|film|promo|teaser|werbung|werbespot|anzeige|werbevideo|pub|publicité|vidéo|anuncio|vídeo|spot pubblicitario|anúncio';
const ABOUT = 'for|about|promoting|showing|für|über|pour|sur|para|sobre|per|su';
const PLATFORMS = '(?:instagram|tiktok|youtube|facebook|linkedin|reels|stories|shorts|meta)';
const OUR =
  "(?:our|my|the|this|unser\\p{L}*|die|den|das|notre|nos|la|le|les|nuestr\\p{L}+|el|il nostro|la nostra|nosso|nossa)\\s+|l['’]";

/**
 * A sentence that orders an ad; what follows "for" or "about" is the subject and stays, the rest was said to us. Few words
 * may stand between the verb and the ad, so that "Make mornings better" is left to the customers.
 */
const ORDER_WITH_SUBJECT = new RegExp(
  `^${GREETING}${PLEASE}(?:${ORDERING}) (?:[^\\s.!?]+ ){0,7}?(?:${ADS})(?![\\p{L}-])(?:[^.!?]{0,80}?\\s(?:${ABOUT})\\s+(?:${PLATFORMS}\\s(?:${ABOUT})\\s+)?(?:${OUR})?(?:(?:launch|release) of\\s+)?(?<subject>[^\\d].*)|.*)$`,
  'iu',
);
/** "An ad about …": the nouns that can mean nothing else. */
const AD_WITH_SUBJECT = new RegExp(
  `^(?:an?|eine?n?|une?|una?|uma?) (?:[^\\s.!?]+ ){0,2}?(?:ad|advert|commercial|video ad|werbespot|werbung|publicité|pub|anuncio|anúncio)\\s(?:${ABOUT})\\s+(?:${OUR})?(?<subject>.+)$`,
  'iu',
);
/** "lipstick ad pls" */
const SUBJECT_FIRST =
  /^(?:an? )?(?<subject>(?:[\p{L}'’-]+ ){1,4})(?:ad|advert|commercial|werbung|werbespot)(?: (?:pls|plz|please|bitte))?(?=[,.!]|$)(?<rest>.*)$/iu;

const ORDERS: readonly RegExp[] = [
  /^(?:and |with )?(?:no|without|keine?|ohne|sans|pas de|aucune?|sin|senza|niente|sem|nada de) (?:any |visible )?(?:people|persons?|humans?|faces?|text|words|captions?|subtitles|logos?|voice ?-?overs?|voice|music|models?|actors?|menschen|personen|leute|texte?|musik|stimme|personnes?|gens|personnages?|voix|personas?|gente|texto|voz|persone|testo|voce|pessoas)$/iu,
  /(?<!\p{L})(?:photo|picture|image|logo|file|packshot|bild|foto|datei|fichier|imagen|immagine|imagem)s?(?!\p{L}).*(?<!\p{L})(?:attached|enclosed|below|above|anbei|angehängt|im anhang|ci-jointe?s?|en pièce jointe|adjunt[oa]s?|allegat[oa]|em anexo)(?!\p{L})/iu,
  /^(?:\S+ ){1,3}(?:background|backdrop|accents|lighting|scenery|colou?r scheme|palette|hintergrund|farbakzente|fond|fondo|sfondo|fundo)$/iu,
  /^(?:tone|mood|style|music|audience|target|length|format|platform|cta)\s*:/iu,
  /^(?:queremos|quiero|quisiéramos|wir (?:wollen|möchten|brauchen|wünschen)|ich (?:will|möchte|brauche)|nous (?:voulons|voudrions|aimerions)|je (?:veux|voudrais)|vogliamo|vorrei|vorremmo|quero)(?!\p{L})/iu,
  /^(?:see |find )?(?:attached|anbei|ci-joint)(?!\p{L})/iu,
  /\b(?:our|the|my) (?:agency|competitors?|boss|client|manager|marketing team)\b/iu,
  /\b(?:this|the|your|our) (?:ad|advert|video|spot|clip|film|storyboard|commercial)(?=$|[,.!]|\s(?:should|must|is|needs?|to|will|has|for|shows?|with|in|on|can|ends?|starts?|opens?)\b)/iu,
  /\ban? (?:ad|advert|commercial)(?=$|[,.!]|\s(?!block))/iu,
  /^(please |also |just |maybe )?(use|show|make|add|include|keep|put|avoid|don't|do not|start|open|close|end|finish|set|place|mention|feature|highlight|focus|emphasi[sz]e|target|give it|let's|think|imagine)\b.*\b(it|them|logo|can|bottle|product|colou?rs?|background|music|scene|shot|text|font|tone|mood|feel|vibe|look|teal|blue|red|green|warm|calm|fun|short|simple|minimal|end|start|ice|slow|fast|light|dark|audience|people|voice)\b/iu,
  /^(use|show|add|include|avoid|don't|do not|target|emphasi[sz]e|highlight)\b/iu,
  /^(about |around |max(imum)? |roughly |ca\.? |etwa |environ |unos |circa )?\d+([.,]\d+)?[- ]?(s|sec|secs|seconds?|sekunden|secondes|segundos|secondi)\b/iu,
  /\b\d+([.,]\d+)?[- ]?(second|sec|sekunden|secondes|segundos|secondi)s? (long|ad|video|spot|clip|lang|max)\b/iu,
  /\b(aimed at|targeted at|our (target )?audience|target audience|zielgruppe|tonalität)\b/iu,
  /\b(for|on|auf|pour|para|per) (instagram|tiktok|youtube|facebook|reels|stories|shorts|linkedin)\b/iu,
  /\b(the )?(music|tone|mood|background|style|colou?rs?|font|vibe|musik|hintergrund|stimmung|farbe|musique|couleur|fond|música|fondo|musica|sfondo)\b.*\b(should|must|be|is|soll\p{L}*|muss|ist|doit|soit|debe|sea|deve)\b/iu,
  /^(bitte |s'il (te|vous) plaît )?(verwende\p{L}*|zeig\p{L}*|nutz\p{L}*|halte\p{L}*|utilise[zr]?|montre[zr]?|usa|muestra|mostra|mostre|use)\b/iu,
  /^(thanks|thank you|cheers|danke|merci|gracias|grazie|obrigad[oa]|please|bitte)\b/iu,
  /^(hi|hello|hey|hallo|bonjour|hola|ciao)\b[^.]{0,24}$/iu,
  /(?:^|\s)please[.!]?$/iu,
  /\b(?:look(?: and feel)?|vibes?)$/iu,
  /^(?:gen z|millennials|duration|length|dauer|durée)\b/iu,
  /^(?:(?:very|a bit|and|und|et|y|ruhig|edel|luxury|luxurious|moody|dark|light|calm|warm|bold|fun|playful|modern|minimal|minimalist|elegant|premium|upbeat|clean|cinematic|natural|simple|cozy|cosy|energetic|edgy|sexy|vibrant|dynamic|elegante?|douce|élégante?|chaleureu(?:x|se)|moderne?|warme?|ruhige?|modern[oa]|cálid[oa]|calid[oa]|calm[oa]|tranquil[oa])[, ]*)+$/iu,
  /\b(we|i)(?:'d)? (need|want|wanna|would like|would love|like to|love to)\b/iu,
  /\b(upbeat|calm|playful|fun|modern|minimal|warm|cinematic|elegant|moody)( and \p{L}+)? (tone|mood|feel|vibe|style|look|music)\b/iu,
];

export type Sentence = {
  readonly text: string /** `subject`: what an order such as "make an ad for …" was about. */;
  readonly kind: 'words' | 'tagline' | 'call' | 'subject';
};

/** The sentence without what was meant for us; null when nothing is left. */
export function forCustomers(sentence: string): Sentence | null {
  if (sentence.endsWith(':')) return null;
  const label = LABEL.exec(sentence);
  if (label?.[1] !== undefined && label[2] !== undefined) return fromLabel(label[1].trim(), label[2]);
  const order = ORDER_WITH_SUBJECT.exec(sentence) ?? AD_WITH_SUBJECT.exec(sentence);
  if (order) return subjectOf(order.groups?.subject);
  const first = SUBJECT_FIRST.exec(sentence)?.groups;
  if (first?.subject) return subjectOf(`${first.subject.trim()}${first.rest ?? ''}`);
  const kept = clausesOf(sentence).filter((clause) => !isOrder(clause));
  if (isOrder(sentence) && kept.length === clausesOf(sentence).length) return null;
  return kept.length === clausesOf(sentence).length ? words(sentence) : words(kept.join(', '));
}

export function isOrder(text: string): boolean {
  return ORDERS.some((order) => order.test(text.trim()));
}

export function clausesOf(sentence: string): readonly string[] {
  return sentence.split(/,\s+/u);
}

function subjectOf(subject: string | undefined): Sentence | null {
  return subject === undefined ? null : words(subject.replace(/[?!]+$/u, ''), 'subject');
}

function fromLabel(label: string, text: string): Sentence | null {
  if (SAID_TO_US.test(label)) return null;
  if (SUBJECT.test(label)) return words(text, 'subject');
  if (TAGLINE.test(label)) return { text, kind: 'tagline' };
  if (CALL.test(label)) return { text, kind: 'call' };
  return OPENS_WORDS.test(label) || !label.includes(' ') ? words(text) : words(`${label}: ${text}`);
}

function words(text: string, kind: Sentence['kind'] = 'words'): Sentence | null {
  const kept = clausesOf(text).filter((clause) => !isOrder(clause));
  return kept.length === 0 || kept.join('').trim() === '' ? null : { text: kept.join(', '), kind };
}
