"""Words by which a line of a list is told from a name, folded: nobody is called so."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTICULES = _words(
    """
    abd abou ait al bel ben bin d da das de del della den der des di do dos du e el ibn l la le les mac mc o ould
    saint sainte san st te ten ter van von y zu
    """
)
"""With which a nom begins or goes on."""

CIVILITES = r"(?:m|mm|mr|mme|mmes|mlle|mlles|monsieur|messieurs|madame|mesdames|mademoiselle)(?:\.(?= ?)|(?= |$))"
"""Before a name; on folded text."""

AUTRES_MOTS = _words(
    """
    a abandon absent absente absentes absents academie adresse afin afpa agence agreer ai ainsi allee alors
    alternance alternant alternante alternants amenagement amenagements amicalement amities annee anonyme aout
    appartement apprenant apprenante apprenants apprenti apprentie apprentis apprentissage appt apres apres-midi
    apres-midis as assistant assistante association associes assurance assurances atelier ateliers attente au aucun
    aucune aujourd aujourdhui aussi autre autres aux avait avant avec avenue avoir avril banque bat batiment bien
    bientot bises bisous bjr bonjour bonsoir boucherie boulangerie boulevard bp brasserie bureau c ca cabinet cadre
    caisse campus candidat candidate candidates candidats car cci ccp cdlt cdt ce cedex cela celle celui centre
    centres ces cet cette ceux cfa chambre charge chargee chef cheffe chemin cher chere chez ci-apres ci-dessous
    ci-joint clinique cma code college comme commune compagnie complet complete confirme confirmer conseil
    conseiller conseillere conseils conserverie consulting contrat convocation convocations convoque convoquer
    convoques cooperative coordinateur coordinatrice cordialement coucou courage courriel cqp credit cs dans date
    ddets debut decembre definitif definitive deja demain demission departement depuis designation designe designes
    desistement desole desolee dimanche directeur directrice disposition distinguees doit donc dont dossier dossiers
    dreets ecole ecrit ecrite ecrites ecrits effectif effectifs ehpad eleve eleves elle elles emargement en encore
    enfin ensuite entre entreprise entreprises environ envoi envoye epouse epreuve epreuves es est et etablissement
    etablissements etait etat ete etre ets eurl eux examen examens faire fait faut fax federation feuille fevrier
    fils fin forme formee formes finalement fondation formateur formateurs formation formations formatrice formatrices
    fw fwd garage gerant gerante gie greta groupe groupes heure heures hier holding hopital hors hotel ici idem il ils
    impasse
    imprimerie inconnu inconnue independant independante industrie industries informatique inscription inscrit
    inscrite inscrits inspecteur inspectrice institut institution iphone iut j janvier je jeudi jointe jointes jour
    journee journees jours juillet juin jure juree jures jury jurys jusqu jusque la-bas legende leur leurs librairie
    lieu-dit liste listes lors lotissement lui lundi lycee m ma magasin mail mails mairie mais maison majoration
    mardi mars matin me membre membres meme memes menuiserie menuiseries merci mercredi mes message metiers midi
    ministere mobile moi mois mon mutuelle nb ne neant nee ni nom nombre noms non nos note notes notre nous novembre
    objet observation observations octobre on ont optique or oral orale orales oraux organisme ou oui par parcours
    participant participants pas pause pauses dejeuner repas deliberation deliberations super parfait
    entendu pendant personne personnes peu peut peuvent pharmacie piece pieces place places
    plus port portable postal poste pour pourra pourvoir pratique prefecture prenom prenoms present presente
    presentes presents president presidente professionnel professionnelle professionnels promo promotion provisoire
    ps puis qu quai quand que quel quelle quelles quels qui quoi re reception referent referente region remarque
    remarques remerciements remplacant remplacante repondre reponse reserve residence responsable responsables
    restaurant retour retraite retraitee rien route rue s sa salle salles salut salutations samedi sans sarl sas
    sasu sauf scop se secretaire secretariat selon semaine septembre sera serait seront service services ses session
    sessions seulement signature signatures sinceres slt snc societe soi soiree son sont sous sous-total stage
    stagiaire stagiaires studio suis suite suppleant suppleante suppleants sur surveillant surveillante surveillants
    syndicat t ta te tel telephone temps tes tiers titre titres titulaire toi ton total totaux toujours tous tout
    toute toutes tr transfere transferer transport transports tres trop trouver tu tuteur tutrice ufr uimm un une
    uniquement universite vae vendredi venir vers veuillez veuve ville voici voila vos votre vous web week-end za zi
    zone
    """
)
"""Of grammar, of letters, of sessions, of places where people work: what holds one is no name."""

DE_FORMATION = _words(
    """
    academie afpa campus cci centre cfa chambre cma cnam college ecole formation gip greta ifac institut iut lycee
    mfr organisme ufr uimm universite
    """
)
"""Of those who train people: a membre works there for an *organisme*."""

POSTES = _words(
    """
    adjoint adjointe agent aide artisan artisane assistant assistante cadre charge chargee chef cheffe comptable
    conseiller conseillere consultant consultante coordinateur coordinatrice developpeur developpeuse directeur
    directrice dirigeant dirigeante employe employee enseignant enseignante expert experte formateur formatrice
    gerant gerante independant independante infirmier infirmiere ingenieur ingenieure maitre manager patron patronne
    president presidente professeur professeure responsable retraite retraitee salarie salariee secretaire
    technicien technicienne vendeur vendeuse
    """
)
"""With which what somebody does begins, which is no place of work."""

MOTS_DE_LIAISON = _words(
    """
    a ainsi alias au aussi aux avec bis c d dans de des dit dite du e elle en enfin epouse est et il j l la le les mail
    courriel mel email mob mobile n ne nee nom non o ok ou oui par plus port portable pour prenom puis que qui s ter tel
    telephone veuve x y usage naissance jeune fille marital
    """
)
"""That tell nothing by themselves, beside a name or a fact."""
