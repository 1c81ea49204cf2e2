"""What is not asked of this bot: patterns over folded words or over what was typed; tables only."""

from __future__ import annotations

import re

# Programs, queries and markup, as typed.
CODE = re.compile(
    r"\b(?:select\s+.+\s+from|drop\s+table|insert\s+into|delete\s+from|union\s+select|rm\s+-rf|sudo\s+\w"
    r"|import\s+os\b|os\.system)"
    r"|print\s*\(|console\.log|function\s*\(|=>|def\s+\w+\(|#include|<\s*/?\s*\w+[^<>]*>|\{\{|\$\{|;\s*--"
    r"|'\s*or\s*'?1|\bcurl\s+http|<\?php|\beval\s*\(",
    re.IGNORECASE | re.DOTALL,
)
# A sum to do: figures and signs alone, or behind « combien font ».
SUM = re.compile(
    r"^\s*(?:combien\s+)?(?:font|fait|calcule|=|vaut)?\s*[\d\s.,()]+(?:[-+*/x×÷^]\s*[\d\s.,()]+)+\s*[=?!]*\s*$",
    re.IGNORECASE,
)
DAY = re.compile(r"^\s*\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}\s*[?!.]*\s*$")
CODE_OF_PLAN = re.compile(r"^\s*\d{1,2}(?:\s*[-/.]\s*\d{1,2}){1,2}\s*[?!.]*\s*$")

INSTRUCTIONS = re.compile(
    r"\b(?:ignore|ignorer|ignorez|oublie|oublies|oubliez|outrepasse|contourne|annule"
    r"|desobeis)\b.*\b(?:instructions?|consignes?|regles?|precedente?s?|limites?|au dessus)\b"
    r"|\b(?:system|systeme) prompt\b|\btes (?:instructions|consignes|regles)\b|\bton prompt\b|\bprompts?\b"
    r"|\bmots? de passe\b|\bpasswords?\b|\bjailbreak\b"
    r"|\bmode (?:developpeur|admin|debug|dan)\b|\btu es (?:maintenant|desormais)\b|\bfais (?:semblant|comme si)\b"
    r"|\bjoue le role\b|\bagis comme\b"
    r"|\b(?:supprime|efface|vide|detruis|drop)\b.*\b(?:base|donnees|tables?|tout)\b|\b(?:ignore|disregard"
    r"|forget)\b.*\b(?:instructions?|previous|above)\b|\bcle api\b|\btoken\b|\breponds (?:juste|seulement"
    r"|uniquement) (?:par|oui|non)\b"
    r"|\b(?:affiche|donne|montre|revele)\b.*\b(?:ta config\w*|tes secrets?|ton code|variables? d environnement)\b"
)
INSULTS = re.compile(
    r"\b(?:connards?|connasse|idiots?|debiles?|merde\w*|stupides?|imbeciles?|encule\w*|salope?s?|bouffons?"
    r"|abrutis?|cretins?|tg|fdp|pute\w*|batards?|casse toi)\b"
    r"|\bta gueule\b|\btu (?:es|sers) (?:nul\w*|a rien|con\b|bete|mauvais)|\bt (?:es|est) (?:vraiment )?(?:nul\w*"
    r"|con\b|bete|mauvais|une? \w+ inutile)|\bnul a chier\b|\bva te faire\b|\btu sers a rien\b|\bbot (?:de merde"
    r"|pourri|nul|inutile)\b"
)
ELSEWHERE = re.compile(
    r"\b(?:quel temps (?:il )?fai(?:t|sait|ra)|quel temps fera|(?:fait|fera) quel temps"
    r"|(?:va|il) (?:t il )?(?:pleuvoir|pleut|neiger|neige"
    r"|faire beau)|temperature|previsions meteo|meteo (?:de |a |pour |d )?(?:demain|aujourd hui|marseille"
    r"|ce week end|la semaine|aix|paris))\b"
    r"|\b(?:poemes?|poesie|blagues?|devinettes?|histoire drole|haiku|chanson|chante|rap sur)\b"
    r"|\b(?:tu|vous) (?:en )?pens(?:es|ez)\b|\bton (?:avis|opinion)\b|\bque pens(?:es|ez)\b|\btu (?:aimes"
    r"|preferes|crois)\b"
    r"|\bhoroscope|\bastrolog|\btradui\w*|\ben (?:anglais|espagnol|allemand|italien|arabe|chinois)\b|\btranslate\b"
    r"|\bcapitale (?:de|du|d|des)\b|\bquelle heure\b|\bquel jour (?:on est|sommes nous)\b|\brecettes? (?:de|du|d"
    r"|des|pour)\b|\bcomment (?:cuisiner|faire (?:une?|des|la|le) (?:tarte|gateau|pizza|aioli|bouillabaisse))\b"
    r"|\b(?:macron|melenchon|le pen|zemmour|sarkozy|hollande|trump|biden|poutine|bardella|attal|borne|darmanin"
    r"|rubirola|payan|gaudin|vassal|muselier|estrosi)\b"
    r"|\b(?:votes? pour qui|pour qui (?:voter|tu votes)|presidentielle|elections? (?:presidentielle|municipale"
    r"|legislative)s?)\b"
    r"|\b(?:l om\b|psg|ligue 1|match de|equipe de france|ballon d or|mbappe|zidane|ronaldo|messi"
    r"|resultat du match|qui (?:a|va) gagn\w+)\b"
    r"|\b(?:bitcoin|crypto\w*|cours de (?:la )?bourse|loto|euromillions?|casino)\b"
    r"|\b(?:restaurants?|resto|pizzas?|ou manger|bon plan|hotel pas cher|menu du jour|menu de la cantine|netflix"
    r"|film a voir|serie a voir|musique a ecouter|youtube|tiktok|instagram)\b"
    r"|\b(?:ecris|redige|ecrire|rediger|compose|invente|genere)(?: (?:moi|nous|un|une|le|la|mon"
    r"|ma))+ (?:\w+ ){0,2}(?:mail|lettre|discours|poeme|texte|article|roman|cv|code|script|chanson|histoire"
    r"|programme|courrier|rapport|expose|dissertation|tweet|post)\b"
    r"|\b(?:qui a (?:invente|peint|ecrit|decouvert|construit)|quelle est la (?:population|distance|vitesse|racine"
    r"|hauteur)|combien (?:font|mesure|pese)|racine carree|en quelle annee (?:est|a|la (?:revolution|guerre)))\b"
    r"|\b(?:je t aime|tu m aimes|epouse moi|marions nous|tu es (?:beau|belle|mignon\w*)|quel age as tu"
    r"|as tu (?:un|une) (?:copain|copine|ame|conscience)|es tu (?:vivant|humain|conscient\w*|un robot|une ia)"
    r"|t es (?:humain|un robot|une ia))\b"
    r"|\b(?:chatgpt|gpt 4|openai|siri|alexa|google assistant)\b|\b(?:symptomes?|mal (?:au|a la) (?:ventre|tete"
    r"|gorge|dos)|medicaments?|docteur)\b"
    r"|\b(?:mon (?:mari|chien|chat|ex|voisin)|ma (?:femme|voiture|belle mere)|divorce|impots sur le revenu"
    r"|payer mes impots|permis de conduire|passeport|carte d identite|carte grise)\b"
    r"|\b(?:train pour|billet d avion|horaires? (?:du|de la|des|de) (?:bus|train|metro|tram|piscine"
    r"|mediatheque)s?|prochain (?:bus|metro|train|tram))\b"
    r"|\b(?:code du travail|combien de calories|regime minceur|conjugue\w*|synonyme de|anagramme|sudoku|echecs"
    r"|jouer a)\b"
)
# Errands and outings, whatever word of the plan they hold: « où se garer » is no question about stations.
ERRANDS = re.compile(r"\bou (?:se garer|stationner|manger|dormir|sortir)\b")
GREETING = re.compile(
    r"^(?:(?:coucou|salut|hello|hey|bonsoir|bonjour|yo|bjr|slt)\s*)*(?:(?:comment )?(?:ca va|vas tu|allez vous"
    r"|tu vas bien|va))?(?: bien)?(?: (?:le )?bot)?$"
)
ABOUT_BOT = re.compile(
    r"^(?:qui (?:es tu|etes vous)|(?:tu es|t es|c est) qui|que (?:sais|peux) tu (?:faire)?|qu est ce que (?:tu"
    r"|vous) (?:sai[st]|peu[xt]|savez|pouvez)(?: faire)?|(?:tu|a quoi tu) (?:sers|sert) a quoi|a quoi (?:tu sers"
    r"|sers tu)|comment (?:ca|tu) (?:marche|fonctionne)\w*|(?:tu )?peux (?:tu )?m aider|aide moi|help me"
    r"|j ai besoin d aide)$"
)
# Questions about the bot itself that have an answer of their own.
SECRECY = re.compile(
    r"\b(?:qui (?:voit|peut voir|saura|sait|connait|aura)|(?:mon|le|nos|les) votes? (?:est|sont|sera"
    r"|reste)\w* (?:il |ils )?(?:secrets?|anonymes?|visibles?|prives?|confidentiels?)|anonymat (?:du|des"
    r"|de mon) votes?|secret du vote)\b.*?\b(?:votes?|vote|choix|reponses?|secrets?|anonymes?|visibles?"
    r"|confidentiels?|prives?)\b"
    r"|\b(?:mon|le|nos|les) votes? (?:est|sont|sera|reste)\w* (?:il |ils |bien |vraiment )?(?:secrets?"
    r"|anonymes?|visibles?"
    r"|prives?|confidentiels?)\b|\bvote (?:est il )?(?:secret|anonyme|visible)\b"
)
SILENCE = re.compile(
    r"\b(?:arrete\w*|stop\w*|cesse\w*|plus (?:de|recevoir|envoyer)|desabonn\w+|desinscri\w+|ne (?:m "
    r"|me )?(?:envoie\w*|ecri\w+) plus)\b.*\b(?:messages?|notifications?|rappels?|ecrire|m ecrire|envoyer|spam\w*"
    r"|recap\w*|lettres?|mails?)\b|\b(?:ne me derange\w* (?:pas|plus)|ne pas (?:me )?deranger|fous moi la paix"
    r"|laisse moi tranquille|mode silence)\b"
)
