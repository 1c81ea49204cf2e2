"""How people go on from an answer: patterns over folded words in single spaces; tables only."""

from __future__ import annotations

import re

WHICH_ONES = re.compile(
    r"^(?:et )?(?:lesquel(?:le)?s|quels sont ils|quelles sont elles|c est lesquel(?:le)?s|donne (?:les|la liste)"
    r"|la liste|liste les|montre les|cite les|dis moi lesquel(?:le)?s)(?: sont ils| sont elles| exactement| svp"
    r"| stp)*$"
)
WHY = re.compile(
    r"^(?:et |mais )*(?:pourquoi|pourquoi (?:ca|cette reponse|tu dis ca|celui la|celle la)|comment (?:tu"
    r"|vous) (?:le )?(?:sais|savez|sait)|d ou (?:ca|cela|ca) (?:sort|vient)|d ou tu (?:sors|tiens) ca"
    r"|(?:quelle est )?(?:la |ta |votre )?source|tu es sur|vous etes sur|qu as tu compris"
    r"|qu est ce que tu as compris)$"
)
ORDINALS = {
    "premier": 1, "premiere": 1, "1er": 1, "1ere": 1, "1re": 1,
    "deuxieme": 2, "second": 2, "seconde": 2, "2e": 2, "2eme": 2,
    "troisieme": 3, "3e": 3, "3eme": 3,
    "quatrieme": 4, "4e": 4, "4eme": 4,
    "cinquieme": 5, "5e": 5, "5eme": 5,
    "sixieme": 6, "6e": 6, "septieme": 7, "7e": 7, "huitieme": 8, "8e": 8, "neuvieme": 9, "9e": 9, "dixieme": 10,
    "10e": 10, "dernier": -1, "derniere": -1,
}  # fmt: skip
_ANY_ORDINAL = "|".join(ORDINALS)
RANK = re.compile(
    r"^(?:et |plutot |alors |non )*(?:le |la |l |celui |c est le |detaille le |ouvre le |parle moi du )*"
    rf"({_ANY_ORDINAL})(?: de la liste| choix| svp| stp)?$"
)
# « et le pilier 5 ? », « et en 2021 ? », « et hors pilier 4 ? »: short, and about what came before.
AND_THEN = re.compile(r"^(?:et|ou|puis|idem|pareil|meme chose|alors|ok et|d accord et)\b")
SHORT = 9
# « son échéance ? », « qui le pilote ? », « c'est pour quand ? »: about the entry before, which is not named.
ITS = re.compile(
    r"^(?:et |alors |ok |mais )*(?:son|sa|ses|c est|il|elle|ca|qui|quand|pour quand|quelle|quel|combien"
    r"|ou en est il|ou en est elle|ou ca en est|l|le|la)\b"
)
