"""French words that carry no subject: function words, and what people wrap around a question."""

from __future__ import annotations

# Articles, prepositions, pronouns, auxiliaries, conjunctions, with their usual abbreviations in short messages.
# All are written folded: no accent, no apostrophe.
FUNCTION_WORDS = frozenset(
    """
    a ai aie ait alors apres as au aucun aucune aussi autre autres aux avait avec avez avoir avons
    bien bon car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme d dans de depuis des deux
    dessus dessous doit doivent donc dont du elle elles en encore entre es est et etait etaient etant ete etes etre eu
    eux fait faire fais faites fois font fut hors ici il ils j je l la le les leur leurs lui m ma mais me meme memes mes
    moi mon n ne ni nos notre nous on ont ou par parmi pas pendant peu peut peuvent plus plusieurs pour pourquoi puis qu
    que quel quelle quelles quels qui quoi s sa sans se sera serait seront ses si sinon soi soient sois soit sommes son
    sont sous suis sur t ta tandis te tel telle telles tels tes toi ton tous tout toute toutes tres trop tu un une vers
    via vis voici voila vos votre vous y
    afin ainsi lors lorsque cf etc ds ac av ss pr ts tt tte ke ki kes kel kelle koi keski kesk k c ya yaka
    the of and to in for is
    """.split()
)

# What is asked about a subject, and politeness around it; the reading of questions uses them, retrieval drops them.
WRAPPER_WORDS = frozenset(
    """
    quand qd kan kand combien cb comment date dates deadline echeance echeances delai delais terme statut statuts etat
    avancement avance avancent avancee progression
    bonjour bonsoir salut hello coucou merci svp stp please sil plait plz cher chere
    dis dit dire dites donne donner donnez moi montre montrer montrez explique expliquer expliquez
    definition definir definis resume resumer signifie veut vouloir veux voudrais voulez souhaite aimerais
    sais savoir savez cherche chercher trouve trouver trouvez voir
    question info infos renseignement
    reference ref code numero
    termine terminee termines fini finie finis finies acheve realise realisee realises realisees done
    retard overdue prevu prevue prevus prevues prevoit
    quoi lequel laquelle lesquels lesquelles
    sort sortie commence commencer demarre demarrage lancement lancmt
    dispo disponible pilote pilotee piloter responsable charge contact
    aujourd hui maintenant actuellement bientot
    parle parler parlez propos concernant concerne sujet
    peux pouvez pourriez pourrais faut faudrait
    """.split()
)

# Names of the kinds of entry: they say what is meant more than which one, so they weigh little.
KIND_WORDS = frozenset(
    """
    objectif objectifs projet projets pilier piliers axe axes action actions communaute communautes instance instances
    reunion outil outils thematique thematiques theme themes operationnel operationnels grand grands dimension metropole
    metropolitain metropolitaine metropolitains metropolitaines
    """.split()
)
