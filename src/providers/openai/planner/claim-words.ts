/**
 * Words that claim something, by what they claim. A `*` stands for any letters, a blank for any space or hyphen. Words of one
 * kind mean the same in all languages, so a brief in one language covers a line in another.
 */

export type ClaimKind = keyof typeof CLAIM_WORDS;

export const CLAIM_WORDS = {
  best: [
    'best|finest|greatest|ultimate|supreme|superior|unbeatable|unbeaten|unrivalled|unrivaled|unmatched|unparalleled|second to none|top rated|top selling|bestseller*|best selling|world class|world beating|like no other',
    'beste|bester|bestes|besten|bestem|allerbeste*|unschlagbar*|unübertroffen*|unerreicht*|konkurrenzlos*|weltklasse|spitzenklasse',
    'meilleur|meilleure|meilleurs|meilleures|inégal*|imbattable*|incomparable*|ultime*|sans égal',
    'mejor|mejores|insuperable*|inigualable*|imbatible*',
    'migliore|migliori|miglior|imbattibil*|ineguagliabil*|insuperabil*',
    'melhor|melhores|imbatíve*|insuperáve*|inigualáve*',
    'bäst|bästa|bäste|bedst|bedste|best|paras|parhaan|parhaat|parasta|parhain|najlepsz*|nejlepš*|en iyi*|en güzel*',
    'лучш*|наилучш*|непревзойдён*|непревзойден*|найкращ*|καλύτερ*|κορυφαί*',
    'أفضل|الأفضل|أحسن|الأحسن|הכי טוב*|הטוב ביותר|הטובה ביותר|הטובים ביותר|सर्वश्रेष्ठ|बेहतरीन|सबसे अच्छ*|सबसे बेहतर',
  ],
  leader: [
    'number one|no 1|nr 1|leading|leader|market leader|market leading|world leading|world famous|award winning|famous|iconic|trusted',
    'nummer eins|führend*|marktführer*|weltbekannt*|berühmt*|spitzenreiter',
    'numéro un|leader*|incontournable*|célèbre*|renommé*',
    'número uno|número um|líder*|célebre*|de confianza|de confiança',
    'numero uno|leader|rinomat*|celebr*',
    'nummer één|nummer een|toonaangevend*|nummer ett|ledande|nummer et|førende|ledende|ykkönen|johtava*|numer jeden|wiodąc*|číslo jedna|přední|bir numara|lider*',
    'номер один|ведущ*|лидер*|лідер*|провідн*|νούμερο ένα|κορυφαίο|رقم واحد|الأول|الرائد*|מספר אחת|מוביל*|नंबर एक|नंबर वन|अग्रणी',
  ],
  only: [
    'the only|the one and only|one of a kind|unique|the first|first ever|world s first|revolutionary|breakthrough|patented|exclusive',
    'der einzige|die einzige|das einzige|einzigartig*|weltweit erste*|revolutionär*|bahnbrechend*|patentiert*|exklusiv*',
    'le seul|la seule|unique*|révolutionnaire*|breveté*|exclusif*|exclusive*|le premier|la première',
    'el único|la única|único*|única*|revolucionari*|patentad*|exclusiv*|el primero|o único|a única|patentead*',
    'l unico|l unica|unico|unica|rivoluzionari*|brevettat*|esclusiv*|il primo|la prima',
    'uniek*|unik|unikt|unika|enestående|ainutlaatui*|jedyn*|jedinečn*|jediný|eşsiz|benzersiz',
    'единственн*|уникальн*|революцион*|єдин*|унікальн*|μοναδικ*|الوحيد*|فريد*|היחיד*|ייחודי*|एकमात्र|अनोखा|अद्वितीय',
  ],
  free: [
    'free|for free|complimentary|no cost',
    'kostenlos*|gratis|umsonst|kostenfrei*|geschenkt',
    'gratuit|gratuite|gratuits|gratuites|gratuitement|offert|offerte|offerts|cadeau',
    'gratuito|gratuita|gratuitos|gratuitas|regalo|grátis|brinde|oferta|omaggio|regalato',
    'ilmai*|darmow*|bezpłatn*|zdarma|ücretsiz*|bedava|cadeautje',
    'бесплатн*|подарок|безкоштовн*|безплатн*|подарунок|δωρεάν|δώρο|مجان*|هدية|חינם|מתנה|मुफ्त|मुफ़्त|फ्री|निःशुल्क|निशुल्क',
  ],
  guarantee: [
    'guarantee*|warranty|warranties|risk free|money back|no risk|lifetime|never fails|always works|foolproof',
    'garantie*|garantiert*|geld zurück|risikofrei*|lebenslang*|versprochen',
    'garanti|garantit|garantis|garanties|remboursé*|sans risque',
    'garantía*|garantiza*|garantizad*|sin riesgo|garantia*|garantid*|sem risco|garanzia|garantito|garantita|garantiti|rimborsat*|senza rischi*',
    'gegarandeerd*|garanti|garanterad*|garanterat|garanteret|garantert|takuu*|gwaran*|záruk*|zaruč*|garantili',
    'гарант*|εγγύηση|εγγυημέν*|ضمان*|مضمون*|אחריות|מובטח*|गारंटी*|वारंटी*',
  ],
  proof: [
    'proven|clinically|scientifically|tested|certified|approved|recommended|awards|awarded|award|awards|five star|rated|doctor recommended|dermatologist*|experts|patent',
    'bewiesen|erwiesen*|klinisch*|wissenschaftlich*|getestet*|zertifiziert*|geprüft*|empfohlen*|preisgekrönt*|ausgezeichnet*|testsieger*|ärzt*|experten',
    'prouvé*|cliniquement|scientifiquement|testé*|certifié*|approuvé*|recommandé*|primé*|médaillé*|experts',
    'probado|probada|comprobad*|clínicamente|científicamente|certificad*|aprobad*|recomendad*|premiad*|galardonad*|expertos|testad*|aprovad*|especialistas',
    'provato|provata|testat*|clinicamente|scientificamente|certificat*|approvat*|consigliat*|raccomandat*|premiat*|esperti',
    'bewezen|getest|gecertificeerd*|bekroond*|bevisad*|testad|certifierad*|prisbelönt*|bevist|certificeret|prisvindende|testattu*|sertifioi*|palkittu*|przetestowan*|certyfik*|nagrodzon*|prověřen*|certifik*|oceněn*|kanıtlanmış|sertifikalı|ödüllü',
    'доказан*|проверен*|сертифиц*|рекоменд*|награ*|доведен*|перевірен*|сертифік*|αποδεδειγμέν*|πιστοποιημέν*|βραβευμέν*|مثبت*|معتمد*|مجرب*|מוכח*|מאושר*|זוכה פרס*|प्रमाणित|सिद्ध|पुरस्कार*',
  ],
  discount: [
    'discount*|on sale|half price|save up to|limited edition|limited time|bargain|savings|last chance|today only|while stocks last|cheapest|affordable|low price|lowest',
    'rabatt*|ausverkauf|halber preis|sonderangebot*|schnäppchen|sparen|limitiert*|nur heute|letzte chance|solange der vorrat reicht|günstig*',
    'remise*|réduction*|soldes|promo|promotion*|moitié prix|économise*|limité*|dernière chance|aujourd hui seulement|pas cher',
    'descuento*|rebaja*|mitad de precio|ahorra*|limitad*|última oportunidad|solo hoy|barat*|desconto*|liquidação|economize|poupe|última chance|só hoje',
    'sconto|sconti|saldi|metà prezzo|risparmi*|limitat*|ultima occasione|solo oggi',
    'korting*|uitverkoop|bespaar*|goedkoop*|rabat|tilbud|udsalg|salg|alennus*|tarjous*|rabat*|promocj*|zniżk*|sleva|slevy|akce|indirim*|kampanya',
    'скидк*|распродаж*|акция|знижк*|розпродаж*|έκπτωση|εκπτώσεις|προσφορά|خصم*|تخفيض*|عرض خاص|הנחה|מבצע|छूट|ऑफर|सेल',
  ],
  times: [
    'double|doubles|half the|half as|doubled|twice|triple|triples|thrice|dozens|hundreds|thousands|millions|billions|million|thousand|hundred',
    'doppelt*|verdoppel*|zweimal|dreifach*|dreimal|halb so|hälfte|halbiert|dutzende|hunderte|tausende|millionen|million|tausend|hundert',
    'double|doublé|deux fois|triple|trois fois|dizaines|centaines|milliers|millions|mille',
    'doble|dos veces|tres veces|mitad|docenas|cientos|miles|millones|mil|cien|dobro|duas vezes|metade|dezenas|centenas|milhares|milhões',
    'doppio|doppia|due volte|triplo|tre volte|metà|decine|centinaia|migliaia|milioni|mille|cento',
    'dubbel*|tweemaal|twee keer|helft|duizenden|miljoenen|dubbelt|hälften|tusentals|miljoner|dobbelt|halvdelen|tusindvis|millioner|tusenvis|kaksinkert*|puolet|tuhannet|miljoon*|podwójn*|dwukrotnie|połowa|tysiące|miliony|dvojnásob*|polovina|tisíce|iki kat*|yarısı|binlerce|milyonlarca',
    'вдвое|дважды|половин*|тысячи|миллион*|удвічі|тисячі|мільйон*|διπλάσι*|χιλιάδες|εκατομμύρια|ضعف|نصف|آلاف|ملايين|כפול*|חצי|אלפי|מיליוני|दोगुना|आधा|हज़ारों|हजारों|लाखों|करोड़ों',
  ],
  purity: [
    'organic|vegan|sustainable|sustainably|recycled|recyclable|biodegradable|compostable|eco friendly|carbon neutral|climate neutral|plastic free|non toxic|chemical free|all natural|handmade|handcrafted|fair trade|cruelty free|waterproof',
    'vegan*|nachhaltig*|recycelt*|recycelbar*|kompostierbar*|umweltfreundlich*|klimaneutral*|handgemacht*|rein pflanzlich*|fairtrade|wasserdicht*',
    'biologique*|vegan*|végane*|durable*|recyclé*|recyclable*|écologique*|fait main|équitable*|étanche*',
    'orgánic*|ecológic*|vegan*|sostenible*|reciclad*|reciclable*|biodegradable*|hecho a mano|impermeable*|orgânic*|sustentáve*|biodegradáve*|feito à mão',
    'biologic*|vegan*|sostenibil*|riciclat*|riciclabil*|ecologic*|fatto a mano|impermeabil*',
    'biologisch*|duurzaam|duurzame|ekologisk*|hållbar*|økologisk*|bæredygtig*|bærekraftig*|luomu*|kestävä*|ekologiczn*|wegańsk*|ekologick*|udržiteln*|organik|vegan|sürdürülebilir',
    'органическ*|веган*|экологич*|органічн*|екологічн*|βιολογικ*|οικολογικ*|عضوي*|נباتي*|نباتي*|אורגני*|טבעוני*|जैविक|शुद्ध|वीगन',
  ],
  health: [
    'cure|cures|cured|heal|heals|healing|healthy|healthier|healthiest|detox*|immune|immunity|anti aging|anti ageing|weight loss|slimming|medical|therapeutic',
    'heilt|heilend*|heilung|gesund*|entgift*|immun*|abnehmen|schlank*|medizinisch*|therapeutisch*|unbedenklich*',
    'guérit|guérir|soigne*|santé|détox*|immunit*|minceur|maigrir|thérapeutique*',
    'saludable*|salud|inmun*|adelgaza*|terapéutic*|saudáve*|saúde|imunidade|emagrec*|salutare|salute|immunitari*|dimagr*',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The same in scripts that put no blanks between words: looked for anywhere. */
export const UNSPACED_CLAIMS: Readonly<Record<ClaimKind, string>> = {
  best: '最高|最佳|最好|最強|最优|最優|顶级|頂級|極上|至高|최고|최상|최강|ดีที่สุด|ยอดเยี่ยมที่สุด',
  leader: '第一|一番|ナンバーワン|日本一|世界一|业界领先|領先|领先|1위|일등|넘버원|อันดับหนึ่ง|อันดับ 1',
  only: '唯一|独家|獨家|独一无二|世界初|業界初|限定|유일|독보적|하나뿐|เดียวเท่านั้น|หนึ่งเดียว',
  free: '免费|免費|赠送|贈送|無料|タダ|무료|공짜|증정|ฟรี',
  guarantee: '保证|保證|保障|保証|返金|無敵|보장|보증|환불|รับประกัน|การันตี',
  proof: '认证|認證|認定|実証|証明|受賞|获奖|獲獎|推荐|推薦|おすすめ|인증|검증|수상|추천|รับรอง|พิสูจน์|รางวัล',
  discount: '折扣|打折|优惠|優惠|特价|特價|割引|特価|セール|半額|半价|半價|할인|세일|특가|반값|ลดราคา|ส่วนลด|โปรโมชั่น',
  times: '两倍|兩倍|双倍|倍|一半|数千|数万|百万|두 배|두배|절반|수천|수백만|สองเท่า|ครึ่ง',
  purity: '有机|有機|纯天然|純天然|无添加|無添加|環保|环保|オーガニック|유기농|비건|친환경|ออร์แกนิก|วีแกน',
  health: '治疗|治療|治愈|健康|減肥|减肥|치료|건강|다이어트|สุขภาพ|รักษา',
};

/**
 * Superlatives that any adjective can make, as parts of expressions over lower-case text. All languages are looked for in
 * every film, because a model may name the wrong one. Only the very same words in the brief cover them: "softest" is more
 * than "soft".
 */
export const SUPERLATIVES: Readonly<Record<string, string>> = {
  en: `(?:the |our |your )?(?:most|least) (?!of |days?|mornings?|people|importantly)\\p{L}+|(?:the|our|your) ${exceptEnglish()}\\p{L}{3,}est`,
  de: `am ${exceptGerman()}\\p{L}{3,}sten|(?:der|die|das|den|dem|des|dein\\p{L}*|unser\\p{L}*|eure\\p{L}*) ${exceptGerman()}\\p{L}{3,}ste[nrms]?`,
  fr: '(?:le|la|les|ton|ta|tes|son|sa|ses|votre|vos|notre|nos) (?:plus|moins) (?!petit déjeuner)\\p{L}+',
  es: '(?:el|la|los|las|lo) (?:más|menos) \\p{L}+|\\p{L}{2,}ísim(?:o|a|os|as)',
  it: '(?:il|la|lo|i|gli|le) (?:più|meno) \\p{L}+|\\p{L}{3,}issim(?:o|a|i|e)',
  pt: '(?:o|a|os|as) (?:mais|menos) \\p{L}+|\\p{L}{2,}íssim(?:o|a|os|as)',
  nl: '(?:de|het) (?!(?:laat|eer|naa|volgen|meer?)ste(?!\\p{L}))\\p{L}{4,}ste',
  sv: '(?:den|det|de) mest \\p{L}+|(?:den|det|de) \\p{L}{3,}ast(?:e|a)',
  da: '(?:den|det|de) mest \\p{L}+|(?:den|det|de) \\p{L}{3,}este',
  nb: '(?:den|det|de) mest \\p{L}+|(?:den|det|de) \\p{L}{3,}este',
  fi: '\\p{L}{3,}impi\\p{L}*|kaikkein \\p{L}+',
  pl: 'naj\\p{L}{4,}',
  cs: 'nej\\p{L}{4,}',
  uk: 'най\\p{L}{4,}',
  ru: 'сам(?:ый|ая|ое|ые|ого|ой|ую) \\p{L}+|\\p{L}{3,}ейш\\p{L}+',
  el: '(?:ο|η|το|οι|τα) πιο \\p{L}+',
  tr: 'en (?:çok|az(?!\\p{L})|yüksek|düşük|hızlı|büyük|küçük|ucuz|yeni|taze|yumuşak|sessiz|hafif|güçlü|lezzetli)\\p{L}*',
  ar: 'الأكبر|الأسرع|الأرخص|الأقوى|الأجود|الأخف|الأنعم|الأكثر \\p{L}+',
  he: 'הכי \\p{L}+|\\p{L}+ ביותר',
  hi: 'सबसे [\\p{L}\\p{M}]+',
};

/** Without an article; not looked for where verbs and nouns end so, too ("du findest", "de feest"). */
export const BARE_SUPERLATIVE = {
  form: `${exceptEnglish()}\\p{L}{3,}est`,
  exceptIn: ['de', 'nl', 'sv', 'da', 'nb'],
} as const;

export const UNSPACED_SUPERLATIVE = '最(?![后後初近終终])\\p{L}|가장 \\p{L}+|제일|ที่สุด';

function exceptEnglish(): string {
  return '(?!(?:for|inter|harv|hon|mod|prot|requ|sugg|inv|arr|dig|manif|earn|conqu|pri|temp|ever|cont|att|det|unr|beh|bequ|inqu|midw|northw|southw|(?:foot|arm|head|back)r)est)';
}

function exceptGerman(): string {
  return '(?!(?:er|nächs?|letz|ko|kü|ki|li|wü|gä|fe|re|we|pa|bü|o|po|la|hu|tei|fau|brü|mu|lei|gei|dün|kun|kün|ä|lü|für|gerü)ste?[nrms]?(?!\\p{L}))';
}
