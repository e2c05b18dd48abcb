### Phrases of the interface. Sections are named after the room that shows them; ids start with the section's word.

## site (public pages)
site-name = Intercultural Practice Commons


## submit (the form and the status page of a city)


## desk (the editors' pages)


## source (pages and messages about partner sources)


## mail (letters)
mail-greeting = Dear { $name },
mail-greeting-nobody = Hello,
mail-button-in-text = { $label }:
mail-reference = Reference { $reference }.
mail-reply = You can also reply to this email.
mail-link-until = The link works until { $date }.
mail-keep-link = Keep this email: its link is the way to your status page, and it asks for no password.
mail-unasked = If you did not expect this email, you can ignore it: nothing happens until the button is pressed.
mail-follow = Follow your practice
mail-see-status = See the status page

mail-received-title = We have received “{ $title }”
mail-received-thanks = Thank you for sending this practice from { $city }. An editor will read it.
mail-received-next = You will hear from us by email: we accept the practice, ask for changes, or explain why we cannot publish it. Until then, its status page shows how far it has come.

mail-changes-title =
    { $count ->
        [one] One change before “{ $title }” can be published
       *[other] { $count } changes before “{ $title }” can be published
    }
mail-changes-thanks =
    { $count ->
        [one] Thank you for sending this practice from { $city }. The editors like it and ask for one thing:
       *[other] Thank you for sending this practice from { $city }. The editors like it and ask for { $count } things:
    }
mail-changes-button =
    { $count ->
        [one] Make the change
       *[other] Make the changes
    }

mail-rejected-subject = Not accepted: “{ $title }”
mail-rejected-title = “{ $title }” will not be published
mail-rejected-thanks = Thank you for sending this practice from { $city }. The editors have read it and decided not to publish it, for this reason:
mail-rejected-next = Your text is not deleted. You can read it on its status page, and the editors can take the decision up again if you tell them what they missed.

mail-approved-subject = Accepted: “{ $title }”
mail-approved-title = “{ $title }” is accepted
mail-approved-thanks = Thank you for sending this practice from { $city }. The editors have accepted it.
mail-approved-on = It will be on the site on { $date }, and we will send you its address.
mail-approved-soon = It will be on the site shortly, and we will send you its address.

mail-published-subject = Published: “{ $title }”
mail-published-title = “{ $title }” is published
mail-published-thanks = The practice from { $city } is now on the site for everyone to read. Thank you for sharing it.
mail-published-next = The address of its page will not change. Share it freely, and tell us when something on the page is no longer true.
mail-published-button = Read the page

mail-status-title = Your link to “{ $title }”
mail-status-words = Here is the link you asked for. It opens the status page of the practice from { $city } and asks for no password.

mail-source-subject = Source needs attention: { $source }
mail-source-title = { $source } needs attention
mail-source-since = Reading this source has not gone as usual since { $date }:
mail-source-next = Nothing that is already published has changed. What this source brings waits until an editor has looked.
mail-source-button = Look at the source

mail-recovered-title = { $source } is read as usual again
mail-recovered-words = The last run over this source went as usual. Nothing needs to be done.

mail-invitation-title = Your invitation to the editors’ desk
mail-invitation-words = You are invited to the editors’ desk of { $site }, where editors read what cities send and decide what is published. To begin, choose a password.
mail-invitation-button = Choose a password

mail-password-title = Choose a new password
mail-password-words = Someone asked for a new password for your account at the editors’ desk of { $site }. If it was you, choose it now.
mail-password-button = Choose a new password
mail-password-unasked = If it was not you, ignore this email: your password stays as it is.

mail-test-title = Test email
mail-test-words = This email was sent on { $date } to find out whether emails arrive. If you can read this, they do.
mail-test-button = Open the site


## text (dates and periods, wherever they are shown)
text-date-time = { $date }, { $time } UTC
text-now = now
text-minutes = { $count } min
text-hours = { $count } h
text-days = { $count } d
text-period-since = Since { $date }
text-period-since-day = Since { $date }
text-period-until = Until { $date }
text-period-until-day = Until { $date }
text-period-ongoing = Ongoing


## field (names of the record's fields, wherever they are shown)


## error (what is wrong, wherever it is said)


## demo (the demonstration)

