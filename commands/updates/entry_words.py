"""French words with which what is said of a project begins, after its name."""

from __future__ import annotations

# Folded. A project's name may hold some of them (« Plan vélo », « Ligne verte »): the longest name that is known wins.
BEGINNINGS = frozenset(
    """
    a au avancement avance commentaire meteo statut etat valeur depart report reporter reporte motif blocage bloque
    appui
    preuve attendu obtenu retour retex evaluation inchange ras rien vert verte jaune orange rouge soleil couvert nuage
    orage objectifs securises securise atteignables atteignable compromis appuis termine terminee fini finie fait faite
    realise realisee en suspendu suspendue pause arrete arretee abandonne abandonnee demarre demarree commence commencee
    pas c'est cest presque moitie aux vu confirme cible jusqu'au au
    """.split()
)
