/** How six languages say "Brand is a …": the scaffolding that a copywriter takes away. Parts of regular expressions. */
import type { Written } from '../language.ts';

export type Grammar = {
  readonly pronouns: string;
  /** Those whose verb has no ending of its own: without them it would read as an order. */
  readonly many: string;
  readonly modals: string;
  readonly articles: string;
  readonly is: string;
  readonly has: string;
  /** "helps you", "lets you": what follows is the benefit itself. */
  readonly lets: string;
  /** "we sell", "we are launching": what follows is the product. */
  readonly sells: string;
  readonly introducing: string;
  readonly fresh: string;
  /** Possessives. */
  readonly our: string;
  /** Words at which a noun phrase can end and its detail begin. */
  readonly cuts: string;
  /** What opens a relative clause, its comma and blanks included. */
  readonly relative: string;
  /** "a snack called Brand". */
  readonly called: string;
  /** Openings of a call to action. */
  readonly calls: string;
};

export const GRAMMARS: Readonly<Record<Written, Grammar>> = {
  en: {
    pronouns: "each one|every one|each|it|this|that|it's",
    many: 'they|these|those|we',
    modals: "will|can|could|cannot|can't|won't|would|should|may|might",
    articles: 'an?|the|our|your|my',
    is: 'is|are|was',
    has: 'has|have|comes with|come with|features?|contains?|includes?',
    lets: '(?:helps?|lets?|allows?|enables?) (?:you|people|everyone)(?: to)?',
    sells:
      "(?:we|i|our (?:company|shop|brand|studio|team))(?:'re| are| is)? (?:now )?(?:launch(?:ing|es)?|sell(?:ing|s)?|make|makes|making|offer(?:ing|s)?|introduc(?:e|es|ing)|produc(?:e|es|ing)|build(?:ing|s)?|releas(?:e|es|ing)|craft(?:ing|s)?|bake|bakes|roast|roasts)(?! (?:everything|every|it|all|sure|your)\\b)",
    introducing: 'introducing|meet|presenting|say hello to|announcing|discover',
    fresh: '(?:brand[- ]new|all[- ]new|new|latest)',
    our: 'our|my',
    cuts: 'in|for|with|made|from|to|designed|built|crafted|by|at|on|without|featuring|scented|infused|filled|flavou?red|enriched|packed|blended|topped|but',
    relative: ',?\\s(?:that|which|who)\\s',
    called: 'called|named|by|from',
    calls: 'order|buy|try|shop|visit|get|find|book|download|sign up|join|taste|pre-?order|start|subscribe|come|reserve',
  },
  de: {
    pronouns: 'er|sie|es|das|diese[rs]?',
    many: 'wir',
    modals: 'kann|wird|soll|darf|können|werden',
    articles: 'ein(?:e[nmrs]?)?|der|die|das|den|unser(?:e[nmrs]?)?',
    is: 'ist|sind',
    has: 'hat|haben|enthält|enthalten|bietet|bieten|kommt mit',
    lets: '(?:hilft|helfen) (?:dir|ihnen|euch|beim|dabei,)',
    sells: 'wir (?:verkaufen|machen|bringen|bieten|produzieren|launchen|rösten|backen|stellen)',
    introducing: 'das ist|hier ist|hier kommt|entdecke|entdecken sie|darf ich vorstellen:?',
    fresh: '(?:brand)?neue[nmrs]?',
    our: 'unser(?:e[nmrs]?)?',
    cuts: 'in|für|mit|aus|von|zum|zur|ohne|auf|vom|im',
    relative: ',\\s(?:die|der|das|den|mit dem|mit der)\\s',
    called: 'namens|von',
    calls:
      'bestell\\p{L}*|kauf\\p{L}*|probier\\p{L}*|besuch\\p{L}*|hol\\p{L}*|find\\p{L}*|jetzt|buch\\p{L}*|sicher\\p{L}*|teste\\p{L}*',
  },
  fr: {
    pronouns: "il|elle|c['’]|ce|cela",
    many: 'nous|ils|elles',
    modals: 'peut|va|peuvent|vont',
    articles: "une?|le|la|les|des|l['’]|notre|nos",
    is: 'est|sont',
    has: 'a|ont|contient|contiennent|offre|offrent|dispose de',
    lets: "(?:vous|te|t[’']) ?(?:aide|aident|permet|permettent) (?:à|de)",
    sells: 'nous (?:vendons|lançons|fabriquons|proposons|créons|présentons)',
    introducing: 'voici|découvrez|rencontrez|place à',
    fresh: '(?:nouvelle?s?|nouveau)',
    our: 'notre|nos',
    cuts: 'pour|avec|en|dans|sans|à|au|aux|fabriquée?s?|conçue?s?|faite?s?|coulée?s?',
    relative: ',?\\s(?:qui|que)\\s',
    called: 'appelée?s?|nommée?s?|de',
    calls:
      'commande[zr]?|achete[zr]?|achetez|essaye[zr]|essayez|visitez|trouvez|réservez|goûtez|téléchargez|profitez|rendez-vous',
  },
  es: {
    pronouns: 'él|ella|esto|este|esta',
    many: 'nosotros|ellos|ellas',
    modals: 'puede|pueden|va',
    articles: 'una?|el|la|los|las|nuestr[oa]s?',
    is: 'es|son',
    has: 'tiene|tienen|contiene|contienen|incluye|incluyen|ofrece',
    lets: '(?:te|le|les|os) (?:ayuda|ayudan|permite|permiten) a?',
    sells: '(?:nosotros )?(?:vendemos|lanzamos|hacemos|ofrecemos|fabricamos|presentamos)',
    introducing: 'te presentamos|presentamos|descubre|conoce|llega',
    fresh: 'nuev[oa]s?',
    our: 'nuestr[oa]s?',
    cuts: 'para|con|en|sin|hech[oa]s?|diseñad[oa]s?|al',
    relative: ',?\\sque\\s',
    called: 'llamad[oa]s?|de',
    calls:
      'pide|pídel[oa]s?|compra|prueba|pruébal[oa]s?|visita|encuentra|encuéntral[oa]s?|reserva|descarga|únete|consigue',
  },
  it: {
    pronouns: 'esso|essa|questo|questa',
    many: 'noi|loro',
    modals: 'può|possono|sarà',
    articles: "un[ao]?|un['’]|il|lo|la|i|gli|le|l['’]|(?:il |la |i |le )?nostr[oaie]",
    is: 'è|sono',
    has: 'ha|hanno|contiene|contengono|offre|include',
    lets: '(?:ti|vi) (?:aiuta|aiutano|permette|permettono) (?:a|di)',
    sells: '(?:noi )?(?:vendiamo|lanciamo|facciamo|offriamo|produciamo|presentiamo)',
    introducing: 'ecco|scopri|presentiamo|vi presentiamo|conosci',
    fresh: 'nuov[oaie]',
    our: '(?:il |la |i |le )?nostr[oaie]',
    cuts: 'per|con|in|senza|fatt[oaie]|realizzat[oaie]|al|alla',
    relative: ',?\\sche\\s',
    called: 'chiamat[oaie]|di',
    calls: 'ordina\\p{L}*|compra\\p{L}*|prova\\p{L}*|visita|trova\\p{L}*|prenota\\p{L}*|scarica\\p{L}*|assaggia\\p{L}*',
  },
  pt: {
    pronouns: 'ele|ela|isto|este|esta',
    many: 'nós|eles|elas',
    modals: 'pode|podem|vai',
    articles: 'uma?|o|a|os|as|noss[oa]s?',
    is: 'é|são',
    has: 'tem|têm|contém|inclui|oferece|traz',
    lets: '(?:te|o|a|lhe)? ?(?:ajuda|ajudam|permite|permitem) (?:você )?a?',
    sells: '(?:nós )?(?:vendemos|lançamos|fazemos|oferecemos|produzimos|apresentamos)',
    introducing: 'apresentamos|conheça|descubra|chegou',
    fresh: 'nov[oa]s?',
    our: '(?:o |a |os |as )?noss[oa]s?',
    cuts: 'para|com|em|sem|feit[oa]s?|no|na',
    relative: ',?\\sque\\s',
    called: 'chamad[oa]s?|da|do',
    calls: 'peça|compre|experimente|visite|encontre|reserve|baixe|garanta|prove',
  },
};
