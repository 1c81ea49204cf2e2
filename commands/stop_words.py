"""French words that carry no subject: function words, and what people wrap around a question."""

from __future__ import annotations

# Articles, prepositions, pronouns, auxiliaries, conjunctions, with their usual abbreviations in short messages.
# All are written folded: no accent, no apostrophe.
FUNCTION_WORDS = frozenset(
    """
    a ai aie ait alors apres as au aucun aucune aussi autre autres aux avait avec avez avoir avons
    bien bon ca car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme d dans de depuis des deux
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
    metropolitain metropolitaine metropolitains metropolitaines territoire territoires
    """.split()
)

# Everyday words: they say less of the subject than another word as rare would.
EVERYDAY_WORDS = frozenset(
    """
    aider aide aides aidez venir viennent vient viens passer passe passent servir sert servent mettre met mettent
    mis mise prendre prend prennent pris rendre rend rendent donner aller va vont aille vas finir porter marche
    marcher devenir devient tenir tient garder laisser arriver arrive arrivent partir reste rester revenir entrer
    sortir vouloir pouvoir devoir falloir avoir etre faire connaitre savoir croire penser dire parler demander
    repondre regarder voir entendre ecouter lire ecrire montrer chercher trouver perdre gagner jeter bouger changer
    change essayer tenter reussir arreter continuer finit debute debuter attendre attend attendent recevoir recoit
    envoyer utiliser utilise utilisent profiter beneficier obtenir choisir choisit decider proposer propose
    permettre permet obliger oblige obliges obligee obligatoire interdire eviter empecher convaincre discuter
    echanger vrai vraie vraiment faux bon bonne bons bonnes bien mieux mal mauvais grand grande gros grosse petit
    petite petits petites long longue court courte rapide rapidement vite lent lentement facile facilement difficile
    simple clair claire clairement propre sale libre plein pleine vide seul seule meme autre vieux jeune premier
    dernier derniere prochain prochaine suivant suivante normal normale serieux serieuse concret concrete carre
    carree moment fois temps jour jours semaine mois annee ans heure matin soir debut fin milieu cote bout coup truc
    trucs chose choses machin facon maniere sorte genre type cas exemple idee question probleme solution besoin
    envie fait monde gens mec mecs types homme femme copain copains ami amis pote potes collegue collegues chacun
    quelqu quelque quelques certains certaines plusieurs beaucoup assez moins trop tant toujours jamais souvent
    parfois encore deja bientot tard tot avant apres pendant ensuite enfin alors donc ainsi surtout seulement
    presque environ carrement franchement honnetement justement notamment egalement ensemble partout ailleurs ici
    dedans dehors devant derriere limite bref okay ok oui non ouais bah ben euh hein quoi lol mdr ptdr svp merci
    pitie point points bazar boulot job taf galere galeres galerer casse tete usine gaz crible minimum maximum
    environs total totale totalement complet complete completement entier entiere compte comptent comptez prevoir
    prevoyez compter penses pense pensez attends avance avancer termine ecrit ecrits ait aura auront aurait aient
    soit soient serait seraient fasse fassent puisse puissent veuille sache sachent doive tombe tombent bosse bosser
    bossent existe existent manque manquent concerne dure durer coince coincee bloque lance lancer lances lancee
    creee cree creer installe ouvrir ouvre ouvert ferme fermer construit construire
    """.split()
)
