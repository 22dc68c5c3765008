/** Telling what a person says to us from what they want said to their customers. */

const LABEL = /^([\p{L} /]{2,24}?)\s*:\s+(.+)$/u;
const SAID_TO_US =
  /^(tone|mood|audience|target( audience| group)?|length|duration|format|style|music|colou?rs?|brand( name| colou?r)?|language|platform|channel|goal|objective|notes?|deadline|budget|ton(alität)?|stimmung|zielgruppe|länge|dauer|musik|farben?|marke|sprache|public|cible|durée|musique|couleurs?|marque|langue|tono|público|duración|música|colore?s|marca|idioma|lingua|durata|musica|duração|cor(es)?)$/iu;
const TAGLINE = /^(tagline|slogan|claim|motto|headline|hook|titel|accroche|eslogan|lema)$/iu;
const SUBJECT = /^(product|what it is|produkt|produit|producto|prodotto|produto)$/iu;
const CALL = /^(cta|call[ -]to[ -]action|handlungsaufforderung|appel à l.action|llamada a la acción)$/iu;

/** Openings of sentences that order an ad; what follows "for" or "about" is the subject and stays. */
const ORDER_WITH_SUBJECT =
  /^(?:(?:hi|hello|hey|hallo|bonjour|hola|ciao|olá)\b(?:[^,.!?]{0,20}[,.!])?\s*)?(?:(?:please|bitte|por favor|per favore)[, ]+)?(?:(?:we|i)(?:'d| would)? (?:need|want|like)(?: to (?:make|have|create))?|can you (?:please )?(?:make|create|do)|(?:make|create|produce|design|build|write)(?: me| us)?|wir (?:brauchen|möchten|wollen)|ich (?:brauche|möchte)|(?:mach|erstell)\p{L}*(?: uns| mir)?(?: bitte)?|(?:fais|faites|crée[zr]?)(?:[- ]moi|[- ]nous)?|(?:nous voulons|je veux|il nous faut)|(?:haz|crea|hacer|queremos|necesitamos)(?:me|nos)?|(?:crea|fai|vogliamo)(?:ci|mi)?|(?:cri[ea]|faça|queremos))\b[^.!?]*?\b(?:something(?: \p{L}+)?|ad|ads|advert|advertisement|commercial|video|spot|clip|reel|film|promo|teaser|werbung|werbespot|anzeige|werbevideo|pub|publicité|vidéo|anuncio|vídeo|spot pubblicitario|anúncio)\b(?:[^.!?]*?\b(?:for|about|für|über|pour|sur|para|sobre|per|su)\s+(?:(?:our|my|the|unser\p{L}*|notre|nos|nuestr\p{L}+|il nostro|la nostra|nosso|nossa)\s+)?(?:(?:launch|release) of\s+)?(.+))?$/iu;

const ORDERS: readonly RegExp[] = [
  /\b(this|the|your|our|an?) (ad|advert|video|spot|clip|film|storyboard|commercial)\b/iu,
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
  /^(?:(?:very|a bit|and|und|et|y|ruhig|edel|luxury|luxurious|moody|dark|light|calm|warm|bold|fun|playful|modern|minimal|minimalist|elegant|premium|upbeat|clean|cinematic|natural|simple)[, ]*)+$/iu,
  /\b(we|i) (need|want|would like|'d like)\b/iu,
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
  const order = ORDER_WITH_SUBJECT.exec(sentence);
  if (order) return order[1] === undefined ? null : words(order[1].replace(/[?!]+$/u, ''), 'subject');
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

function fromLabel(label: string, text: string): Sentence | null {
  if (SAID_TO_US.test(label)) return null;
  if (SUBJECT.test(label)) return words(text, 'subject');
  if (TAGLINE.test(label)) return { text, kind: 'tagline' };
  return CALL.test(label) ? { text, kind: 'call' } : words(text);
}

function words(text: string, kind: Sentence['kind'] = 'words'): Sentence | null {
  const kept = clausesOf(text).filter((clause) => !isOrder(clause));
  return kept.length === 0 || kept.join('').trim() === '' ? null : { text: kept.join(', '), kind };
}
