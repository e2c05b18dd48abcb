### Phrases of the interface. Sections are named after the room that shows them; ids start with the section's word.

## site (public pages)
site-name = Intercultural Practice Commons

site-skip = Aller au contenu
site-title-error = Erreur :
site-strip = À propos de cette démonstration
site-preview-name = À propos de cet aperçu
site-preview = Aperçu : ce texte n’est pas publié. Les lecteurs ne voient pas cette page.
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

site-hero-title = Ce que les villes ont essayé, et ce qui en est ressorti
site-hero-introduction =
    { $practices ->
        [one] { $practices } bonne pratique
       *[other] { $practices } bonnes pratiques
    } de { $cities ->
        [one] { $cities } ville interculturelle
       *[other] { $cities } villes interculturelles
    }, toutes relues par la rédaction.
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
site-filter-any-country = Tous
site-filter-any-topic = Tous
site-filter-more = Tout afficher
site-filter-fewer = Afficher moins
site-filter-apply = Appliquer les filtres
site-filter-clear = Tout effacer
site-chip-remove = Retirer
site-chip-words = « { $words } »
site-chip-from = à partir de { $year }
site-chip-to = jusqu’en { $year }
site-sort = Trier
site-sort-go = Trier
site-sort-newest = Les plus récentes
site-sort-relevance = Les plus pertinentes
site-sort-title = Par titre
site-follow = Suivre cette recherche :
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
site-fact-lead = Organisme responsable
site-fact-partners = Partenaires
site-fact-beneficiaries = Bénéficiaires
site-fact-funding = Financement
site-fact-language = Langue
site-fact-collections = Dossiers
site-fact-source = Source
site-fact-source-city = Envoyé par la ville
site-fact-source-read = Lu sur { $source } le { $day }
site-fact-checked = Dernière vérification à la source
site-fact-published = Publication
site-fact-confirmed = Dernière confirmation
site-fact-licence = Réutilisation
site-fact-licence-source = Selon la licence de la source
site-practice-running = En cours
site-practice-ended = Terminée
site-practice-regular-service = Devenue un service permanent de la ville
site-text-in = Ce texte est en { $language }.
site-text-translated = Traduit d’un texte en { $language }.
site-text-machine = Traduction automatique d’un texte en { $language } ; la rédaction ne l’a pas encore relue.
site-text-outdated = Traduit d’un texte en { $language }, qui a changé depuis.
site-text-machine-outdated = Traduction automatique d’un texte en { $language }, qui a changé depuis ; la rédaction ne l’a pas relue.

site-cities = Villes
site-cities-lede =
    { $n ->
        [one] { $n } ville
       *[other] { $n } villes
    } dans { $countries } pays { $n ->
        [one] partage ce qu’elle a essayé.
       *[other] partagent ce qu’elles ont essayé.
    }
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
site-template-files = Documents à remplir :
site-template-file = { $format }, version du { $day }
site-template-version = Version du { $day }
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
site-error-too-large = L’envoi est trop volumineux
site-error-too-large-advice = Un envoi ne peut pas dépasser { $limit } en tout. Réduisez les images ou envoyez moins de fichiers ; votre texte est toujours là si vous revenez en arrière.
site-error-too-many = Trop de demandes à la fois
site-error-too-many-advice =
    { $minutes ->
        [one] Nous avons dû suspendre les demandes venant de votre réseau. Réessayez dans une minute.
       *[other] Nous avons dû suspendre les demandes venant de votre réseau. Réessayez dans { $minutes } minutes.
    }
site-error-internal = Une erreur s’est produite de notre côté
site-error-internal-advice = Elle a été enregistrée et sera examinée. Rien n’a été enregistré à moitié. Réessayez dans quelques minutes.
site-error-unavailable = Le site est momentanément indisponible
site-error-unavailable-advice =
    { $minutes ->
        [one] Réessayez dans une minute.
       *[other] Réessayez dans { $minutes } minutes.
    }


site-sort-city = Par ville
site-filter-city = Ville
site-filter-language = Langue
site-filter-collection = Dossier
site-download = Télécharger cette liste :
site-cite = Citer cette pratique
site-cite-words = { $by } ({ $year }). { $title }. { $site }. { $url } (consulté le { $day }).
site-cite-words-nobody = { $title } ({ $year }). { $site }. { $url } (consulté le { $day }).
site-foot-data = Données à réutiliser
site-opensearch-name = Pratiques
site-opensearch-description = Cherche parmi les pratiques de { $site }
site-data = Données à réutiliser
site-data-lede =
    { $n ->
        [one] { $n } pratique
       *[other] { $n } pratiques
    } pour votre tableur, votre catalogue ou votre programme.
site-data-set = Le jeu de données complet
site-data-set-about = Toutes les pratiques publiées avec leurs textes dans toutes leurs langues, et leurs images. Le fichier CSV s’ouvre dans un tableur et a une ligne pour chaque langue d’une pratique ; le fichier JSON garde la structure.
site-data-list = Votre propre liste
site-data-list-about = Choisissez des thèmes, des pays, des villes ou des années sur la page des pratiques, puis téléchargez la liste. Les formats RIS et BibTeX sont destinés aux logiciels de références bibliographiques.
site-data-feeds = Flux
site-data-feeds-about = Les nouveautés, pour un lecteur de flux ou un autre site. Chaque liste, chaque ville et chaque dossier a son flux : ouvrez la page et choisissez de la suivre.
site-data-api = Pour les programmes
site-data-api-about = Une interface HTTP en lecture seule, avec les filtres et les nombres de ce site. Aucune clé n’est demandée.
site-data-oai = Pour les catalogues de bibliothèque
site-data-oai-about = Les pratiques en Dublin Core et en entier, à moissonner. Chaque thème est un ensemble ; les pratiques retirées restent signalées comme supprimées.
site-data-catalogue = Pour les portails de données
site-data-catalogue-about = Une description de ce jeu de données et le vocabulaire des thèmes, en données liées.
site-data-licence = Les textes envoyés par les villes sont librement réutilisables, à condition de nommer la ville ; ceux des sites partenaires gardent la licence de leur source. La licence des textes envoyés par les villes :
site-data-rights = Les textes envoyés par les villes sont réutilisables sous { $licence } ; ceux des sites partenaires gardent la licence de leur source. Chaque pratique indique la sienne dans le champ « licence » ; s’il est vide, demandez à sa source.
site-pdf-subtitle =
    { $n ->
        [one] { $n } pratique
       *[other] { $n } pratiques
    } de { $site }, { $day }
site-pdf-footer = { $source }, état au { $day }
site-pdf-day = État au
site-pdf-contents = Sommaire
site-pdf-page = Sur le web
site-pdf =
    PDF, { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    }, { $size } ko
site-booklet = Composer un livret
site-booklet-pick = Composer un livret (PDF)
site-booklet-lede = Cochez les pratiques voulues. Elles sont réunies dans un seul PDF avec un sommaire, à lire sur papier ou hors ligne. L’adresse du fichier garde votre choix et peut être partagée.
site-booklet-title = Titre du livret
site-booklet-practices = Pratiques
site-booklet-go = Composer le PDF
site-booklet-made = Toutes ces pratiques sont prêtes en un seul fichier :
site-booklet-left-out =
    { $n ->
        [one] Un livret contient { $most } pratiques au plus. Il en manque une ici : affinez la liste pour l’atteindre.
       *[other] Un livret contient { $most } pratiques au plus. Il en manque { $n } ici : affinez la liste pour les atteindre.
    }
site-related = Pratiques proches
site-related-city = même ville
site-related-topic-abroad = même thème, autre pays : { $topic }
site-related-topic = même thème, même pays : { $topic }
site-related-topic-somewhere = même thème : { $topic }
site-related-collection = même dossier : { $collection }
site-forgiven = Rien ne contient exactement « { $words } ». Ces pratiques contiennent des mots presque identiques.
site-share = Copier l’adresse
site-share-copied = Adresse copiée
site-share-failed = Votre navigateur n’a pas permis de la copier. La voici :
site-share-letter = Envoyer par courriel
site-topics-all = Tous les thèmes
site-countries = Pays
site-countries-all = Tous les pays
site-countries-lede =
    { $n ->
        [one] Des pratiques venues de { $n } pays.
       *[other] Des pratiques venues de { $n } pays.
    }
site-country-numbers =
    { $practices ->
        [one] { $practices } pratique
       *[other] { $practices } pratiques
    }{ $cities ->
        [0] { "" }
        [one] , { $cities } ville
       *[other] , { $cities } villes
    }
site-years = Années
site-cities-list = Par pays
site-cities-map = Les villes sur une carte
site-map = Où elles se trouvent
site-map-note = Plus le point est grand, plus la ville a de pratiques. La liste ci-dessous donne les mêmes villes.
site-map-skip = Aller à la liste
site-map-europe = Europe et alentours
site-map-elsewhere = Plus loin. La ligne en tirets entoure ce que montre la carte ci-dessus.
site-map-world = Le monde
site-map-city =
    { $city }, { $country } : { $n ->
        [one] { $n } pratique
       *[other] { $n } pratiques
    }
site-subject-of-topic =
    { $practices ->
        [0] Pas encore de pratique
        [one] { $practices } pratique
       *[other] { $practices } pratiques
    }{ $cities ->
        [0] { "" }
        [one] { " " }de { $cities } ville
       *[other] { " " }de { $cities } villes
    }{ $countries ->
        [0] { "" }
        [one] { " " }dans { $countries } pays
       *[other] { " " }dans { $countries } pays
    }
site-subject-of-country =
    { $practices ->
        [0] Pas encore de pratique
        [one] { $practices } pratique
       *[other] { $practices } pratiques
    }{ $cities ->
        [0] { "" }
        [one] { " " }de { $cities } ville
       *[other] { " " }de { $cities } villes
    }
site-subject-explore = Chercher et filtrer parmi ces pratiques
site-subject-follow = Suivre par un flux
site-subject-empty = Aucune pratique n’est encore publiée ici.
site-coverage = D’où viennent les pratiques
site-coverage-lede = Ce que beaucoup de villes ont raconté, et ce qui manque encore. Chaque nombre mène à ses pratiques.
site-coverage-see = Thèmes, pays et années comparés
site-coverage-tables = Tableaux
site-coverage-countries-topics = Pays et thèmes
site-coverage-topics-years = Thèmes et années
site-coverage-countries-years = Pays et années
site-coverage-narrowed = { $table } : { $by }
site-coverage-all = Total
site-coverage-go = Afficher
site-coverage-empty = Aucune pratique n’est encore publiée.
site-coverage-note = Une pratique compte pour chacun de ses thèmes et de ses pays, et pour chaque année où elle a eu lieu ; la somme des lignes et des colonnes dépasse donc leur total.
site-fact-country =
    { $n ->
        [one] Pays
       *[other] Pays
    }
site-history = Ce qui a changé, et quand
site-history-published = Publication.
site-history-published-in = Publication en { $language }.
site-history-again = Nouvelle publication.
site-history-withdrawn = Retrait.
site-history-confirmed = La ville a confirmé que le texte est toujours exact.
site-history-changed = Modifié : { $parts }.
site-history-added = Ajouté : { $parts }.
site-history-removed = Supprimé : { $parts }.
site-history-translated = Traduction en { $language } ajoutée.
site-history-retranslated = Traduction en { $language } revue.
site-history-untranslated = Traduction en { $language } supprimée.
site-history-checked = Traduction en { $language } vérifiée par une personne.
site-part-title = le titre
site-part-statement = la présentation
site-part-cities = les villes
site-part-period = la période
site-part-status = l’état
site-part-topics = les thèmes
site-part-language = la langue du texte
site-part-summary = le résumé
site-part-purpose = l’objectif
site-part-rationale = le contexte
site-part-process = le déroulement
site-part-impact = les résultats
site-part-evaluation = l’évaluation
site-part-beneficiaries = les bénéficiaires
site-part-lead = l’organisme responsable
site-part-partners = les partenaires
site-part-funding = le financement
site-part-difficulties = les difficultés
site-part-advice = les conseils aux autres villes
site-part-links = les documents et liens
site-part-pictures = les images

## submit (the form and the status page of a city)
submit-title = Proposer une pratique
submit-lede = Racontez à d’autres villes ce que vous avez essayé, ce que vous avez fait et ce qui en est ressorti. Comptez une heure environ, moins si vous avez déjà un texte.
submit-before = Aucun compte n’est nécessaire. { $n } réponses et votre accord suffisent pour envoyer le formulaire, et la rédaction vous demandera le reste. Vous pouvez écrire dans la langue de votre choix.
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
submit-step-proof-hint = Ce qui aide à y croire et à se le représenter. L’ensemble des fichiers d’un envoi ne doit pas dépasser { $megabytes } Mo.
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
submit-contact-email-hint = Pour l’accusé de réception, les questions sur cette pratique et la décision. Rien d’autre.
submit-language-unsaid = Laisser la rédaction la déterminer
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
submit-picture-hint = JPEG, PNG ou WebP, { $megabytes } Mo et { $megapixels } millions de pixels au plus. Une image n’est publiée qu’avec sa description, son crédit et une licence, et si les personnes qui y figurent sont d’accord.
submit-picture-file = Fichier
submit-picture-alt = Description
submit-picture-alt-hint = Ce que l’on y voit, pour les personnes qui ne peuvent pas la voir.
submit-picture-credit = Crédit
submit-picture-credit-hint = L’auteur ou l’autrice de l’image.
submit-picture-licence = Licence
submit-picture-licence-hint = Par exemple : CC BY 4.0
submit-documents = Documents
submit-documents-hint = PDF, Word, OpenDocument, etc. : { $files } fichiers de { $megabytes } Mo au plus. Vous pouvez en choisir plusieurs à la fois.
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
submit-revise-title = Apporter les modifications
submit-revise-lede = Référence { $reference }. Seul ce que la rédaction a demandé est affiché ; tout le reste demeure inchangé.
submit-back-to-status = Suivi de votre pratique

submit-status-title = Suivi de votre pratique
submit-reference = Référence
submit-received = Nous avons bien reçu votre pratique.
submit-received-keep = Gardez l’adresse de cette page, ou le courriel que nous vous envoyons : c’est le seul moyen d’y revenir.
submit-turn-editors = C’est au tour de la rédaction. Vous recevrez un courriel.
submit-turn-editors-by = C’est au tour de la rédaction. Vous aurez une réponse d’ici au { $day }.
submit-turn-city = C’est à vous : la rédaction a des questions.
submit-turn-publishing = La pratique est acceptée et sera bientôt en ligne.
submit-turn-published = La pratique est publiée. Merci.
submit-turn-rejected = La pratique ne sera pas publiée. Vous en trouverez la raison ci-dessous.
submit-turn-merged = Elle décrit la même chose qu’une autre pratique. La rédaction a réuni les deux.
submit-stages = Où elle en est
submit-stage-received = Reçue
submit-stage-reading = Lue par la rédaction
submit-stage-changes = Modifications de votre part
submit-stage-decided = Décision
submit-stage-approved = Décision : acceptée
submit-stage-rejected = Décision : non retenue
submit-stage-merged = Décision : réunie avec une autre
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
submit-revise = Apporter les modifications
submit-letters = Courriels que nous vous avons envoyés
submit-letter-waiting = En attente d’envoi
submit-letter-accepted = Remis à votre serveur de messagerie
submit-letter-deferred = Votre serveur nous demande de réessayer plus tard ; nous le ferons
submit-letter-refused = Refusé par votre serveur de messagerie
submit-answers = Ce que vous avez envoyé
submit-file-kilobytes = { $name }, { $size } ko
submit-file-megabytes = { $name }, { $size } Mo
submit-revise-lede-whole = Référence { $reference }. Voici ce que vous avez envoyé ; modifiez ce que vous voulez. La rédaction verra ce qui est nouveau.
submit-revise-open = Envoyer une version corrigée
submit-revise-published = Envoyer une nouvelle version
submit-turn-taken-down = Elle a été publiée et ne l’est plus.
submit-turn-withdrawn = Vous l’avez retirée. Rien n’en sera publié.
submit-answer-picture = Image
submit-answer-document = Document
submit-letter-received = Nous avons reçu votre pratique
submit-letter-revision = Nous avons reçu vos modifications
submit-letter-changes = La rédaction a des questions
submit-letter-rejected = La décision : non retenue
submit-letter-merged = La décision : réunie avec une autre
submit-letter-approved = La décision : retenue
submit-letter-published = Votre pratique est publiée
submit-letter-still-right = Votre texte est-il toujours exact ?
submit-letter-link = Un lien vers cette page
submit-confirm-title = Est-elle toujours exacte ?
submit-confirm-means = Le public voit quand vous avez confirmé votre texte pour la dernière fois. Si quelque chose a changé, envoyez plutôt une nouvelle version.
submit-confirm = Le texte est toujours exact
submit-confirmed = Vous l’avez confirmé pour la dernière fois le { $day }.
submit-withdraw = La retirer
submit-withdraw-title = Retirer cette pratique ?
submit-withdraw-means = La rédaction cessera de la lire et rien n’en sera publié. Si vous changez d’avis, envoyez-la de nouveau.
submit-withdraw-not = Non, la laisser


## desk (the editors' pages)
desk-name = Bureau
desk-nav-queue = File
desk-nav-sources = Sources
desk-nav-cities = Villes
desk-nav-published = Publié
desk-nav-texts = Textes
desk-nav-log = Journal
desk-nav-people = Personnes
desk-nav-work = Travaux
desk-find = Aller à ou chercher
desk-decided-today =
    { $n ->
        [one] { $n } décision aujourd’hui
       *[other] { $n } décisions aujourd’hui
    }
desk-undo = Annuler
desk-cancel = Abandonner
desk-save = Enregistrer
desk-to-queue = Aller à la file
desk-toast-approved = « { $title } » est accepté.
desk-toast-asked = Des modifications de « { $title } » sont demandées.
desk-toast-rejected = « { $title } » est refusé.
desk-toast-merged = « { $title } » est fusionné avec l’autre.
desk-toast-publishes = publication dans { $seconds } s
desk-toast-publishes-on = publication le { $day }
desk-toast-undo-within = encore { $seconds } s pour annuler
desk-toast-sends = envoi dans { $seconds } s
desk-toast-takes-effect = prend effet dans { $seconds } s
desk-not-found = Il n’y a rien ici
desk-not-found-advice = L’adresse est peut-être mal écrite, ou ce qui s’y trouvait n’existe plus.
desk-forbidden = Cela ne vous est pas possible ici
desk-forbidden-advice = Votre rôle ne le permet pas, ou ce dossier ne se décide pas ainsi. Rien n’a été modifié.
desk-signed-out = Votre session est fermée
desk-signed-out-advice = Rien n’est encore enregistré, mais ce que vous avez écrit est toujours dans votre navigateur : connectez-vous dans un autre onglet, revenez ici, reculez d’une page et renvoyez le formulaire.
desk-conflict = Ce n’est plus possible
desk-conflict-advice = Quelqu’un l’a décidé ou modifié entre-temps, ou le délai d’annulation est passé. Rouvrez le dossier : une décision peut toujours être reprise.
desk-too-many-advice = Il y a eu trop d’essais. Veuillez attendre un quart d’heure ou demander un nouveau mot de passe.
desk-sign-in = Se connecter
desk-sign-in-wrong = L’adresse et le mot de passe ne vont pas ensemble. Vérifiez les deux et réessayez.
desk-sign-out = Se déconnecter
desk-email = Adresse électronique
desk-password-word = Mot de passe
desk-forgotten = Un nouveau mot de passe
desk-forgotten-link = J’ai oublié mon mot de passe
desk-forgotten-lede = Nous vous envoyons un lien avec lequel vous choisissez un nouveau mot de passe. Il est valable une demi-heure.
desk-forgotten-send = M’envoyer le lien
desk-forgotten-sent = Si cette adresse a un compte, le lien est en route. Cela peut prendre quelques minutes.
desk-back-to-sign-in = Retour à la connexion
desk-password = Choisir un mot de passe
desk-password-lede = Bienvenue, { $name }. Choisissez un mot de passe ; il vous connecte aussitôt.
desk-password-new = Nouveau mot de passe
desk-password-hint = Au moins 12 caractères, mieux encore 15 ou plus. Plusieurs mots à la suite se retiennent bien.
desk-password-set = Enregistrer le mot de passe et se connecter
desk-password-over = Ce lien a déjà servi, est trop ancien ou incomplet. Rien n’est perdu : demandez-en un autre.
desk-password-again = Demander un autre lien
desk-view-all = Tout
desk-view-mine = Les miens
desk-view-from-cities = Des villes
desk-view-from-sources = Des sources
desk-view-late = En retard
desk-view-with-cities = Chez les villes
desk-view-done = Décidés
desk-queue-title = File : { $view }
desk-queue-total =
    { $n ->
        [0] Rien ici
        [one] { $n } dossier
       *[other] { $n } dossiers
    }
desk-queue-empty = Rien n’attend ici.
desk-queue-start = Commencer par le premier
desk-untitled = Sans titre
desk-kind-new-city = De la ville
desk-kind-new-source = Nouveau à la source
desk-kind-update-city = Nouvelle version de la ville
desk-kind-update-source = Modifié à la source
desk-kind-new-import = Nouveau dans un fichier
desk-kind-update-import = Modifié dans un fichier
desk-kind-gone = Disparu à la source
desk-kind-held-run = Lecture inhabituelle, retenue
desk-phase-approved = accepté
desk-phase-rejected = refusé
desk-phase-merged = fusionné
desk-turn-city = au tour de la ville
desk-phase-withdrawn = retiré par la ville
desk-phase-answered = tranché par une lecture suivante
desk-flag-late =
    { $n ->
        [0] en retard
        [one] { $n } jour de retard
       *[other] { $n } jours de retard
    }
desk-flag-due = à faire aujourd’hui
desk-flag-possible-duplicate = doublon possible
desk-flag-exact-duplicate = copie d’une autre
desk-flag-period-unread = période non comprise
desk-flag-unknown-city = ville hors du réseau
desk-flag-language-differs = semble être en { $language }
desk-flag-suspicious = peut-être du spam
desk-flag-gone-at-source = disparu à la source
desk-flag-unlisted-at-source = plus dans la liste à la source
desk-flag-merged-at-source = fusionné à la source
desk-flag-moved-at-source = déplacé à la source
desk-flag-language-changed = désormais en { $language }
desk-flag-hidden-text = texte caché
desk-flag-cut = texte coupé
desk-flag-repeated = texte répété écarté
desk-flag-city-unsure = plusieurs villes de ce nom
desk-flag-revised = renvoyé
desk-flag-conflict =
    { $n ->
        [one] { $n } conflit
       *[other] { $n } conflits
    }
desk-flag-unusual-yield =
    { $n ->
        [one] { $n } trouvée, { $least } à { $most } attendues
       *[other] { $n } trouvées, { $least } à { $most } attendues
    }
desk-flag-unusual = lecture inhabituelle
desk-flag-unusual-gone = { $gone } disparues sur { $known }
desk-flag-unusual-many = { $found } trouvées, { $known } connues
desk-flag-unusual-missing = des parties du texte manquent
desk-flag-unusual-field = « { source-field } » manque
desk-flag-unusual-sample-title = « { $title } » introuvable
desk-flag-unusual-sample-text = « { $title } » a perdu du texte
desk-flag-unusual-sample-place = « { $title } » ne nomme plus de lieu
desk-flag-found-nothing = rien trouvé
desk-claim = Commencer l’examen
desk-claim-mine = pris par vous
desk-claim-other = { $name } lit
desk-release = Libérer
desk-from-the-city = envoyé par la ville
desk-from-a-source = d’une source
desk-from-a-file = d’un fichier
desk-fetched = lu le { $when }
desk-received = reçu le { $when }
desk-tabs = Parties du dossier
desk-tab-changes = Changements
desk-tab-text = Texte
desk-tab-source = Page à la source
desk-tab-row = Tel que dans le fichier
desk-tab-as-sent = Tel qu’envoyé
desk-tab-preview = Aperçu
desk-tab-messages = Messages
desk-tab-history = Historique
desk-against-live = Par rapport à la version publiée
desk-against-seen = Par rapport à la dernière version vue
desk-against-nothing = Texte entier
desk-added = ajouté :
desk-removed = supprimé :
desk-no-changes = Rien ne diffère.
desk-unchanged =
    { $n ->
        [one] { $n } champ inchangé
       *[other] { $n } champs inchangés
    }
desk-gone-note = Cette pratique a disparu à sa source. Accepter retire sa page ici ; refuser la garde.
desk-unlisted-note = La liste de la source ne mentionne plus cette pratique ; sa page existe peut-être encore. Accepter retire sa page ici ; refuser la garde.
desk-merged-note = À la source, l’adresse de cette pratique mène désormais à la page d’une autre pratique, { $title }. Accepter retire sa page ici ; refuser la garde.
desk-merged-note-unnamed = À la source, l’adresse de cette pratique mène désormais à la page d’une autre pratique. Accepter retire sa page ici ; refuser la garde.
desk-moved-note = La page a été déplacée à sa source, de { $from } à { $to }. C’est toujours la même pratique. Accepter envoie les lecteurs à la nouvelle adresse ; refuser laisse l’ancienne.
desk-moved-note-new = La page a été déplacée à sa source, de { $from } à { $to }. C’est toujours la même pratique.
desk-language-note = La page à la source est désormais en { $to } ; elle était en { $from }. Vérifiez que c’est bien le texte voulu ici.
desk-note-gone = La page a disparu à sa source.
desk-note-unlisted = La liste de la source ne mentionne plus cette page ; elle existe peut-être encore.
desk-note-merged = À la source, cette adresse mène désormais à la page d’une autre pratique.
desk-note-hidden = Une partie du texte est cachée sur la page du partenaire. Vérifiez qu’elle a sa place ici.
desk-note-cut = Le texte était trop long pour son champ et a été coupé. Comparez avec la page à la source.
desk-note-repeated = Écarté, car la plupart des pages de cette source le portent : « { $words } ». La page entière se trouve sous « Page à la source ».
desk-note-city-unsure = Une ville « { $city } » existe dans plusieurs pays : { $countries }. Indiquez laquelle est visée.
desk-held-filed-note = Cette lecture a déjà été acceptée : ce qu’elle a trouvé est dans la file. Une nouvelle décision n’y change rien.
desk-held-note = Cette lecture a donné un résultat inhabituel, rien n’en a donc été classé. Accepter classe ce qu’elle a trouvé ; refuser l’écarte.
desk-held-moved-note = De nombreuses pages de cette source ont été déplacées, par exemple de { $from } à { $to }. Accepter les laisse être les pratiques qu’elles sont et envoie les lecteurs aux nouvelles adresses ; refuser les laisse où elles étaient, et la question ne revient que pour les pages qui se déplacent encore ou disent autre chose.
desk-held-nothing-note = Les règles n’ont rien trouvé lors de cette lecture : le partenaire a sans doute changé la mise en page de son site. Rien de ce qui est publié n’a changé. Corrigez les règles sur la page de la source et écartez cette lecture. Si le site a vraiment été vidé, la classer pose la question pour chaque pratique publiée qui en vient.
desk-conflict-note = Modifié ici et à la source. Les mots des éditeurs ont été gardés ; comparez avec la page à la source.
desk-conflicts = Modifié ici et à la source
desk-conflicts-lede = Les mots d’ici ont été gardés. Prenez ceux de la source là où ils sont meilleurs ; décider sans les prendre garde ceux d’ici.
desk-conflict-before = À la source avant
desk-conflict-here = Ici
desk-conflict-there = À la source maintenant
desk-conflict-take = Prendre les mots de la source
desk-conflict-take-of = Prendre les mots de la source pour { $field }
desk-run-found =
    { $n ->
        [one] { $n } pratique trouvée
       *[other] { $n } pratiques trouvées
    }
desk-run-gone =
    { $n ->
        [one] { $n } pratique disparue
       *[other] { $n } pratiques disparues
    }
desk-origin = D’où cela vient
desk-as-fetched = Tel que lu le { $when }
desk-open-live = Ouvrir la page à la source
desk-gone-since = La page a disparu depuis le { $when }.
desk-frame-title = La page telle que lue
desk-no-snapshot = La page n’a pas été conservée.
desk-answer = Empreinte et en-têtes de la réponse
desk-answer-address = Adresse après redirections
desk-answer-none = Les en-têtes de cette page n’ont pas été conservés.
desk-no-origin = Il n’y a pas de page derrière ce dossier.
desk-snapshot-title = Telle que lue : { $address }
desk-sending = Version { $number }, { $when }
desk-kilobytes = { $n } ko
desk-read-on-page = Lu sur la page, le { $when }
desk-read-on-card = Lu sur la page de liste, le { $when }
desk-read-list = Ce qui a été lu, et où
desk-source-pictures = Images à la source
desk-source-pictures-why = Ce ne sont que des liens : une image se publie avec sa description, son crédit et sa licence, et le partenaire n’a donné aucune licence pour celles-ci.
desk-read-unseen = Lu sur cette page, mais pas dans ses mots visibles
desk-preview-hint = La page telle que les lecteurs la verraient. Les parties vides sont omises.
desk-preview-alone = Dans une fenêtre à part :
desk-preview-title = La page telle que les lecteurs la verraient
desk-no-messages = Rien n’a encore été écrit.
desk-message-sent = { $name } a envoyé la pratique
desk-message-sent-again = { $name } a envoyé une nouvelle version
desk-message-reference = Référence { $reference }
desk-decided-approve = { $name } a accepté
desk-decided-ask = { $name } a demandé des modifications
desk-decided-reject = { $name } a refusé
desk-decided-merge = { $name } l’a fusionné avec un autre
desk-decided-reject-reason = { $name } a refusé : { $reason }
desk-decided-undone = { $decision } (annulé)
desk-mail = Courriel : { $about }
desk-mail-to = À { $who }
desk-mail-queued = en attente
desk-mail-queued-until = en attente jusqu’au { $when }
desk-mail-deferred = différé
desk-mail-deferred-until = différé, prochain essai le { $when }
desk-mail-uncertain = peut-être arrivé
desk-mail-accepted = accepté par le serveur de courrier
desk-mail-refused = refusé par le serveur de courrier
desk-mail-expired = abandonné après quatre jours
desk-mail-superseded = remplacé par une nouvelle plus récente
desk-mail-cancelled = non envoyé : la décision a été annulée
desk-mail-tries =
    { $n ->
        [one] { $n } essai
       *[other] { $n } essais
    }
desk-notice-received = accusé de réception
desk-notice-revision-received = nouvelle version reçue
desk-notice-changes-asked = modifications demandées
desk-notice-rejected = refus
desk-notice-approved = acceptation
desk-notice-published = publication
desk-notice-still-right = demande si le texte est toujours exact
desk-notice-status-link = lien vers la page de suivi
desk-notice-source-attention = source à surveiller
desk-notice-source-recovered = source rétablie
desk-notice-invitation = invitation
desk-notice-password-reset = nouveau mot de passe
desk-who-city = La ville
desk-who-editor = Un éditeur
desk-who-harvest = La lecture des sources
desk-who-command = L’exploitant
desk-who-program = Le programme
desk-did-item-file = { $who } l’a mis dans la file.
desk-did-item-answer = { $who } a envoyé une nouvelle version.
desk-did-item-edit = { $who } a modifié le texte.
desk-did-item-refuse-topic = { $who } n’a pas voulu d’un thème suggéré.
desk-did-item-decide-approved = { $who } l’a accepté.
desk-did-item-decide-changes-asked = { $who } a demandé des modifications.
desk-did-item-decide-rejected = { $who } l’a refusé.
desk-did-item-undo = { $who } a annulé la décision.
desk-did-item-reopen = { $who } l’a rouvert.
desk-did-item-merge = { $who } l’a fusionné avec « { $title } », qui reste.
desk-did-item-merge-in = { $who } y a fusionné « { $title } ».
desk-did-item-part = { $who } a annulé la fusion avec « { $title } ».
desk-did-item-withdraw = { $who } l’a retiré.
desk-did-item-withdraw-approved = { $who } l’a retiré avant que l’acceptation ne prenne effet : rien n’a été publié et aucun courriel n’est parti à ce sujet.
desk-did-item-withdraw-changes-asked = { $who } l’a retiré avant que la demande de modifications ne prenne effet : aucun courriel n’est parti à ce sujet.
desk-did-item-withdraw-rejected = { $who } l’a retiré avant que le refus ne prenne effet : aucun courriel n’est parti à ce sujet.
desk-did-item-close = { $who } a annulé la décision précédente sur cette page ; l’autre élément a repris celui-ci.
desk-did-item-changed-at-source = { $who } a apporté un texte plus récent de la source.
desk-did-item-gone-at-source = { $who } n’a plus trouvé la page à la source.
desk-did-item-came-back = { $who } a retrouvé la page à la source ; il n’y avait rien à décider à ce sujet.
desk-did-item-moved-at-source = { $who } a trouvé la page à une autre adresse de la source.
desk-did-item-held-again = { $who } a retenu une autre lecture inhabituelle.
desk-did-item-answered-by-run = { $who } a retrouvé autant que d’habitude ; la lecture précédente n’attend plus de réponse.
desk-did-submission-send = { $who } a envoyé une pratique.
desk-did-submission-revise = { $who } a envoyé des modifications d’une pratique.
desk-did-source-add = { $who } a ajouté une source.
desk-did-import-bring = { $who } a apporté un fichier de pratiques.
desk-did-import-begin = { $who } a fait classer les lignes d’un fichier.
desk-did-import-finish = { $who } a fini de classer les lignes d’un fichier.
desk-did-import-discard = { $who } a écarté un fichier avant tout classement.
desk-did-source-change = { $who } a modifié une source.
desk-did-source-run = { $who } a fait lire une source.
desk-did-source-page = { $who } a fait relire une page d’une source.
desk-did-source-add-again = { $who } a ajouté une source qui avait été retirée.
desk-did-source-remove = { $who } a retiré une source.
desk-did-source-clear = { $who } a fait oublier à une source les pages déjà lues.
desk-did-editor-invite = { $who } a invité quelqu’un au bureau.
desk-did-editor-set-password = { $who } a choisi un mot de passe.
desk-did-editor-sign-in = { $who } s’est connecté.
desk-did-editor-disable = { $who } a fermé un compte.
desk-did-editor-enable = { $who } a rouvert un compte.
desk-did-text-save = { $who } a modifié un texte du site.
desk-did-practice-ask = { $who } a demandé à une ville si son texte publié est toujours exact.
desk-did-practice-confirm = { $who } a confirmé qu’un texte publié est toujours exact.
desk-did-practice-merge-in = { $who } a fusionné « { $title } » avec la pratique publiée, qui reste.
desk-did-practice-part = { $who } a annulé la fusion de « { $title } » avec la pratique publiée.
desk-did-work-retry = { $who } a fait réessayer un travail abandonné.
desk-did-work-discard = { $who } a écarté un travail abandonné.
desk-did-something = { $who } : { $what }
desk-edited-fields =
    { $n ->
        [one] { $n } champ
       *[other] { $n } champs
    }
desk-revisions = Révisions de la pratique
desk-revision = Révision { $number }
desk-revision-live = en ligne depuis le { $when }, par { $who }
desk-revision-withdrawn = retirée le { $when }, par { $who }
desk-revision-cancelled = annulée avant sa mise en ligne, par { $who }
desk-decision = Décision
desk-before = Avant de décider
desk-check = { $field } : { $said }
desk-check-met = { $fields }
desk-check-all = Tout le nécessaire est là
desk-topics = Thèmes
desk-topics-suggested = Suggestions. La décision vous revient : rien n’est ajouté tout seul.
desk-topics-add = Ajouter « { $name } »
desk-topics-words = Mots du texte :
desk-topics-category = Catégorie du partenaire :
desk-topics-not = Pas celui-ci
desk-topics-off = Retirer
desk-alike = Ressemble à
desk-alike-practice = { $city }, publiée · { $percent } % de ressemblance
desk-alike-item = { $city }, dans la file · { $percent } % de ressemblance
desk-alike-same-address = { $city }, lu à la même adresse
desk-alike-same-canonical = { $city }, sa page et celle-ci indiquent la même adresse
desk-alike-same-text = { $city }, mot pour mot le même texte
desk-compare = Côte à côte
desk-merge-lede = Un seul des deux reste : « { $title } ». Choisissez les mots à garder là où ils diffèrent ; un champ vide reprend ceux de l’autre. Cet élément est clos comme fusionné, et tous deux gardent leur historique.
desk-merge-other-way = Garder plutôt celui-ci
desk-merge-withdraws = Les deux sont publiées. La page de celle-ci est retirée, et son adresse mène pour de bon à « { $title } ».
desk-merge-stays = Reste
desk-merge-goes = Celui-ci, s’en va
desk-merge-keep = Garder
desk-merge-take = Reprendre de celui-ci
desk-merge-both = Les deux
desk-merge-pictures = Images
desk-merge-all-same = Les deux disent la même chose dans tous les champs.
desk-merge-same = { $n ->
    [one] 1 champ dit la même chose
   *[other] { $n } champs disent la même chose
}
desk-merge-message = Un mot à la ville
desk-merge-message-hint = La ville apprend dans tous les cas que les deux ont été réunies, et où les lire.
desk-merge-go = Fusionner
desk-merge-published = publiée
desk-merge-in-queue = dans la file
desk-merge-refused = La fusion n’est pas encore possible
desk-merge-changed = Ce qui reste a été modifié entre-temps, ou une autre décision doit être prise d’abord. Rien n’a été fait ; l’état actuel se trouve ci-dessous, avec vos choix.
desk-merge-see-question = Voir la question
desk-merge-undecided = Autre chose attend une décision au sujet de la pratique publiée. Décidez-en d’abord : une fusion faite maintenant se perdrait avec elle.
desk-merge-undecided-own = Autre chose attend une décision au sujet de cette pratique publiée. Décidez-en d’abord.
desk-merge-ahead = Une décision sur la pratique publiée ne prend effet que plus tard. D’ici là, la fusion n’est pas possible.
desk-merge-own-practice = Cet élément porte sur cette pratique même : il se décide comme les autres.
desk-merge-not-open = L’autre n’est pas à décider comme nouvelle pratique en ce moment : rien ne peut y être fusionné.
desk-merge-wrong-way = Celle-ci est publiée et l’autre ne l’est pas : c’est la publiée qui doit rester.
desk-merge-turn = Inverser les deux
desk-merge-part = Annuler la fusion
desk-merge-left-in = La fusion est annulée. Ce que quelqu’un a écrit depuis reste en place : { $fields }.
desk-merge-history = Fusionné avec elle
desk-approve = Accepter et suivant
desk-approve-gone = Retirer et suivant
desk-approve-held = Classer et suivant
desk-approve-refused = Ceci ne peut pas encore être publié
desk-publish-later = Publier plus tard
desk-publish-on = Pas avant le
desk-ask = Demander des modifications
desk-reject = Refuser
desk-reject-gone = Garder la page
desk-reject-held = Écarter la lecture
desk-edit-text = Modifier le texte
desk-edit = Modifier le texte
desk-edit-hint = Les longs textes acceptent Markdown : une ligne vide entre les paragraphes, « - » devant les entrées d’une liste, **gras**. Ce que vous modifiez reste dans l’historique.
desk-edit-preview = Aperçu
desk-edit-cities-hint = Une par ligne, d’abord la ville dont c’est la pratique, chacune avec son pays.
desk-edit-language-hint = Un code de langue : en, fr, pt-BR, sr-Latn.
desk-edit-topic = Thème { $number }
desk-unsaid = Non précisé
desk-ask-legend = Ce qui doit changer
desk-ask-message = Message à la ville
desk-ask-message-hint = La ville le lit en tête du courriel et de sa page de suivi.
desk-ask-notes-hint = Une note sur un champ s’affiche à côté de lui. La ville n’est interrogée que sur ces champs.
desk-ask-send = Envoyer à la ville
desk-reject-legend = Pourquoi ce n’est pas publié
desk-reject-reason = Motif
desk-reject-message = En vos mots
desk-reject-message-hint = La ville le lit dans le courriel. Dites ce qui devrait être différent.
desk-reject-note-hint = Pour le journal, afin que les collègues comprennent plus tard.
desk-reject-send = Refuser
desk-reason-not-intercultural = Sans rapport avec l’interculturalité
desk-reason-not-a-practice = Un projet ou une annonce, pas une pratique
desk-reason-too-little-known = On en sait trop peu
desk-reason-duplicate = Déjà publié
desk-reason-rights-or-privacy = Droits ou vie privée
desk-reason-other = Un autre motif
desk-verdict-approve = Accepté par { $name }, le { $when }.
desk-verdict-ask = { $name } a demandé des modifications, le { $when }. C’est à la ville de jouer.
desk-verdict-reject = Refusé par { $name }, le { $when }.
desk-verdict-reject-reason = Refusé par { $name }, le { $when } : { $reason }.
desk-verdict-merge = Fusionné par { $name }, le { $when }, avec
desk-withdrawn-on = La ville l’a retiré, le { $when }.
desk-withdrawn-undid = La décision de { $name } n’avait pas encore pris effet et tombe avec lui.
desk-closed-on = Repris par un élément antérieur sur la même page, le { $when }.
desk-closed-back-on = La page a été retrouvée à la source, { $when }. Il n’y avait plus rien à décider.
desk-closed-answered-on = Une lecture suivante a trouvé autant que d’habitude, { $when }. Il n’y avait plus rien à décider.
desk-reopen = Rouvrir
desk-reopen-why = Pourquoi
desk-key-next = suivant
desk-key-previous = précédent
desk-key-change = changement suivant
desk-key-all = toutes les touches
desk-stale-title = Quelqu’un l’a modifié entre-temps
desk-stale-edit = { $by } a enregistré une version plus récente, le { $when }. Rien n’a été écrasé, et ce que vous avez écrit se trouve ci-dessous.
desk-stale-apart = Vous avez modifié d’autres champs : le formulaire contient maintenant sa version avec vos changements. Relisez-la et enregistrez.
desk-stale-both = Vous avez tous deux modifié ces champs. Le formulaire contient vos mots ; ajoutez-y ce que vous voulez garder des siens, puis enregistrez.
desk-stale-theirs = Maintenant
desk-stale-yours = Le vôtre
desk-stale-your-approval = Votre acceptation n’a pas eu lieu
desk-stale-your-request = Votre demande n’a pas été envoyée
desk-stale-your-rejection = Votre refus n’a pas eu lieu
desk-stale-your-merging = Rien n’a été fusionné
desk-stale-changed = { $by } a modifié le texte, le { $when }, après que vous l’avez ouvert.
desk-stale-approved = { $by } a été plus rapide et l’a accepté, le { $when }.
desk-stale-asked = { $by } a été plus rapide et a demandé des modifications à la ville, le { $when }.
desk-stale-rejected = { $by } a été plus rapide et l’a refusé, le { $when }.
desk-stale-merged = { $by } a été plus rapide et l’a fusionné avec un autre, le { $when }.
desk-stale-withdrawn = La ville l’a retiré, le { $when }.
desk-stale-look = Voir l’état actuel
desk-stale-again = Il est toujours ouvert : lisez ce qui a changé, puis décidez de nouveau.
desk-stale-typed = Ce que vous avez écrit
desk-sources-lede = Les sites partenaires lus régulièrement. Ce qu’ils apportent attend toujours un éditeur.
desk-source-add = Ajouter une source
desk-source-none = Il n’y a pas encore de source.
desk-source-site = Site
desk-source-state = État
desk-source-last = Dernière lecture
desk-source-good = Dernière lecture réussie
desk-source-waiting = En attente
desk-source-next = Prochaine lecture
desk-source-now = maintenant
desk-source-strip = { $good } des { $all } dernières lectures se sont bien passées
desk-ran = { $when } : { $what }
desk-ran-counted = { $when } : { $what } (nouvelles : { $new }, modifiées : { $changed }, disparues : { $gone })
desk-ran-new = du nouveau
desk-ran-changed = des changements
desk-ran-vanished = des pratiques disparues
desk-ran-nothing-new = rien de nouveau
desk-ran-held = en attente d’une décision
desk-ran-found-nothing = les règles n’ont rien trouvé
desk-ran-refused = refusée
desk-ran-failed = en échec
desk-ran-gone = la liste a disparu
desk-ran-stopped = arrêtée
desk-condition-new = Pas encore lue
desk-condition-fine = En ordre
desk-condition-layout-changed = Mise en page modifiée
desk-condition-held = Vous attend
desk-condition-refused = Refusée
desk-condition-failing = En échec
desk-condition-gone = Disparue
desk-condition-broken-off = Interrompue, nouvel essai prévu
desk-condition-given-up = Abandonnée
desk-condition-paused = En pause
desk-condition-removed = Retirée
desk-source-removed = Sources retirées
desk-source-removed-on = Cette source a été retirée, { $when }, et n’est plus lue. Ce qu’elle a apporté est toujours là. Si vous reprenez sa lecture ou ajoutez de nouveau son adresse, elle continue où elle en était : rien n’arrive deux fois.
desk-source-remove = Retirer
desk-source-remove-title = Retirer { $name } ?
desk-source-remove-lede = Elle ne sera plus lue. Ce qu’elle a apporté reste : ses pratiques restent publiées, ses dossiers restent dans la file. Quand son adresse sera ajoutée de nouveau, elle continuera avec ce qui est connu, et rien n’arrivera deux fois.
desk-source-remove-yes = Retirer cette source
desk-source-clear = Tout relire
desk-source-clear-title = Relire tout { $name } ?
desk-source-clear-lede = Ce qui était retenu de ses pages est oublié, et la prochaine lecture les relit toutes. Les pratiques connues n’arrivent pas de nouveau ; seul ce qui a changé donne lieu à une question.
desk-source-clear-yes = Oublier les pages lues
desk-source-known = Cette adresse est déjà lue par cette source :
desk-source-known-removed = Cette adresse était lue par une source qui a été retirée. L’ajouter continue avec ce qui est connu :
desk-source-failing =
    { $n ->
        [one] En échec depuis le { $when }, { $n } fois de suite.
       *[other] En échec depuis le { $when }, { $n } fois de suite.
    }
desk-source-records =
    { $n ->
        [one] { $n } pratique connue
       *[other] { $n } pratiques connues
    }
desk-source-schedule = Calendrier
desk-source-every-hours =
    { $n ->
        [one] Toutes les heures
       *[other] Toutes les { $n } heures
    }
desk-source-every-days =
    { $n ->
        [one] Tous les jours
       *[other] Tous les { $n } jours
    }
desk-source-next-runs = Prochaines lectures, environ : { $times }
desk-source-not-scheduled = Elle est en pause et n’est pas lue.
desk-source-run-now = La lire maintenant
desk-source-pause = Mettre en pause
desk-source-activate = Commencer à la lire
desk-source-try = Essayer sans rien écrire
desk-source-try-hint = Lit le site comme le ferait une lecture, au plus les { $pages } premières pages et { $items } pratiques, et montre ce qui serait trouvé. Rien n’est conservé. Cela peut prendre une minute.
desk-source-runs = Les dernières lectures
desk-source-no-runs = Elle n’a pas encore été lue.
desk-run-when = Quand
desk-run-outcome = Résultat
desk-run-listed = Listées
desk-run-new = Nouvelles
desk-run-changed = Modifiées
desk-run-same = Identiques
desk-run-vanished = Disparues
desk-run-failed = En échec
desk-run-requests = Requêtes
desk-source-settings = Réglages
desk-source-rules = Règles
desk-source-name = Nom
desk-source-addresses = Adresses
desk-source-addresses-hint = Pages de liste, flux, plans de site ou interfaces, une adresse par ligne.
desk-source-language = Langue des textes
desk-source-language-hint = Là où les pages ne la disent pas : en, fr, pt-BR. Peut rester vide.
desk-source-kind = Ce à quoi mènent les adresses
desk-source-kind-pages = Des pages qui listent des pratiques
desk-source-kind-feed = Un flux (RSS, Atom ou JSON Feed)
desk-source-kind-sitemap = Un plan de site qui nomme les pages
desk-source-kind-oai = Un entrepôt (OAI-PMH)
desk-source-kind-json = Une interface qui répond en JSON
desk-source-kind-json-ld = Des pages avec des données schema.org (JSON-LD)
desk-source-kind-ckan = Un catalogue CKAN
desk-source-every = À quel rythme
desk-source-every-hint = En heures ou en jours : 12h, 1d, 7d.
desk-source-contact = Contact
desk-source-contact-hint = À qui s’adresser chez le partenaire : une adresse ou une page.
desk-source-hosts = Autres hôtes
desk-source-hosts-hint = Où des pages peuvent aussi se trouver, un par ligne : docs.partner.example ou *.partner.example.
desk-source-limit-pages = Pages de liste par lecture, au plus
desk-source-limit-items = Pratiques par lecture, au plus
desk-source-limit-delay = Secondes entre deux requêtes
desk-source-least = D’habitude au moins tant de pratiques
desk-source-most = D’habitude au plus tant de pratiques
desk-source-expected-hint = Une lecture hors de cet intervalle est retenue pour un éditeur.
desk-source-card = Cadre autour d’une pratique
desk-source-card-hint = Un sélecteur CSS sur la page de liste ; peut rester vide.
desk-source-link = Lien vers la page de la pratique
desk-source-link-hint = Un sélecteur CSS dans le cadre.
desk-source-paging = Lien vers la page de liste suivante
desk-source-paging-hint = Un sélecteur CSS ; vide s’il n’y a qu’une page, ou si les pages sont numérotées dans l’adresse ci-dessous.
desk-source-numbered = Adresse des pages numérotées
desk-source-numbered-hint = Avec { $mark } à la place du numéro.
desk-source-first = Premier numéro
desk-source-rules-hint = Une par ligne, essayées de gauche à droite : quelle partie de la page est quel champ.
desk-source-save = Enregistrer les réglages
desk-source-saved = Enregistré.
desk-source-as-file = Les mêmes en fichier
desk-source-as-file-hint = En TOML, comme le lisent et l’écrivent commons source import et export. Ce que vous enregistrez ici remplace tous les réglages.
desk-source-file-save = Enregistrer le fichier
desk-source-download = Télécharger le fichier
desk-source-import = Importer un fichier
desk-source-active = La lire dès maintenant
desk-offers-address = Adresse du site partenaire
desk-offers-address-hint = La page qui liste les pratiques, ou un flux. Nous y cherchons des flux et des listes et montrons ce qu’ils contiennent ; rien n’est gardé avant votre choix.
desk-offers-look = Examiner le site
desk-offers-wait = Cela peut prendre une minute : les sites partenaires sont interrogés lentement.
desk-offers-title = Ce qu’offre { $host }
desk-offers-again = Examiner une autre adresse
desk-offers-first = Les premières pratiques, telles qu’elles arriveraient
desk-offers-choose = Lire ceci désormais
desk-offers-refine = Voir d’abord les réglages
desk-offers-by-hand = Écrire les réglages soi-même
desk-offers-daily = Tous les jours
desk-offers-every-days = Tous les { $n } jours
desk-offers-weekly = Toutes les semaines
desk-offers-monthly = Tous les 30 jours
desk-change-title = Modifier « { $name } »
desk-change-lede = Les nouvelles règles ont été essayées sur les 30 dernières pages. Rien n’a encore été modifié.
desk-change-no-pages = Les nouvelles règles n’ont pas pu être essayées : aucune page de cette source n’est plus conservée. Rien n’est encore modifié ; ce qu’elles trouvent ne se verra qu’à la prochaine lecture.
desk-change-not-tried = Les nouvelles règles n’ont pas pu être essayées sur les pages conservées. Rien n’est encore modifié ; ce qu’elles trouvent ne se verra qu’à la prochaine lecture.
desk-change-tried =
    { $n ->
        [one] { $n } pratique essayée
       *[other] { $n } pratiques essayées
    }
desk-change-same =
    { $n ->
        [one] { $n } se lit comme avant
       *[other] { $n } se lisent comme avant
    }
desk-change-differ =
    { $n ->
        [one] { $n } se lirait autrement
       *[other] { $n } se liraient autrement
    }
desk-change-lost =
    { $n ->
        [one] { $n } ne serait plus trouvée
       *[other] { $n } ne seraient plus trouvées
    }
desk-change-untried =
    { $n ->
        [one] { $n } n’a pas pu être essayée : sa page n’est plus conservée
       *[other] { $n } n’ont pas pu être essayées : leurs pages ne sont plus conservées
    }
desk-change-listing =
    { $n ->
        [one] { $n } pratique trouvée dans la liste { $url }
       *[other] { $n } pratiques trouvées dans la liste { $url }
    }
desk-change-use = Utiliser ces réglages
desk-change-leave = Ne rien changer
desk-change-field = Champ
desk-change-before = Avant
desk-change-after = Maintenant
desk-mend = Chercher un remède
desk-mend-hint = Les règles ne trouvent plus rien : la mise en page du site a sans doute changé. D’autres façons de le lire peuvent être essayées et comparées à ce qui avait été lu.
desk-mend-title = D’autres façons de lire « { $name } »
desk-mend-lede = Ce que le site donne maintenant, à côté de ce qui avait été lu. Rien n’est modifié avant votre choix, et tout choix est d’abord essayé sur les pages gardées.
desk-mend-none = Aucune autre façon n’a été trouvée.
desk-mend-new = jamais lue auparavant
desk-mend-same = Comme avant.
desk-mend-use = Utiliser ceci
desk-point = Montrer sur la page
desk-point-title = Montrer ce qu’il faut lire chez « { $name } »
desk-point-lede = Choisissez ce que vous cherchez, puis montrez-le sur une page telle qu’elle a été conservée. Quand il y en a plusieurs de la même sorte, montrez-en deux et les autres seront trouvés. Rien ne change avant que vous n’utilisiez les règles.
desk-point-no-pages = Aucune page de cette source n’est encore conservée. Récupérez-en ci-dessous.
desk-point-target = Que montrez-vous ?
desk-point-on-lists = Sur la page qui énumère les pratiques
desk-point-on-pages = Sur la page d’une pratique
desk-point-in-box = { $field } (dans le cadre)
desk-point-published = Date de publication
desk-point-no-script = Pour montrer, il faut des scripts, et ils sont désactivés ici. Choisissez dans la liste des éléments ou écrivez un sélecteur.
desk-point-page = Page
desk-point-list-page = Liste : { $url }, { $when }
desk-point-practice-page = Pratique : { $url }, { $when }
desk-point-keys = Cliquez, ou utilisez les touches : bas et haut passent à l’élément suivant ou précédent, droite entre dans l’élément, gauche en sort. Entrée choisit, Échap recommence.
desk-point-sheet = La page telle qu’elle a été conservée
desk-point-none = Rien n’est encore choisi.
desk-point-count = Trouvés : { $n }
desk-point-second = Montrez-en un deuxième, et tous les semblables seront trouvés.
desk-point-here = { $what } : { $words }
desk-point-wider = Prendre ce qui l’entoure
desk-point-clear = Recommencer
desk-point-found = Ce que la règle trouve
desk-point-cut = La page est très longue ; seul son début peut être affiché.
desk-point-listed = Choisir dans la liste des éléments de la page
desk-point-selector = Sélecteur
desk-point-selector-hint = Établi d’après ce que vous avez montré. Vous pouvez le modifier.
desk-point-attribute = Attribut
desk-point-attribute-hint = Seulement si ce que vous voulez n’est pas un texte : datetime, title, content. Peut rester vide.
desk-point-take = Les règles existantes
desk-point-instead = La nouvelle règle les remplace
desk-point-besides = La nouvelle règle sert quand elles ne trouvent rien
desk-point-add = Prendre cette règle
desk-point-made = Règles établies jusqu’ici
desk-point-made-hint = Elles ne sont pas encore appliquées. Quand vous les utiliserez, elles seront d’abord essayées sur les pages conservées.
desk-point-use = Utiliser ces règles
desk-point-fetch-title = Pages à montrer
desk-point-fetch-hint = Récupère la liste et les premières pratiques telles qu’elles sont maintenant et conserve ces pages. Cela peut prendre une minute.
desk-point-fetch = Récupérer des pages
desk-point-offer = La garder en pause et montrer ce qui ne va pas
desk-source-running = Elle est en cours de lecture.
desk-source-stopping = Elle est en cours de lecture, et l’arrêt est demandé.
desk-source-stop = Arrêter cette lecture
desk-failed = Pages qui n’ont pas pu être lues
desk-failed-lede = Chacune reste ici jusqu’à ce qu’une lecture l’ait lue. Rien de ce qui est publié à partir d’une telle page n’a changé.
desk-failed-count =
    { $n ->
        [one] { $n } page n’a pas pu être lue
       *[other] { $n } pages n’ont pas pu être lues
    }
desk-failed-stage-permission = Non demandée
desk-failed-stage-fetch = Non reçue
desk-failed-stage-read = Illisible
desk-failed-stage-extract = Aucune pratique trouvée
desk-failed-stage-compare = Contenu douteux
desk-failed-since = En échec depuis le { $when }.
desk-failed-tried = Nouvel essai le { $when } : nouvel échec.
desk-failed-tried-rests = Nouvel essai le { $when } : le site demande qu’on le laisse tranquille jusqu’au { $until }.
desk-failed-rests = Le site demande qu’on le laisse tranquille jusqu’au { $until }.
desk-failed-kept = La page telle qu’elle a été reçue
desk-failed-list = Cette page énumère des pratiques. « La lire maintenant » la relit, avec tout ce qu’elle énumère.
desk-failed-waits = Cette page est en cours de relecture.
desk-failed-look = Voir le résultat
desk-failed-try = Réessayer cette page
desk-failed-try-this = Réessayer cette page : { $url }
desk-failed-read-now = Lue
desk-failed-item = Ouvrir l’élément
desk-failed-do-robots = Demandez au partenaire d’autoriser notre robot, ou saisissez la pratique à la main.
desk-failed-do-host = Réessayez quand l’hôte figure dans les réglages.
desk-failed-do-run = Faites relire toute la source avec « La lire maintenant ».
desk-failed-do-wait = Rien à faire : la prochaine lecture réessaiera.
desk-failed-do-open = Ouvrez la page dans votre navigateur. Si elle n’y répond pas non plus, prévenez le partenaire ; sinon, réessayez.
desk-failed-do-by-hand = S’il s’agit d’un document, ouvrez-le et saisissez la pratique à la main.
desk-failed-do-login = Regardez la page telle qu’elle a été reçue. Si elle demande de se connecter, demandez au partenaire une adresse ouverte à tous.
desk-failed-do-scripts = Demandez un flux au partenaire, ou saisissez la pratique à la main.
desk-failed-do-partner = Vérifiez le lien dans la liste du partenaire et prévenez-le s’il est faux.
desk-failed-do-again = Réessayez. Si l’échec persiste alors que la page s’ouvre dans votre navigateur, prévenez l’exploitant.
desk-failed-do-rules = Regardez la page telle qu’elle a été reçue. Si la pratique s’y trouve, les réglages manquent son titre : un administrateur peut le désigner.
desk-failed-do-compare = Regardez la page telle qu’elle a été reçue. Si elle est juste, faites relire toute la source : la lecture vous demandera alors si la source a changé.
desk-failed-not-removed = Cette source a été retirée : aucune de ses pages n’est lue.
desk-failed-not-paused = Cette source est en pause. Reprenez sa lecture avant de réessayer une page.
desk-failed-not-running = Cette source est en cours de lecture. Revenez ici quand ce sera fini.
desk-failed-not-held = Une lecture de cette source attend un éditeur. Décidez d’abord de celle-ci.
desk-failed-not-resting = Le site demande qu’on le laisse tranquille jusqu’au { $until }. Réessayez la page ensuite.
desk-failed-not-failing = Cette page n’attend plus d’être relue : elle a été lue entre-temps, ou n’est plus dans la liste.
desk-source-manners = Comment elle est consultée
desk-source-agent = Nous nous présentons ainsi : { $agent }
desk-source-robots-not-asked = Le fichier robots.txt de { $host } n’a pas encore été demandé.
desk-source-robots-nothing = { $host } n’a pas de règles pour les robots ({ $when }).
desk-source-robots-yes = Le fichier robots.txt de { $host } autorise la lecture des adresses ({ $when }).
desk-source-robots-no = Le fichier robots.txt de { $host } refuse une adresse ({ $when }) ; elle n’est pas lue.
desk-source-resting = Le site demande à être laissé tranquille jusqu’au { $when }. D’ici là, rien ne lui est demandé ; une lecture voulue maintenant a lieu ensuite.
desk-source-delay = { $host } : une requête à la fois, à { $n } s d’intervalle au moins.
desk-source-validators = { $url } n’est récupérée de nouveau que si elle a changé : { $marks }
desk-fix-of-run = Une autre façon de lire le site a été essayée. Rien ne change tant que personne ne la choisit.
desk-fix-look = La comparer avec ce qui était lu auparavant
desk-fix-tried = Essayé le { $when }, quand les règles n’ont plus trouvé ce qu’elles trouvaient.
desk-fix-waiting =
    { $n ->
        [one] Les règles ne trouvent plus ce qu’elles trouvaient. Une autre façon de lire le site a été essayée ; rien ne change tant que vous ne la choisissez pas.
       *[other] Les règles ne trouvent plus ce qu’elles trouvaient. { $n } autres façons de lire le site ont été essayées ; rien ne change tant que vous n’en choisissez pas une.
    }
desk-reading = { $field }, selon { $reader }
desk-reading-take = Mettre ce texte dans le formulaire
desk-reading-taken = L’autre lecture se trouve maintenant dans « { $field } ». Rien n’est encore enregistré.
desk-reading-undo = Remettre le texte précédent
desk-readings =
    { $n ->
        [one] La page peut être lue d’une autre façon : voir l’autre texte
       *[other] La page peut être lue de { $n } autres façons : voir les autres textes
    }
desk-care = Qui s’en occupe, et ses repères
desk-care-owner = Qui est prévenu lorsqu’elle demande une intervention, et lorsqu’elle va de nouveau bien
desk-care-everybody = Toute la rédaction
desk-care-owner-save = Enregistrer
desk-care-yield = Une lecture trouve d’ordinaire de { $least } à { $most } pratiques, d’après les premières. Tout autre nombre attend une décision ; les réglages permettent de fixer d’autres limites.
desk-care-yield-set = Une lecture doit trouver de { $least } à { $most } pratiques, d’après les réglages. Tout autre nombre attend une décision.
desk-care-yield-none = On ne sait pas encore combien de pratiques une lecture trouve d’ordinaire.
desk-care-how = Ces pratiques ont été trouvées les premières. Une lecture où l’une d’elles a perdu son titre, son lieu ou la moitié de son texte attend une décision.
desk-care-none = Aucun repère pour l’instant : la prochaine lecture qui trouve quelque chose en pose.
desk-care-now = Maintenant
desk-care-pinned = Attendu
desk-care-same = comme attendu
desk-care-gone = n’y est plus
desk-care-texts = Texte
desk-care-short = court ({ $n } caractères)
desk-care-middling = de longueur moyenne ({ $n } caractères)
desk-care-long = long ({ $n } caractères)
desk-care-pin = Prendre ce qui est lu maintenant comme repère
desk-versions = Réglages antérieurs
desk-version = { $number } · { $when } · { $who }
desk-version-by-command = par commande
desk-version-current = en vigueur
desk-version-use = Reprendre ces réglages
desk-source-admin-only = Seuls les administrateurs modifient les réglages.
desk-fault-at = { $place } : { $fault }
desk-source-faults =
    { $n ->
        [one] Un réglage demande votre attention
       *[other] { $n } réglages demandent votre attention
    }
desk-trial = Essai : { $name }
desk-trial-back = Retour à la source
desk-trial-nothing = Aucune pratique n’a été trouvée.
desk-trial-counts = { $listed } listées, { $requests } requêtes, { $seconds } s
desk-trial-late = L’essai a été arrêté avant que tout soit lu. Une lecture en arrière-plan a plus de temps.
desk-trial-new = Nouvelle
desk-trial-changed = Modifiée
desk-trial-same = Comme on les connaît
desk-trial-all-same = Rien de nouveau, rien de modifié.
desk-trial-gone = Disparues à la source
desk-trial-named = Nommées, mais pas lues dans cet essai
desk-trial-held = Une lecture qui trouve cela attendrait un éditeur.
desk-trial-pages = Les pages téléchargées
desk-trial-pages-hint = Elles ne sont gardées que sur cette page.
desk-trial-raw = Telle que reçue
desk-trial-cleaned = Telle qu’on la voit, sans scripts ni images
desk-trial-cleaned-of = { $url }, sans scripts ni images
desk-trial-cut = En voici le début ; la page est plus longue.
desk-trial-off = Les essais sont désactivés ici.
desk-imports = Pratiques de fichiers
desk-imports-lede = Apportez de nombreuses pratiques d’un coup. Vous voyez ce que deviendrait chaque ligne avant que rien ne soit gardé, puis chaque pratique attend dans la file comme les autres. Aucune ville ne reçoit de message.
desk-imports-before = Fichiers apportés jusqu’ici
desk-imports-none = Aucun pour l’instant.
desk-import-file = Fichier
desk-import-file-hint = Un tableau en CSV ou en XLSX dont la première ligne nomme les colonnes, ou des modèles remplis (DOCX ou ODT), un seul ou plusieurs dans un fichier zip. Au plus { $megabytes } Mo, { $rows } lignes et { $columns } colonnes.
desk-import-list = Liste
desk-import-list-hint = Les pratiques se reconnaissent au sein de leur liste : un fichier apporté de nouveau à la même liste met à jour ce qui est venu avant, sans doublons.
desk-import-new-list = Une nouvelle liste
desk-import-new-legend = Pour une nouvelle liste
desk-import-list-name = Son nom, tel que le voient les lecteurs
desk-import-list-address = Une page qui la présente
desk-import-list-address-hint = Les lecteurs y sont envoyés depuis chaque pratique qui n’a pas sa propre page.
desk-import-look = Apporter le fichier
desk-import-brought = Apporté
desk-import-rows = Lignes
desk-import-waits = pas encore classé
desk-import-runs = en cours de classement
desk-import-runs-hint = Chaque ligne apparaît ici une fois traitée.
desk-import-done = classé
desk-import-stopped = arrêté en chemin
desk-import-stopped-why = Le programme a cessé de travailler à ce fichier avant la fin. Ce qui est classé l’est une seule fois ; continuer ne crée pas de doublons.
desk-import-go-on = Continuer
desk-import-look-again = Regarder de nouveau
desk-import-map-lede =
    { $n ->
        [one] { $n } ligne. Pour quoi chaque colonne est-elle prise ?
       *[other] { $n } lignes. Pour quoi chaque colonne est-elle prise ?
    }
desk-import-columns = Colonnes
desk-import-column = Colonne
desk-import-cells = Premières cellules
desk-import-taken-for = Prise pour
desk-import-id = Identifiant, qui désigne la pratique pour toujours
desk-import-address = Page où les lecteurs la trouvent
desk-import-country = Pays de la ville
desk-import-from = Début de la période
desk-import-to = Fin de la période
desk-import-leave = Non lue
desk-import-try = Voir ce qui se passerait
desk-import-again = Remontrer les premières lignes
desk-import-discard = Écarter le fichier
desk-import-first = Les premières lignes telles qu’elles seraient lues
desk-import-first-hint = Sans colonne d’identifiant, une pratique se reconnaît à son titre, à sa première ville et au pays.
desk-import-row = Ligne { $number }
desk-import-row-of = Ligne { $number } de { $file }, apporté le { $when }
desk-import-all-rows = Toutes les lignes de ce fichier
desk-import-fault = { $column } : { $said }
desk-import-trial-lede = Rien n’est encore gardé. Voici ce que deviendrait chaque ligne.
desk-import-go = Classer ces lignes
desk-import-nothing = Aucune ligne n’entrerait dans la file.
desk-import-refused = Les lignes refusées en tableau, chacune avec le motif
desk-import-refused-hint = Corrigez-les dans ce tableau, puis apportez-le à la même liste.
desk-import-counts = Lignes selon ce qu’elles sont devenues
desk-import-number = Ligne
desk-import-outcome = Ce qu’elle devient
desk-import-reason = Motif
desk-import-no-rows = Aucune ligne de ce genre.
desk-import-is-new = nouvelle
desk-import-is-changed = modifiée
desk-import-is-same = inchangée
desk-import-is-refused = refusée
desk-import-all =
    { $n ->
        [one] { $n } ligne
       *[other] { $n } lignes
    }
desk-import-count-new =
    { $n ->
        [one] { $n } nouvelle
       *[other] { $n } nouvelles
    }
desk-import-count-changed =
    { $n ->
        [one] { $n } modifiée
       *[other] { $n } modifiées
    }
desk-import-count-same =
    { $n ->
        [one] { $n } inchangée
       *[other] { $n } inchangées
    }
desk-import-count-refused =
    { $n ->
        [one] { $n } refusée
       *[other] { $n } refusées
    }
desk-log = Journal
desk-log-lede = Tout ce qui a été fait, le plus récent d’abord. Rien ici n’est jamais modifié ni supprimé.
desk-log-older = Entrées plus anciennes
desk-log-item = le dossier
desk-log-source = la source
desk-log-practice = la pratique
desk-log-import = le fichier
desk-cities = Villes
desk-cities-total =
    { $n ->
        [one] { $n } ville dans le réseau
       *[other] { $n } villes dans le réseau
    }
desk-city = Ville
desk-country = Pays
desk-practices = Pratiques
desk-letters-in = Courrier en
desk-published = Pratiques publiées
desk-links = Liens rompus
desk-links-broken =
    { $n ->
        [0] Aucun lien rompu
        [one] { $n } lien rompu
       *[other] { $n } liens rompus
    }
desk-links-how = Chaque adresse vers laquelle une pratique publiée envoie ses lecteurs est vérifiée une fois par semaine. Celles qui ont échoué deux fois de suite figurent ici.
desk-links-none = Tous les liens vérifiés fonctionnent.
desk-links-address = Adresse
desk-links-why = Ce qui s’est passé
desk-links-since = Depuis
desk-links-copy = Copie archivée du { $day }
desk-published-total =
    { $n ->
        [one] { $n } pratique est en ligne
       *[other] { $n } pratiques sont en ligne
    }
desk-practice = Pratique
desk-live-since = En ligne depuis
desk-revisions-word = Révisions
desk-revision-count =
    { $n ->
        [one] { $n } révision
       *[other] { $n } révisions
    }
desk-read-page = Lire la page publique
desk-revisions-of = Révisions : { $title }
desk-revision-first = Le premier texte.
desk-confirm = Le texte est-il toujours exact ?
desk-confirm-last = La ville l’a confirmé pour la dernière fois le { $day }.
desk-confirm-never = La ville ne l’a pas confirmé depuis sa publication.
desk-confirm-how = Comment la ville vous l’a dit
desk-confirm-how-hint = Par exemple : courriel d’Olena Marchuk. Seule la rédaction voit cette précision.
desk-confirm-go = La ville dit qu’il est toujours exact
desk-texts = Textes du site
desk-texts-lede = Ce qui se trouve sur les pages autour des pratiques, dans chaque langue.
desk-text-introduction = Introduction
desk-text-about = À propos
desk-text-how-practices-are-chosen = Comment les pratiques sont choisies
desk-text-accessibility = Accessibilité
desk-text-privacy = Vie privée
desk-text-template = Modèle d’une pratique
desk-text-title = { $name }, { $language }
desk-text-body = Texte
desk-text-hint = Markdown, titres à partir de ##. Variables : { $placeholders }.
desk-text-default = D’origine
desk-text-version = Version { $number } · { $when } · { $who }
desk-text-versions = Versions
desk-text-again = Reprendre celle-ci
desk-text-saved = Enregistré. Les lecteurs le voient aussitôt.
desk-text-now = Le texte tel qu’il est maintenant
desk-work = Travaux abandonnés
desk-work-lede = Ce que le programme a tenté en arrière-plan puis abandonné, avec la raison. Rien n’en est perdu.
desk-work-none = Rien n’a été abandonné.
desk-work-what = Quoi
desk-work-when = Abandonné
desk-work-why = Raison
desk-work-tries = Essais
desk-work-do = Que faire
desk-work-submission = Lecture de l’envoi { $name }
desk-work-notification = Courriel à { $name }
desk-work-rendition = Le PDF de « { $name } »
desk-work-link = Le lien { $url }
desk-work-source = Lecture de la source { $name }
desk-work-import = Classement des lignes de { $name }
desk-work-retry = Réessayer
desk-work-discard = Écarter
desk-people = Personnes
desk-person = Nom
desk-person-role = Rôle
desk-person-state = État
desk-role-editor = Éditeur
desk-role-admin = Administrateur
desk-role-editor-hint = Éditeur : examine, modifie, publie
desk-role-admin-hint = Administrateur : en outre, invite des personnes, règle les sources, veille aux travaux d’arrière-plan
desk-person-active = Actif
desk-person-invited = Invité, pas encore de mot de passe
desk-person-disabled = Fermé depuis le { $when }
desk-person-disable = Fermer le compte
desk-person-enable = Le rouvrir
desk-person-you = c’est vous
desk-invite = Inviter quelqu’un
desk-invite-hint = La personne reçoit un courriel avec un lien pour choisir un mot de passe. Le lien est valable trois jours.
desk-invite-send = Envoyer l’invitation
desk-invite-sent = L’invitation est en route.
desk-interface-language = Langue du bureau et des courriels
desk-profile = Votre profil
desk-profile-account = Compte
desk-keys = Touches
desk-keys-lede = Des touches seules pressent les boutons qui les affichent. Elles se taisent pendant que vous écrivez. Sur un clavier sans lettres latines, c’est la touche au même endroit qui compte.
desk-keys-on = Les touches sont actives.
desk-keys-off = Les touches sont inactives.
desk-keys-switch-on = Activer les touches
desk-keys-switch-off = Désactiver les touches
desk-key = Touche
desk-key-does = Ce qu’elle fait
desk-key-a = Accepter et passer au dossier suivant
desk-key-c = Demander des modifications à la ville
desk-key-r = Refuser ; puis 1 à 6 choisissent le motif
desk-key-m = Mettre côte à côte avec le plus ressemblant, pour comparer ou fusionner
desk-key-e = Modifier le texte
desk-key-jk = Dossier suivant et précédent
desk-key-d = Changement suivant dans le texte
desk-key-s = Page à la source, ou texte tel qu’envoyé
desk-key-z = Annuler la dernière décision
desk-key-t = Ajouter le premier thème suggéré
desk-key-slash = Chercher
desk-key-question = Cette liste
desk-found = Trouvé : { $words }
desk-find-title = Recherche
desk-found-items = Dossiers
desk-found-practices = Pratiques publiées
desk-found-sources = Sources
desk-found-nothing = Rien ne contient ces mots dans son titre ou sa ville.


## source (pages and messages about partner sources)
source-outcome-ok = De nouvelles pratiques ont été trouvées.
source-outcome-changed = Rien de nouveau, mais des pratiques connues ont changé.
source-outcome-gone = Ni nouveauté ni changement, mais des pratiques connues ont disparu du site.
source-outcome-stopped = Arrêtée par { $who }.
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
source-unusual-many = Retenu pour vous : { $found } pratiques listées, alors que { $known } étaient connues. C’est peut-être une autre liste.
source-unusual-sample-title = En attente d’une décision : « { $title } », qui sert de repère pour cette source, n’a plus ce titre.
source-unusual-sample-text = En attente d’une décision : de « { $title } », qui sert de repère pour cette source, il reste moins de la moitié du texte.
source-unusual-sample-place = En attente d’une décision : « { $title } », qui sert de repère pour cette source, n’indique plus de lieu.
source-unusual-missing = Retenu pour vous : sur { $all } pages modifiées, { $count } ont perdu des parties du texte qui s’y trouvaient. La mise en page a peut-être changé.
source-unusual-field = En attente d’une décision : sur { $all } pages modifiées qui indiquaient « { source-field } », { $count } ne l’indiquent plus. La mise en page a peut-être changé.
# The name of the field, in the notes above.
source-field =
    { $field ->
        [title] { field-title }
        [statement] { field-statement }
        [cities] { field-cities }
        [period] { field-period }
        [status] { field-status }
        [topics] { field-topics }
        [language] { field-language }
        [summary] { field-summary }
        [purpose] { field-purpose }
        [rationale] { field-rationale }
        [process] { field-process }
        [impact] { field-impact }
        [evaluation] { field-evaluation }
        [beneficiaries] { field-beneficiaries }
        [lead] { field-lead }
        [partners] { field-partners }
        [funding] { field-funding }
        [difficulties] { field-difficulties }
        [advice] { field-advice }
       *[links] { field-links }
    }
source-unusual-moved =
    { $count ->
        [one] En attente d’une décision : { $count } pratique a changé d’adresse, de { $from } à { $to }.
       *[other] En attente d’une décision : { $count } pratiques ont changé d’adresse, par exemple de { $from } à { $to }.
    }

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
source-fault-gone = La liste n’est plus à son adresse : le site a répondu par le code { $status }.
source-fault-crash =
    { $count ->
        [one] Notre programme s’est arrêté pendant la lecture de ce site. Il essaie de nouveau une fois par jour.
       *[other] Notre programme s’est arrêté { $count } fois pendant la lecture de ce site. Il essaie de nouveau une fois par jour.
    }
source-fault-ours = La lecture de ce site a échoué pour une raison qui tient à nous : { $reason }
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
source-fault-not-a-sitemap = L’adresse ne contient pas de plan de site.
source-fault-not-oai = La réponse de cette adresse n’est pas de l’OAI-PMH.
source-fault-not-json = La réponse de cette adresse n’est pas du JSON, ou ce JSON est abîmé.
source-fault-declined = L’interface a refusé et répondu : { $said }
source-fault-unreadable = La page n’a pas pu être lue.

source-page-came-new = Une nouvelle pratique : elle attend dans la file.
source-page-came-changed = La pratique a changé : la modification attend dans la file s’il y a quelque chose à décider.
source-page-came-same = La pratique est inchangée.
source-page-missing = Le site répond que cette page n’existe plus. La prochaine lecture posera la question à un éditeur.
source-page-rules-changed = Les réglages ont changé depuis la dernière lecture, ou ce qui avait été lu a été oublié.
source-page-unlisted = La liste ne nomme plus cette page.
source-page-unlike = Ce que dit la page s’écarte trop de ce qui sert de repère pour cette source. Rien n’a été mis dans la file.
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
source-note-out-of-time = Arrêté après { $seconds } secondes. Le site demande peut-être de longues pauses entre deux requêtes.
source-note-same-page = Cette pratique mène à la même page qu’une autre et a été laissée de côté. Le site demande peut-être de se connecter.
source-note-merged = Cette adresse mène désormais à la page d’une autre pratique de la liste : { $other }
source-note-no-title = Aucun titre n’a été trouvé sur cette page.
source-note-other-site = Des liens vers un autre site, « { $host } », ont été laissés de côté. Ajoutez-le aux hôtes de cette source s’il appartient au partenaire.
source-note-circles = Un lien qui semble tourner en rond a été laissé de côté : { $url }
source-note-notice = La page dit que le site est fermé ou qu’il n’y a rien à cette adresse.
source-note-no-text = Aucun texte n’a été trouvé sur cette page.
source-note-moves-left =
    { $count ->
        [one] { $count } page a changé d’adresse et reste ici à l’ancienne, comme l’a décidé un éditeur.
       *[other] { $count } pages ont changé d’adresse et restent ici aux anciennes, comme l’a décidé un éditeur.
    }
source-note-same-text = Plusieurs pages disent la même chose sous le même titre et ont été laissées de côté. Le site est peut-être fermé, ou demande de se connecter.
source-note-personal = Les coordonnées de contact de la page du partenaire ont été laissées de côté.
source-note-login = La page demande de se connecter.
source-note-scripts = La page reste presque vide tant que des scripts ne l’ont pas remplie. Cherchez un flux ou une autre adresse qui montre la liste.
source-note-hidden-text = Une partie du texte est cachée sur la page du partenaire. Vérifiez qu’elle y a sa place.
source-note-city-unsure = Plusieurs pays ont une ville « { $city } » : { $countries }. Précisez laquelle.
source-note-cut = Le texte était trop long et a été coupé.
source-note-repeated = Écarté, car la plupart des pages de cette source le portent : « { $words } ».
source-offer-list =
    { $count ->
        [one] Une liste de { $count } pratique sur cette page
       *[other] Une liste de { $count } pratiques sur cette page
    }
source-offer-list-pages =
    { $count ->
        [one] Une liste sur plusieurs pages, { $count } pratique sur la première
       *[other] Une liste sur plusieurs pages, { $count } pratiques sur la première
    }
source-offer-feed = Un flux : { $url }
source-offer-feed-itself = L’adresse est elle-même un flux
source-offer-automatic = Les mêmes pages, lues automatiquement
source-offer-sitemap =
    { $count ->
        [one] Le plan du site : { $count } adresse sous { $folder }
       *[other] Le plan du site : { $count } adresses sous { $folder }
    }
source-offer-sitemap-whole = Le plan du site (sitemap)
source-offer-oai = Un entrepôt qui répond au protocole OAI-PMH : { $name }
source-offer-json =
    { $count ->
        [one] La page est remplie par des scripts. Ils chargent des données, avec { $count } entrée, depuis { $url }
       *[other] La page est remplie par des scripts. Ils chargent des données, avec { $count } entrées, depuis { $url }
    }
source-offer-json-inline =
    { $count ->
        [one] La page est remplie par des scripts. Les données qu’ils affichent se trouvent dans la page, { $count } entrée
       *[other] La page est remplie par des scripts. Les données qu’ils affichent se trouvent dans la page, { $count } entrées
    }
source-offer-json-itself =
    { $count ->
        [one] L’adresse répond par des données (JSON), { $count } entrée
       *[other] L’adresse répond par des données (JSON), { $count } entrées
    }
source-offer-json-ld =
    { $count ->
        [0] L’adresse répond par des données dans le vocabulaire schema.org
        [one] Des données schema.org dans cette page, { $count } entrée
       *[other] Des données schema.org dans cette page, { $count } entrées
    }
source-offer-ckan = Un catalogue de données (CKAN)
source-find-nothing = Rien n’a été trouvé ici qui puisse être lu régulièrement. Essayez la page qui liste les pratiques, ou un flux.
source-find-late =
    { $seconds ->
        [one] La recherche a été arrêtée après { $seconds } seconde ; il reste peut-être des choses à trouver.
       *[other] La recherche a été arrêtée après { $seconds } secondes ; il reste peut-être des choses à trouver.
    }


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
        [one] Apporter la modification
       *[other] Apporter les modifications
    }

mail-rejected-subject = Non retenue : « { $title } »
mail-rejected-title = « { $title } » : cette pratique ne sera pas publiée
mail-rejected-thanks = Merci d’avoir proposé cette pratique de votre ville, { $city }. La rédaction l’a lue et a décidé de ne pas la publier, pour la raison suivante :
mail-rejected-next = Votre texte n’est pas supprimé. Vous pouvez le relire sur sa page de suivi, et la rédaction peut revoir sa décision si vous lui signalez ce qui lui a échappé.
mail-merged-subject = Réunie avec une autre : « { $title } »
mail-merged-title = « { $title } » a été réunie avec une autre pratique
mail-merged-words = Merci d’avoir proposé cette pratique de votre ville, { $city }. Elle décrit la même action que « { $into } ». La rédaction a donc réuni les deux : un seul texte en parle, « { $into } ».
mail-merged-next = Vous n’avez rien à faire. Votre texte n’est pas supprimé. S’il s’agit de deux pratiques différentes, dites-le à la rédaction : elle pourra les séparer de nouveau.
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

mail-still-title = « { $title } » : est-ce toujours exact ?
mail-still-words = Voilà un an que nous n’avons pas eu de nouvelles de la pratique de votre ville, { $city }. Le public voit quand une ville a confirmé son texte pour la dernière fois ; plus c’est récent, plus il s’y fie.
mail-still-next = Ouvrez votre page de suivi, relisez le texte publié et appuyez sur « Le texte est toujours exact ». Si quelque chose a changé, vous pouvez y envoyer une nouvelle version.

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
mail-trouble-unusual = La lecture a donné un résultat inhabituel et attend tout entière. { $reason }
mail-trouble-held =
    { $count ->
        [0] Rien n’a été trouvé, alors que { $least } à { $most } entrées étaient attendues. Toute la lecture est retenue.
        [one] Une seule entrée a été trouvée, alors que { $least } à { $most } étaient attendues. Toute la lecture est retenue.
       *[other] { $count } entrées ont été trouvées, alors que { $least } à { $most } étaient attendues. Toute la lecture est retenue.
    }

mail-links-title =
    { $count ->
        [one] Un lien d’une pratique publiée ne mène nulle part
       *[other] { $count } liens de pratiques publiées ne mènent nulle part
    }
mail-links-words =
    { $count ->
        [one] Cette adresse n’a répondu à aucune des dernières vérifications :
       *[other] Ces adresses n’ont répondu à aucune des dernières vérifications :
    }
mail-links-more =
    { $count ->
        [one] Et une autre.
       *[other] Et { $count } autres.
    }
mail-links-next = Rien n’a été modifié. La liste indique où se trouve chaque lien et propose une copie de la page lorsqu’il en existe une. Chaque lien n’est signalé qu’une fois.
mail-links-button = Voir les liens rompus
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
field-beneficiaries = Bénéficiaires
field-beneficiaries-hint = Quelles personnes, et combien environ.
field-lead = Organisme responsable
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
error-reason-missing = Choisissez un motif.
error-day = Écrivez un jour comme 2026-12-24.
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
error-source-kind = Écrivez « pages », « feed », « sitemap », « oai », « json », « json_ld » ou « ckan ».
error-source-part = Écrivez « page » ou « card ».
error-source-host = Écrivez un hôte comme « docs.example.org » ou « *.example.org ».
error-source-rule = Une règle demande « select » (avec « attribute » et « pattern » au besoin), ou « path » (avec « pattern »), ou « pattern », ou « constant ».
error-source-selector = Ce n’est pas un sélecteur CSS : { $fault }
error-source-pattern = Ce n’est pas une expression régulière : { $fault }
error-source-no-title = Une règle au moins doit trouver le titre.
error-source-no-page-number = L’adresse doit contenir « {"{"}page{"}"} » à la place du numéro de la page.
error-source-two-paginations = Indiquez « next » ou « numbered », mais pas les deux.
error-source-not-in-feed = Ce réglage n’a pas de sens pour un flux.
error-source-other-kind = Cela n’a pas de sens pour ce type de source.
error-source-no-card = Seules les pages de liste ont des cadres autour des pratiques.
error-source-not-data = Un chemin lit des données. Pour des pages et des flux, écrivez « select ».
error-source-only-data = Ici, les pratiques arrivent sous forme de données. Écrivez « path » ou « constant ».
error-source-path = Ce n’est ni un pointeur JSON comme « /results » ni un chemin JSON comme « $.results[*] » : { $fault }
error-source-no-id = Indiquez où se trouve l’identifiant ou l’adresse d’une pratique : « id » ou « link ».
error-source-set = Ce n’est pas le nom d’un ensemble OAI-PMH.
error-missing = Une réponse est nécessaire ici.
error-revision-changed-meanwhile = Le public voit désormais un texte plus récent. Lisez-le d’abord, puis confirmez-le.
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
error-too-many-bytes = Le texte est trop long pour être conservé : { $most } ko au plus. Envoyez la version longue en document joint.
error-status-unknown = « { $status } » ne figure pas parmi les réponses : en cours, terminée, service permanent.
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
error-source-known = La source « { $name } » lit déjà cette adresse.
error-table-missing = Choisissez un fichier.
error-table-again = Choisissez de nouveau le fichier : les navigateurs ne le gardent pas.
error-table-empty = Ce fichier est vide.
error-table-too-large = Le fichier pèse plus de { $most } Mo. Divisez-le en plusieurs.
error-table-bomb = Décompressé, le fichier pèse plus de { $most } Mo. Divisez-le en plusieurs, sans images.
error-table-rows = Le fichier compte plus de { $most } lignes. Divisez-le en plusieurs.
error-table-columns = Le fichier compte plus de { $most } colonnes. Supprimez celles qui sont inutiles.
error-table-cell = À la ligne { $most }, une cellule est plus longue que tout champ ne peut l’être.
error-table-kind = Ce n’est pas un tableau que l’on puisse lire. Enregistrez-le en CSV ou en XLSX, ou apportez des modèles remplis (DOCX ou ODT), un seul ou plusieurs dans un fichier zip.
error-table-encoding = Les caractères de ce fichier sont illisibles. Enregistrez-le en CSV, encodé en UTF-8, ou en XLSX.
error-table-broken = Le fichier ne s’ouvre pas ; il est peut-être endommagé. Enregistrez-le de nouveau dans le programme d’où il vient.
error-table-locked = Le fichier est protégé par un mot de passe ou vient d’une ancienne version d’un tableur. Enregistrez-le sans mot de passe, en XLSX ou en CSV.
error-table-no-documents = Ce fichier ne contient aucun modèle rempli.
error-table-no-rows = Le fichier a des noms de colonnes, mais aucune ligne au-dessous.
error-table-twice = La même pratique figure déjà à la ligne { $row }.
error-table-address = Ce n’est pas une adresse web.
error-table-document = Ce n’est pas un modèle rempli en DOCX ou en ODT, ou il ne s’ouvre pas.
error-table-document-locked = Ce document est protégé par un mot de passe.
error-table-document-empty = Aucune réponse n’a été trouvée dans ce document.
error-import-list = Choisissez une liste ou nommez-en une nouvelle.
error-import-list-known = Une liste porte déjà ce nom : choisissez-la ci-dessus.
error-import-doubled = Deux colonnes sont prises pour la même chose. Choisissez l’une d’elles.
error-import-no-title = Aucune colonne n’est prise pour le titre.
error-file-empty = « { $file } » est vide. Choisissez le fichier à nouveau.
error-file-too-large = « { $file } » dépasse { $most } Mo. Envoyez-en une version plus légère.
error-files-too-large = Avec « { $file } », les fichiers dépassent { $most } Mo au total. Envoyez-en moins, ou de plus légers.
error-file-no-picture = « { $file } » n’est pas une image JPEG, PNG ou WebP.
error-file-no-document = « { $file } » n’est pas d’un type accepté : PDF, Word, PowerPoint, Excel, OpenDocument ou texte brut.
error-file-other-content = Le contenu de « { $file } » ne correspond pas à son nom. Enregistrez-le à nouveau dans son logiciel d’origine.
error-file-macros = « { $file } » contient des macros. Enregistrez-le sans elles, ou en PDF.
error-file-virus = « { $file } » a été reconnu comme dangereux et n’a pas été conservé.
error-file-not-taken = « { $file } » n’a pas été conservé. Choisissez-le à nouveau en envoyant le formulaire.
error-files-too-many = { $most } fichiers au plus.
error-files-too-many-tries = « { $file } » n’a pas été conservé : ce formulaire a apporté trop de fichiers. Rouvrez-le dans une autre fenêtre.
error-picture-too-many-pixels = « { $file } » compte plus de { $most } millions de pixels. Envoyez-en une version plus petite.
error-picture-broken = « { $file } » n’a pas pu être ouvert. Il est peut-être abîmé ; enregistrez-le à nouveau.
error-picture-without-file = Ces mots accompagnent une image, mais aucun fichier n’a été choisi. Choisissez-le, ou effacez les mots.
error-too-many-forms = De nombreux formulaires sont venus de votre réseau en une heure ; celui-ci n’a donc pas été envoyé. Tout ce que vous avez saisi est ici : gardez cette page ouverte et renvoyez-la dans une heure.
error-sent-meanwhile = Une version plus récente a été envoyée pendant que vous écriviez, peut-être par un collègue. Comparez-la à la vôtre sur la page de suivi ; si vous renvoyez, c’est la vôtre qui compte.
error-nothing-changed = Rien n’a encore été modifié.


## export (une copie du site en fichiers)
export-note = Ceci est une copie du { $day }. Le site lui-même :
export-no-script = La recherche de cette copie a besoin de JavaScript. La liste à côté est complète sans lui.

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
