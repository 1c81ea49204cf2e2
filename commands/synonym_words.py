"""Everyday words that stand for those of the plan: tables only, folded as `normalise.fold` folds.

A group is of words that people type for one another whatever the subject; what is said of one entry alone is in its
`aussi_dit`.
"""

from __future__ import annotations

from collections.abc import Mapping

_GROUPS = """
    agent agents collaborateur collaborateurs personnel personnels salarie salaries employe employes fonctionnaires
    chef chefs manager managers encadrant encadrants cadre cadres encadrement superieur superieurs responsables
    habitant habitants usager usagers citoyen citoyens administre administres population riverain riverains gens
    recruter recrutement recrutements embaucher embauche embauches recrute
    ordinateur ordinateurs pc ordi ordis
    appli application applis applications app
    association associations asso assos associatif associatives associative
    mairie mairies commune communes ville villes municipalite municipalites
    donnee donnees data
    velo velos cyclable cyclables bicyclette vtt
    fournisseur fournisseurs prestataire prestataires
    formation formations former forme formes formee formees cursus apprendre
    enquete sondage barometre
    informatique numerique digital digitale digitaux digitales
    signer signature signatures signataire signataires rallier adherer parapher paraphe parapheur parapheurs
    comparer comparaison benchmark parangonnage
    entreprise entreprises societe boite boites
    dechet dechets poubelle poubelles ordures
    telecharger telechargement telechargements downloads installations
    acheter achat achats commande commandes
    reunion reunions instance instances rencontre rencontres
    elu elus conseillers
    logiciel logiciels outil outils
    evaluer evaluation mesurer mesure mesurees
    classer classement prioriser priorisation hierarchiser trier priorite priorites
    institution metropole collectivite organisation maison administration boutique
    doctorant doctorants these theses thesard thesards cifre
    local locaux locale locales territorial territoriaux
    interco intercos intercommunalite intercommunalites epci
    apprenti apprentis alternant alternants alternance apprentissage
    candidature candidatures cv candidat candidats
    demat dematerialisation dematerialise dematerialises dematerialiser numerisation numeriser digitalisation
    annonce annonces offre offres
    logement logements habitat hlm
    procedure procedures demarche demarches formalites paperasse paperasserie
    communication com communiquer
    experimentation experimentations experimenter tester testees test essai essais expe expes
    partager partage partages
    nouveau nouveaux nouvel nouvelle nouvelles
    accueil accueillir bienvenue
    charte code reglement
    transparence redevabilite
    satisfaction satisfaits satisfaits contents content
    risque risques crise crises danger dangers
    continuite survie
    organigramme orga
    competence competences savoir
    cooptation parrainage recommandation
    economie economies epargne
    reduire reduction baisser diminuer
    tramway tram trams tramways
    metro rame rames
    autobus bus
    piscine piscines nautique aquatique
    eolien eolienne eoliennes
    solaire photovoltaique solaires
    carte cartographie carto
    sante hopital medical
    agriculteur agriculteurs paysan paysans agricole agricoles
    enfant enfants jeunes jeune
    ancien anciens vieux vieille vieilles
    aine aines senior seniors ages agees
    transversal transversale transversales transverses transverse
    strategie strategique
    decider decide decident decision decisions arbitrer arbitre arbitrent arbitrage arbitrages trancher tranche
    presence presents salon salons forum forums
    budget finances financier financiers financiere financement
"""


def _synonyms() -> Mapping[str, tuple[str, ...]]:
    groups = [line.split() for line in _GROUPS.strip().splitlines()]
    return {word: tuple(other for other in group if other != word) for group in groups for word in group}


# The words that each word may stand for.
SYNONYMS = _synonyms()
