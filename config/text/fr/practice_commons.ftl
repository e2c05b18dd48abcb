### Phrases of the interface. Sections are named after the room that shows them; ids start with the section's word.

## site (public pages)
site-name = Intercultural Practice Commons


## submit (the form and the status page of a city)


## desk (the editors' pages)


## source (pages and messages about partner sources)


## mail (letters)
mail-greeting = Bonjour { $name },
mail-greeting-nobody = Bonjour,
mail-button-in-text = { $label } :
mail-reference = Référence : { $reference }.
mail-reply = Vous pouvez aussi répondre à ce courriel.
mail-link-until = Le lien est valable jusqu’au { $date }.
mail-keep-link = Gardez ce courriel : son lien mène à votre page de suivi, sans mot de passe.
mail-unasked = Si vous n’attendiez pas ce courriel, vous pouvez l’ignorer : rien ne se passe tant que l’on n’appuie pas sur le bouton.
mail-follow = Suivre votre pratique
mail-see-status = Voir la page de suivi

mail-received-title = Nous avons bien reçu « { $title } »
mail-received-thanks = Merci d’avoir proposé cette pratique ({ $city }). Un membre de la rédaction va la lire.
mail-received-next = Nous vous répondrons par courriel : la pratique est acceptée, nous demandons des modifications, ou nous expliquons pourquoi nous ne pouvons pas la publier. D’ici là, sa page de suivi indique où elle en est.

mail-changes-title =
    { $count ->
        [one] Une modification avant de publier « { $title } »
       *[other] { $count } modifications avant de publier « { $title } »
    }
mail-changes-thanks =
    { $count ->
        [one] Merci d’avoir proposé cette pratique ({ $city }). La rédaction l’apprécie et vous demande une seule chose :
       *[other] Merci d’avoir proposé cette pratique ({ $city }). La rédaction l’apprécie et vous demande { $count } choses :
    }
mail-changes-button =
    { $count ->
        [one] Faire la modification
       *[other] Faire les modifications
    }

mail-rejected-subject = Non retenue : « { $title } »
mail-rejected-title = « { $title } » : cette pratique ne sera pas publiée
mail-rejected-thanks = Merci d’avoir proposé cette pratique ({ $city }). La rédaction l’a lue et a décidé de ne pas la publier, pour la raison suivante :
mail-rejected-next = Votre texte n’est pas supprimé. Vous pouvez le relire sur sa page de suivi, et la rédaction peut revoir sa décision si vous lui signalez ce qui lui a échappé.

mail-approved-subject = Acceptée : « { $title } »
mail-approved-title = « { $title } » : votre pratique est acceptée
mail-approved-thanks = Merci d’avoir proposé cette pratique ({ $city }). La rédaction l’a acceptée.
mail-approved-on = Elle sera en ligne le { $date }, et nous vous enverrons son adresse.
mail-approved-soon = Elle sera bientôt en ligne, et nous vous enverrons son adresse.

mail-published-subject = En ligne : « { $title } »
mail-published-title = « { $title } » est en ligne
mail-published-thanks = Votre pratique ({ $city }) est maintenant en ligne, et tout le monde peut la lire. Merci de l’avoir partagée.
mail-published-next = L’adresse de sa page ne changera pas. Diffusez-la librement, et prévenez-nous si quelque chose sur la page n’est plus exact.
mail-published-button = Lire la page

mail-status-title = Votre lien vers « { $title } »
mail-status-words = Voici le lien que vous avez demandé. Il ouvre la page de suivi de la pratique ({ $city }), sans mot de passe.

mail-source-subject = Source à vérifier : { $source }
mail-source-title = { $source } : cette source est à vérifier
mail-source-since = La lecture de cette source ne se passe plus comme d’habitude depuis le { $date } :
mail-source-next = Rien de ce qui est déjà publié n’a changé. Ce que cette source apporte attend qu’un membre de la rédaction l’ait examiné.
mail-source-button = Examiner la source

mail-recovered-title = { $source } : la lecture a repris normalement
mail-recovered-words = La dernière lecture de cette source s’est déroulée comme d’habitude. Il n’y a rien à faire.

mail-invitation-title = Votre invitation à rejoindre la rédaction
mail-invitation-words = Nous vous invitons à rejoindre la rédaction du site { $site }, qui lit ce que les villes envoient et décide de ce qui est publié. Pour commencer, choisissez un mot de passe.
mail-invitation-button = Choisir un mot de passe

mail-password-title = Choisir un nouveau mot de passe
mail-password-words = Un nouveau mot de passe a été demandé pour votre compte à la rédaction du site { $site }. Si la demande vient de vous, choisissez-le maintenant.
mail-password-button = Choisir un nouveau mot de passe
mail-password-unasked = Si elle ne vient pas de vous, ignorez ce courriel : votre mot de passe reste le même.

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


## error (what is wrong, wherever it is said)


## demo (the demonstration)

