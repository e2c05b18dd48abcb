### Phrases of the interface. Sections are named after the room that shows them; ids start with the section's word.

## site (public pages)
site-name = Intercultural Practice Commons

site-skip = Aller au contenu
site-title-error = Erreur :
site-strip = À propos de cette démonstration
site-nav = Principale
site-nav-practices = Pratiques
site-nav-cities = Villes
site-nav-topics = Thèmes
site-nav-collections = Dossiers
site-nav-about = À propos
site-submit = Proposer une pratique
site-foot = En savoir plus sur ce site
site-foot-criteria = Comment les pratiques sont choisies
site-foot-template = Modèle pour décrire une pratique
site-foot-accessibility = Accessibilité
site-foot-privacy = Données personnelles
site-text-size = Taille du texte
site-text-small = Texte plus petit
site-text-medium = Texte normal
site-text-large = Texte plus grand

site-hero-title = Ce que les villes ont essayé, et ce qu’il en est sorti
site-hero-introduction =
    { $practices ->
        [one] { $practices } bonne pratique
       *[other] { $practices } bonnes pratiques
    } de { $cities ->
        [one] { $cities } ville interculturelle
       *[other] { $cities } villes interculturelles
    }, vérifiées par une rédaction et libres de réutilisation.
site-search = Rechercher une pratique
site-search-go = Rechercher
site-filter = Filtrer
site-filter-skip = Aller aux pratiques
site-filter-topic = Thème
site-filter-country = Pays
site-filter-year = Année
site-filter-from = De
site-filter-to = À
site-filter-any = Toutes
site-filter-more = Tout afficher
site-filter-fewer = Afficher moins
site-filter-apply = Appliquer les filtres
site-filter-clear = Tout effacer
site-chip-remove = Retirer
site-chip-words = « { $words } »
site-sort = Trier
site-sort-go = Trier
site-sort-newest = Les plus récentes
site-sort-relevance = Les plus pertinentes
site-sort-title = Par titre
site-follow = Suivre cette recherche
site-total =
    { $n ->
        [0] Aucune pratique
        [one] { $n } pratique
       *[other] { $n } pratiques
    }
site-practices-word =
    { $n ->
        [one] pratique
       *[other] pratiques
    }
site-none-found = Aucune pratique ne répond à tous vos choix.
site-none-found-advice = Retirez un choix au-dessus de la liste, ou cherchez avec moins de mots.
site-paging = Pages de la liste
site-paging-previous = Page précédente
site-paging-next = Page suivante
site-paging-place = Page { $number } sur { $of }

site-back = Toutes les pratiques
site-back-total =
    { $n ->
        [one] { $n } pratique
       *[other] { $n } pratiques
    } : { $choices }
site-back-found =
    { $n ->
        [one] { $n } pratique trouvée
       *[other] { $n } pratiques trouvées
    } : { $choices }
site-title-filtered = Pratiques : { $choices }
site-title-page = { $title }, page { $number }
site-feed-title = { $site } : { $title }
site-print = Imprimer
site-facts = Repères
site-references = Documents et liens
site-picture-credit = Image : { $credit }, { $licence }
site-fact-city =
    { $n ->
        [one] Ville
       *[other] Villes
    }
site-fact-topics = Thèmes
site-fact-period = Période
site-fact-as-written = (texte d’origine : « { $words } »)
site-fact-status = État
site-fact-lead = Porteur
site-fact-partners = Partenaires
site-fact-beneficiaries = À qui cela profite
site-fact-funding = Financement
site-fact-language = Langue
site-fact-collections = Dossiers
site-fact-source = Source
site-fact-source-city = Envoyé par la ville
site-fact-captured = relevé le { $day }
site-fact-published = Publication
site-fact-confirmed = Confirmé pour la dernière fois
site-fact-licence = Réutilisation
site-practice-running = En cours
site-practice-ended = Terminée
site-practice-regular-service = Devenue un service permanent de la ville
site-text-in = Ce texte est dans la langue suivante : { $language }.
site-text-translated = Texte traduit ; langue d’origine : { $language }.
site-text-machine = Traduction automatique ; langue d’origine : { $language }. La rédaction ne l’a pas encore relue.
site-text-outdated = Le texte d’origine a changé depuis cette traduction ; langue d’origine : { $language }.

site-cities = Villes
site-cities-lede =
    { $n ->
        [one] { $n } ville
       *[other] { $n } villes
    } dans { $countries } pays partagent ce qu’elles ont essayé.
site-cities-jump = Pays
site-city-empty = Aucune pratique de cette ville n’est encore publiée.
site-follow-city = Suivre cette ville
site-topics = Thèmes
site-topics-lede = Ce dont parlent les pratiques. Une pratique relève de trois thèmes au plus.
site-collections = Dossiers
site-collections-lede = Des pratiques réunies par la rédaction autour d’une question, avec une introduction.
site-collections-empty = Il n’y a pas encore de dossier.
site-collection = Dossier
site-collection-practices = Les pratiques
site-follow-collection = Suivre ce dossier
site-template-files = Fichiers à remplir
site-template-form = Ouvrir le formulaire

site-error-reference = Si vous nous écrivez à ce sujet, indiquez cette référence :
site-error-to-practices = Voir toutes les pratiques
site-error-to-cities = Voir toutes les villes
site-error-unreadable = Cette demande n’a pas pu être lue
site-error-unreadable-advice = Quelque chose dans ce que votre navigateur a envoyé n’est pas correct. Revenez en arrière, rechargez la page et recommencez.
site-error-forbidden = Cette action n’est pas permise
site-error-forbidden-advice = La demande venait d’un autre site, ou la page était ouverte depuis trop longtemps. Revenez en arrière, rechargez la page et recommencez ; ce que vous avez écrit est encore dans votre navigateur.
site-error-not-found = Il n’y a pas de page ici
site-error-not-found-advice = L’adresse est peut-être mal saisie, ou le lien incomplet. Les pratiques gardent leur adresse : une recherche vous mènera à ce que vous cherchez.
site-error-wrong-method = Cette page ne s’utilise pas ainsi
site-error-wrong-method-advice = La page existe, mais elle n’accepte pas ce que votre navigateur a envoyé. Ouvrez-la par un lien, ou revenez en arrière et utilisez le formulaire de la page.
site-error-gone = Cette page a été retirée
site-error-gone-advice = La pratique qui se trouvait ici n’est plus publiée. La ville ou la rédaction l’a retirée.
site-error-conflict = Cette page a changé pendant que vous y travailliez
site-error-conflict-advice = Une autre personne a enregistré une version plus récente, et rien de ce que vous avez écrit ne l’a remplacée. Revenez en arrière pour copier votre texte, puis rouvrez la page.
site-error-too-large = C’est plus que nous ne pouvons recevoir
site-error-too-large-advice = Un envoi ne peut pas dépasser { $limit } en tout. Réduisez les images ou envoyez moins de fichiers ; votre texte est toujours là si vous revenez en arrière.
site-error-too-many = Trop de demandes à la fois
site-error-too-many-advice =
    { $minutes ->
        [one] Nous avons dû suspendre les demandes venant de votre réseau. Réessayez dans une minute.
       *[other] Nous avons dû suspendre les demandes venant de votre réseau. Réessayez dans { $minutes } minutes.
    }
site-error-internal = Une erreur s’est produite de notre côté
site-error-internal-advice = Elle a été enregistrée et sera examinée. Rien n’a été gardé à moitié. Réessayez dans quelques minutes.
site-error-unavailable = Le site est momentanément occupé
site-error-unavailable-advice =
    { $minutes ->
        [one] Réessayez dans une minute.
       *[other] Réessayez dans { $minutes } minutes.
    }


## submit (the form and the status page of a city)
submit-title = Proposer une pratique
submit-lede = Racontez à d’autres villes ce que vous avez essayé, ce que vous avez fait et ce qu’il en est sorti. Comptez une heure environ, moins si vous avez déjà un texte.
submit-before = Aucun compte n’est nécessaire. Dix réponses suffisent pour envoyer le formulaire, et la rédaction vous demandera le reste. Vous pouvez écrire dans la langue de votre choix.
submit-before-template = Pour le préparer d’abord entre collègues, utilisez le document :
submit-steps = Parties du formulaire
submit-step = Partie { $number } sur { $of }
submit-step-who = Qui et où
submit-step-who-hint = Votre nom et votre adresse ne servent qu’à la rédaction. Ils ne sont jamais publiés.
submit-step-short = En bref
submit-step-story = Le récit
submit-step-story-hint = Écrivez comme vous le raconteriez à un collègue d’une autre ville. Des phrases courtes aident celles et ceux qui lisent dans une deuxième langue.
submit-step-people = Personnes et moyens
submit-step-proof = Documents et images
submit-step-proof-hint = Ce qui aide à y croire et à se le représenter.
submit-step-consent = Accord
submit-optional = (facultatif)
submit-choose = Choisir un thème
submit-city = Ville
submit-city-hint = Avec son pays, par exemple : Reggio d’Émilie, Italie
submit-more-cities = Autres villes participantes
submit-more-cities-hint = Une par ligne, chacune avec son pays.
submit-contact-name = Votre nom
submit-contact-role = Votre fonction dans la ville
submit-contact-email = Votre adresse électronique
submit-contact-email-hint = Nous vous enverrons un accusé de réception et la décision, rien d’autre.
submit-language-unsaid = À déterminer par nos soins
submit-topic-main = Thème principal
submit-topic-main-hint = C’est sous ce thème que l’on trouvera votre pratique.
submit-topic-second = Deuxième thème
submit-topic-third = Troisième thème
submit-words-most =
    { $n ->
        [one] { $n } mot au plus
       *[other] { $n } mots au plus
    }
submit-words-left =
    { $n ->
        [one] encore { $n } mot
       *[other] encore { $n } mots
    }
submit-words-over =
    { $n ->
        [one] { $n } mot de trop
       *[other] { $n } mots de trop
    }
submit-characters-most =
    { $n ->
        [one] { $n } caractère au plus
       *[other] { $n } caractères au plus
    }
submit-characters-left =
    { $n ->
        [one] encore { $n } caractère
       *[other] encore { $n } caractères
    }
submit-characters-over =
    { $n ->
        [one] { $n } caractère de trop
       *[other] { $n } caractères de trop
    }
submit-picture = Image { $number }
submit-picture-hint = JPEG, PNG ou WebP. Une image n’est publiée qu’avec sa description, son crédit et une licence, et si les personnes qui y figurent sont d’accord.
submit-picture-file = Fichier
submit-picture-alt = Description
submit-picture-alt-hint = Ce que l’on y voit, pour les personnes qui ne peuvent pas la voir.
submit-picture-credit = Crédit
submit-picture-credit-hint = L’auteur ou l’autrice de l’image.
submit-picture-licence = Licence
submit-picture-licence-hint = Par exemple : CC BY 4.0
submit-documents = Documents
submit-documents-hint = PDF, Word, OpenDocument, etc. Vous pouvez en choisir plusieurs à la fois.
submit-file-drop = Retirer ce fichier
submit-trap = Laisser ce champ vide
submit-consent-publish = Le texte et les images que j’envoie peuvent être publiés sur ce site, retravaillés pour plus de clarté, traduits, et réutilisés par d’autres à condition de citer la ville, sous licence CC BY 4.0.
submit-consent-people = Toutes les personnes nommées ou reconnaissables le savent et sont d’accord ; pour un enfant, l’un de ses parents l’est.
submit-consent-data = Mon nom, ma fonction et mon adresse électronique sont conservés pour les questions liées à cette pratique, et supprimés si je le demande.
submit-consent-version = Version { $version } de ce texte
submit-consent = Je donne mon accord, au nom de la ville
submit-send = Envoyer la pratique
submit-send-again = Envoyer les modifications
submit-errors =
    { $n ->
        [one] Une réponse est à revoir
       *[other] { $n } réponses sont à revoir
    }
submit-error-at = { $question } : { $error }
submit-editors-ask = La rédaction demande :
submit-editors-say = La rédaction écrit :
submit-revise-title = Faire les modifications
submit-revise-lede = Référence { $reference }. Seul ce que la rédaction a demandé est affiché ; tout le reste demeure inchangé.
submit-back-to-status = Suivi de votre pratique

submit-status-title = Suivi de votre pratique
submit-reference = Référence
submit-received = Nous avons bien reçu votre pratique.
submit-received-keep = Gardez l’adresse de cette page, ou le courriel que nous vous envoyons : c’est la seule clé pour y revenir.
submit-turn-editors = C’est au tour de la rédaction. Vous recevrez un courriel.
submit-turn-editors-by = C’est au tour de la rédaction. Vous aurez une réponse d’ici au { $day }.
submit-turn-city = C’est à vous : la rédaction a des questions.
submit-turn-publishing = La pratique est acceptée et sera bientôt en ligne.
submit-turn-published = La pratique est publiée. Merci.
submit-turn-rejected = La pratique ne sera pas publiée. Vous en trouverez la raison ci-dessous.
submit-stages = Où elle en est
submit-stage-received = Reçue
submit-stage-reading = Lue par la rédaction
submit-stage-changes = Modifications de votre part
submit-stage-decided = Décision
submit-stage-approved = Décision : acceptée
submit-stage-rejected = Décision : non retenue
submit-stage-published = Publiée
submit-place-done = fait
submit-place-now = en cours
submit-place-ahead = à venir
submit-place-skipped = pas nécessaire
submit-asked =
    { $n ->
        [one] La rédaction demande une chose
       *[other] La rédaction demande { $n } choses
    }
submit-revise = Faire les modifications
submit-letters = Courriels que nous vous avons envoyés
submit-letter-waiting = En attente d’envoi
submit-letter-accepted = Remis à votre serveur de messagerie
submit-letter-deferred = Votre serveur nous demande de réessayer plus tard ; nous le ferons
submit-letter-refused = Refusé par votre serveur de messagerie
submit-answers = Ce que vous avez envoyé


## desk (the editors' pages)


## source (pages and messages about partner sources)
source-outcome-ok = De nouvelles pratiques ont été trouvées.
source-outcome-changed = Rien de nouveau, mais des pratiques connues ont changé ou disparu.
source-outcome-nothing-new = Rien n’a changé.
source-outcome-found-nothing-listing = La liste a été lue, mais aucune pratique n’y a été trouvée. Sa mise en page a sans doute changé.
source-outcome-found-nothing-fields = Des pratiques figurent dans la liste, mais aucun titre n’a été trouvé sur leurs pages. La mise en page a sans doute changé.
source-outcome-invalid =
    { $count ->
        [one] Les réglages contiennent une erreur. Rien n’a été téléchargé.
       *[other] Les réglages contiennent { $count } erreurs. Rien n’a été téléchargé.
    }

source-unusual-count = En attente d’une décision : { $found } pratiques dans la liste, alors que l’on en attendait de { $least } à { $most }.
source-unusual-gone = En attente d’une décision : { $gone } des { $known } pratiques connues ont disparu du site.

source-refused-not-public = « { $host } » n’est pas une adresse publique. Seules les adresses accessibles à tous sont lues.
source-refused-scheme = Les adresses de type « { $scheme } » ne sont pas lues ; seules http et https le sont.
source-refused-port = Le port { $port } n’est pas ouvert à la collecte. Un administrateur peut l’autoriser.
source-refused-userinfo = L’adresse contient un nom d’utilisateur ou un mot de passe. Ces adresses ne sont pas lues.
source-refused-malformed = L’adresse n’est pas écrite correctement.
source-refused-downgrade = Le site renvoie d’une page sécurisée (https) vers une page qui ne l’est pas (http). Ce renvoi n’est pas suivi.
source-refused-other-site = La page renvoie vers un autre site, « { $host } ». Ajoutez-le aux hôtes de cette source s’il appartient au partenaire.
source-refused-robots = Le fichier robots.txt du partenaire n’autorise pas la lecture de cette page : { $url }
source-refused-robots-unreachable = Le fichier robots.txt du partenaire n’a pas pu être lu ; rien ne peut donc être téléchargé pour le moment.

source-fault-name = Le nom « { $host } » est introuvable sur le réseau.
source-fault-connect = La connexion à « { $host } » a échoué.
source-fault-tls = « { $host } » n’a pas de certificat valable ; ses pages ne sont pas dignes de confiance.
source-fault-timed-out = Le site a mis trop de temps à répondre.
source-fault-interrupted = La connexion a été coupée avant l’arrivée de toute la page.
source-fault-protocol = Ce que le site a envoyé n’est pas une page web, ou a été coupé dès le début.
source-fault-status = Le site a répondu par le code { $status }.
source-fault-slow-down =
    { $minutes ->
        [one] Le site demande une pause d’une minute. Elle sera respectée.
       *[other] Le site demande une pause de { $minutes } minutes. Elle sera respectée.
    }
source-fault-too-many-redirects = La page renvoie sans fin vers d’autres adresses.
source-fault-bad-redirect = La page renvoie vers une adresse illisible.
source-fault-headers-too-large = La page arrive avec plus d’en-têtes que l’on n’en lit.
source-fault-too-large = La page dépasse 10 Mo.
source-fault-bomb = La page est compressée de façon à enfler démesurément. Elle n’a pas été décompressée.
source-fault-encoding = La compression de la page n’a pas pu être défaite.
source-fault-media-type = L’adresse ne contient ni page ni flux, mais : { $found }
source-fault-too-complex = La construction de la page est trop compliquée pour être lue sans risque.
source-fault-dtd = Le flux déclare son propre type de document. Par sécurité, de tels flux ne sont pas lus.
source-fault-not-a-feed = L’adresse ne contient pas de flux RSS, Atom ou JSON.
source-fault-unreadable = La page n’a pas pu être lue.

source-note-page-cap =
    { $most ->
        [one] Arrêt après la première page de la liste, comme le veulent les réglages. Il y en a d’autres.
       *[other] Arrêt après { $most } pages de la liste, comme le veulent les réglages. Il y en a d’autres.
    }
source-note-item-cap =
    { $most ->
        [one] Arrêt après la première pratique, comme le veulent les réglages. Il y en a d’autres.
       *[other] Arrêt après { $most } pratiques, comme le veulent les réglages. Il y en a d’autres.
    }
source-note-same-page = Cette pratique mène à la même page qu’une autre et a été laissée de côté. Le site demande peut-être de se connecter.
source-note-no-title = Aucun titre n’a été trouvé sur cette page.
source-note-other-site = Des liens vers un autre site, « { $host } », ont été laissés de côté. Ajoutez-le aux hôtes de cette source s’il appartient au partenaire.
source-note-circles = Un lien qui semble tourner en rond a été laissé de côté : { $url }
source-note-login = La page demande de se connecter.
source-note-scripts = La page reste presque vide tant que des scripts ne l’ont pas remplie. Cherchez un flux ou une autre adresse qui montre la liste.
source-note-hidden-text = Une partie du texte est cachée sur la page du partenaire. Vérifiez qu’elle y a sa place.
source-note-cut = Le texte était trop long et a été coupé.


## mail (letters)
mail-greeting = Bonjour { $name },
mail-greeting-nobody = Bonjour,
mail-button-in-text = { $label } :
mail-reference = Référence : { $reference }.
mail-reply = Vous pouvez aussi répondre à ce courriel.
mail-link-until = Le lien est valable jusqu’au { $date }.
mail-keep-link = Gardez ce courriel : son lien mène à votre page de suivi, sans mot de passe.
mail-unasked = Si vous n’attendiez pas ce courriel, vous pouvez l’ignorer : rien ne se passe tant que l’on n’appuie pas sur le bouton.
mail-follow = Suivre votre pratique
mail-see-status = Voir la page de suivi

mail-received-title = Nous avons bien reçu « { $title } »
mail-received-thanks = Merci d’avoir proposé cette pratique de votre ville, { $city }. Un membre de la rédaction va la lire.
mail-received-next = Nous vous répondrons par courriel : la pratique est acceptée, nous demandons des modifications, ou nous expliquons pourquoi nous ne pouvons pas la publier. D’ici là, sa page de suivi indique où elle en est.

mail-revision-subject = Modifications reçues : « { $title } »
mail-revision-title = Nous avons bien reçu vos modifications : « { $title } »
mail-revision-thanks = Merci d’avoir retravaillé cette pratique de votre ville, { $city }. Un membre de la rédaction lira vos modifications, et nous vous répondrons par courriel.

mail-changes-title =
    { $count ->
        [one] Une modification avant de publier « { $title } »
       *[other] { $count } modifications avant de publier « { $title } »
    }
mail-changes-thanks =
    { $count ->
        [one] Merci d’avoir proposé cette pratique de votre ville, { $city }. La rédaction l’apprécie et vous demande une seule chose :
       *[other] Merci d’avoir proposé cette pratique de votre ville, { $city }. La rédaction l’apprécie et vous demande { $count } choses :
    }
mail-changes-besides = Elle ajoute :
mail-changes-button =
    { $count ->
        [one] Faire la modification
       *[other] Faire les modifications
    }

mail-rejected-subject = Non retenue : « { $title } »
mail-rejected-title = « { $title } » : cette pratique ne sera pas publiée
mail-rejected-thanks = Merci d’avoir proposé cette pratique de votre ville, { $city }. La rédaction l’a lue et a décidé de ne pas la publier, pour la raison suivante :
mail-rejected-next = Votre texte n’est pas supprimé. Vous pouvez le relire sur sa page de suivi, et la rédaction peut revoir sa décision si vous lui signalez ce qui lui a échappé.
mail-reason-not-intercultural = La pratique ne porte pas sur la vie interculturelle de la ville.
mail-reason-not-a-practice = Le texte présente un projet, un événement ou une opinion plutôt qu’une pratique mise en œuvre.
mail-reason-too-little-known = Le texte en dit trop peu sur ce qui a été fait et sur ce qui en est résulté.
mail-reason-duplicate = La pratique figure déjà sur le site.
mail-reason-rights-or-privacy = Le texte ou ses images touchent aux droits ou à la vie privée d’autrui.

mail-approved-subject = Acceptée : « { $title } »
mail-approved-title = « { $title } » : votre pratique est acceptée
mail-approved-thanks = Merci d’avoir proposé cette pratique de votre ville, { $city }. La rédaction l’a acceptée.
mail-approved-on = Elle sera en ligne le { $date }, et nous vous enverrons son adresse.

mail-published-subject = En ligne : « { $title } »
mail-published-title = « { $title } » est en ligne
mail-published-thanks = La pratique de votre ville, { $city }, est maintenant en ligne, et tout le monde peut la lire. Merci de l’avoir partagée.
mail-published-next = L’adresse de sa page ne changera pas. Diffusez-la librement, et prévenez-nous si quelque chose sur la page n’est plus exact.
mail-published-button = Lire la page

mail-status-title = Votre lien vers « { $title } »
mail-status-words = Voici le lien que vous avez demandé. Il ouvre, sans mot de passe, la page de suivi de la pratique de votre ville, { $city }.

mail-source-subject = Source à vérifier : { $source }
mail-source-title = { $source } : cette source est à vérifier
mail-source-trouble = Cette source ne peut plus être lue comme d’habitude :
mail-source-next = Rien de ce qui est déjà publié n’a changé. Ce que cette source apporte attend qu’un membre de la rédaction l’ait examiné.
mail-source-button = Examiner la source
mail-trouble-failing =
    { $count ->
        [one] La lecture a échoué. La raison : { $reason }
       *[other] La lecture a échoué { $count } fois de suite. La dernière raison : { $reason }
    }
mail-trouble-refused = Le site ne nous laisse pas le lire : { $reason }
mail-trouble-found-nothing = Le site répond, mais nos règles ne trouvent rien sur ses pages. Sa mise en page a sans doute changé.
mail-trouble-held =
    { $count ->
        [0] Rien n’a été trouvé, alors que { $least } à { $most } entrées étaient attendues. Toute la lecture est retenue.
        [one] Une seule entrée a été trouvée, alors que { $least } à { $most } étaient attendues. Toute la lecture est retenue.
       *[other] { $count } entrées ont été trouvées, alors que { $least } à { $most } étaient attendues. Toute la lecture est retenue.
    }

mail-recovered-title = { $source } : la lecture a repris normalement
mail-recovered-words = La dernière lecture de cette source s’est déroulée comme d’habitude. Il n’y a rien à faire.

mail-invitation-title = Votre invitation à rejoindre la rédaction
mail-invitation-words = Nous vous invitons à rejoindre la rédaction du site { $site }, qui lit ce que les villes envoient et décide de ce qui est publié. Pour commencer, choisissez un mot de passe.
mail-invitation-by = { $name } vous invite à rejoindre la rédaction du site { $site }, qui lit ce que les villes envoient et décide de ce qui est publié. Pour commencer, choisissez un mot de passe.
mail-invitation-button = Choisir un mot de passe

mail-password-title = Choisir un nouveau mot de passe
mail-password-words = Un nouveau mot de passe a été demandé pour votre compte à la rédaction du site { $site }. Si la demande vient de vous, choisissez-le maintenant.
mail-password-button = Choisir un nouveau mot de passe
mail-password-unasked = Si la demande ne vient pas de vous, ignorez ce courriel : votre mot de passe reste le même.

mail-test-title = Courriel d’essai
mail-test-words = Ce courriel a été envoyé le { $date } pour vérifier que les courriels arrivent. Si vous le lisez, c’est le cas.
mail-test-button = Ouvrir le site


## text (dates and periods, wherever they are shown)
text-date-time = { $date } à { $time } UTC
text-now = à l’instant
text-minutes = { $count } min
text-hours = { $count } h
text-days = { $count } j
text-period-since = Depuis { $date }
text-period-since-day = Depuis le { $date }
text-period-until = Jusqu’en { $date }
text-period-until-day = Jusqu’au { $date }
text-period-ongoing = En cours


## field (names of the record's fields, wherever they are shown)
field-title = Titre
field-title-hint = Ce qu’est la pratique, en quelques mots clairs pour tout le monde.
field-statement = Présentation
field-statement-hint = Une phrase : ce que fait la ville, et pour qui.
field-cities = Villes
field-cities-hint = Une par ligne, chacune avec son pays. Exemple : Reggio Emilia, Italie
field-period = Période
field-period-hint = Quand elle a lieu, avec vos mots : de 2016 à 2018, depuis 2014, de janvier à mars 2020.
field-status = État
field-status-hint = Est-elle encore en cours ?
field-topics = Thèmes
field-topics-hint = D’un à trois, le principal en premier.
field-language = Langue du texte
field-language-hint = Celle de la plus grande partie du texte.
field-summary = Résumé
field-summary-hint = Ce que vous diriez à quelqu’un en une minute.
field-purpose = Objectif
field-purpose-hint = Ce que la ville voulait obtenir.
field-rationale = Contexte
field-rationale-hint = Ce qui se passait et l’a rendue nécessaire.
field-process = Déroulement
field-process-hint = Ce qui a été fait, par qui, dans quel ordre.
field-impact = Résultats
field-impact-hint = Ce qui a changé, et comment vous le savez. Des chiffres datés sont utiles.
field-evaluation = Évaluation
field-evaluation-hint = Si quelqu’un l’a examinée de l’extérieur, et ce qui en est ressorti.
field-beneficiaries = À qui cela profite
field-beneficiaries-hint = Quelles personnes, et combien environ.
field-lead = Porteur
field-lead-hint = Le service ou l’organisme responsable.
field-partners = Partenaires
field-partners-hint = Un par ligne.
field-funding = Financement
field-funding-hint = D’où vient l’argent, et combien environ.
field-difficulties = Difficultés
field-difficulties-hint = Ce qui n’a pas marché, et ce que vous avez fait.
field-advice = Conseils à une autre ville
field-advice-hint = Ce que vous referiez, et ce que vous ne referiez pas.
field-links = Documents et liens
field-links-hint = Un par ligne : un titre, une barre et une adresse, ou l’adresse seule. Exemple : Rapport annuel 2019 | https://ville.example/rapport
field-pictures = Images
field-contact = Contact
field-consent = Accord


## error (what is wrong, wherever it is said)
error-address-malformed = Ce n’est pas une adresse web complète. Écrivez-la comme https://example.org/page.
error-address-scheme = L’adresse doit commencer par http:// ou https://.
error-address-userinfo = L’adresse ne doit contenir ni nom d’utilisateur ni mot de passe.
error-address-too-long = L’adresse est trop longue.
error-source-toml = Le fichier n’est pas du TOML valable. L’erreur se trouve vers la ligne { $line }.
error-source-missing = Cette indication est nécessaire.
error-source-type = Ce réglage n’a pas la forme attendue ici.
error-source-unknown-key = Ce réglage n’existe pas. Vérifiez son orthographe et sa place.
error-source-too-long = Au plus { $most } caractères.
error-source-too-many = Au plus { $most } entrées.
error-source-range = Un nombre entier de { $least } à { $most }.
error-source-expected = Le minimum ne doit pas dépasser le maximum.
error-source-language = Ce n’est pas un code de langue comme « fr » ou « pt-BR ».
error-source-schedule = Écrivez des heures ou des jours, par exemple « 12h » ou « 3d » : d’une heure à 90 jours.
error-source-kind = Écrivez « pages » ou « feed ».
error-source-part = Écrivez « page » ou « card ».
error-source-host = Écrivez un hôte comme « docs.example.org » ou « *.example.org ».
error-source-rule = Une règle demande « select » (avec « attribute » et « pattern » au besoin), ou « pattern », ou « constant ».
error-source-selector = Ce n’est pas un sélecteur CSS : { $fault }
error-source-pattern = Ce n’est pas une expression régulière : { $fault }
error-source-no-title = Une règle au moins doit trouver le titre.
error-source-no-page-number = L’adresse doit contenir « {"{"}page{"}"} » à la place du numéro de la page.
error-source-two-paginations = Indiquez « next » ou « numbered », mais pas les deux.
error-source-not-in-feed = Ce réglage n’a pas de sens pour un flux.
error-missing = Une réponse est nécessaire ici.
error-consent = Sans votre accord, nous ne pouvons rien publier.
error-email = Donnez une seule adresse électronique, comme nom@ville.example.
error-control-characters = Ce texte contient des signes qui ne peuvent pas s’afficher. Saisissez-le au lieu de le coller.
error-too-many-characters =
    { $most ->
        [one] Un caractère au plus.
       *[other] { $most } caractères au plus.
    }
error-too-many-words = { $most } mots au plus ; il y en a { $count }.
error-too-many-lines = { $most } entrées au plus, une par ligne ; il y en a { $count }.
error-too-many-bytes = Le texte est trop long pour être conservé : { $most } Ko au plus. Envoyez la version longue en document joint.
error-status-unknown = « { $status } » ne figure pas parmi les réponses.
error-topic-unknown = « { $topic } » ne figure pas parmi les thèmes.
error-language-unknown = « { $language } » n’est pas un code de langue, comme en, fr ou sr-Latn.
error-language-missing = La langue du texte n’est pas indiquée.
error-link-unreadable = Il n’y a pas d’adresse web dans « { $line } ». Elle commence par https:// ou http://.
error-city-or-country = Indiquez la ville, ou au moins le pays.
error-city-unknown = Une des villes citées n’est pas dans notre liste.
error-story = Donnez au moins le résumé, l’objectif ou le déroulement.
error-period-unread = Aucune année n’a pu être lue ici : le filtre par année ne trouvera pas la pratique.
error-picture-incomplete = Chaque image a besoin d’une description, d’un crédit et d’une licence.
error-personal-data = Ce texte contient peut-être une adresse électronique ou un numéro de téléphone. Vérifiez que tout le monde peut les voir.
error-message-missing = Écrivez à la ville pourquoi.
error-account-exists = Une personne avec cette adresse électronique a déjà un compte.
error-password-short = { $least } caractères au moins.
error-password-common = Ce mot de passe est trop facile à deviner. Quelques mots sans rapport entre eux en font un bon.
error-text-changed-meanwhile = Quelqu’un a modifié ce texte pendant que vous écriviez. Comparez les deux versions avant d’enregistrer.
error-source-changed-meanwhile = Quelqu’un a modifié cette source pendant que vous écriviez. Comparez les deux versions avant d’enregistrer.


## demo (the demonstration)

demo-strip = Démonstration. À essayer :
demo-strip-filter = 1 filtrer par « Roms »
demo-strip-desk = 2 approuver une modification
demo-strip-mailbox = 3 lire le courriel reçu par la ville
demo-strip-partners = 4 dérégler une source
demo-desk = La rédaction
demo-desk-lede = En usage réel, on s’identifie par un mot de passe. Ici, un bouton suffit, et il ne fonctionne que sur cette machine.
demo-desk-enter = Entrer en tant que { $name }
demo-mailbox = Boîte aux lettres
demo-mailbox-lede = Tous les courriels envoyés par la démonstration, le plus récent d’abord. Aucun n’a quitté cette machine.
demo-mailbox-empty = Aucun courriel pour l’instant.
demo-letter-to = À { $to }, de { $from }
demo-letter-html = Le courriel tel que l’affiche une messagerie
demo-letter-text = Le même en texte brut
demo-letter-follow = Suivre le lien de ce courriel
demo-partners = Sites partenaires
demo-partners-lede = Deux sites partenaires font partie de la démonstration et sont lus comme tous les autres. Modifiez-les et voyez ce qui arrive à la rédaction.
demo-partner-as-it-was = Le site est tel qu’il était.
demo-partner-changed = Une page dit autre chose.
demo-partner-broken = La liste a une autre mise en page, et les règles n’y trouvent rien.
demo-partner-visit = Visiter le site
demo-partner-source = Voir comment il est lu
demo-partner-change = Modifier la page du partenaire
demo-partner-break = Casser sa mise en page
demo-partner-restore = Tout remettre en place
demo-guides = Guides
