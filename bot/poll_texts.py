"""French sentences of `dimension poll`."""

POLL = (
    "Préparer une priorisation depuis un fichier CSV ou XLSX : critères en première ligne, poids, puis un projet par "
    "ligne. Son auteur l'ouvre ensuite depuis la messagerie."
)
# What one would type.
CREATE = "sondage créer"
OPTION_AS = "Identifiant de qui pose le sondage ; ses droits valent."
OPTION_FOR = "À qui : une communauté, une unité, des personnes."
OPTION_QUESTION = "La question posée."
OPTION_END = "Jusqu'à quand : « vendredi 17h », « dans 3 jours »."
OPTION_MORE = "Une option de plus, comme on la tape sans ses tirets : « secret », « quorum 50 % ». Répétable."
