### Phrases of the interface. Sections are named after the room that shows them; ids start with the section's word.

## site (public pages)
site-name = Intercultural Practice Commons

site-skip = Skip to the content
site-title-error = Error:
site-strip = About this demonstration
site-nav = Main
site-nav-practices = Practices
site-nav-cities = Cities
site-nav-topics = Topics
site-nav-collections = Collections
site-nav-about = About
site-submit = Submit a practice
site-foot = More about this site
site-foot-criteria = How practices are chosen
site-foot-template = Template for a practice
site-foot-accessibility = Accessibility
site-foot-privacy = Privacy
site-text-size = Text size
site-text-small = Smaller text
site-text-medium = Normal text
site-text-large = Larger text

site-hero-title = What cities have tried, and what came of it
site-hero-introduction =
    { $practices ->
        [one] { $practices } good practice
       *[other] { $practices } good practices
    } from { $cities ->
        [one] { $cities } intercultural city
       *[other] { $cities } intercultural cities
    }, checked by editors and free to reuse.
site-search = Search practices
site-search-go = Search
site-filter = Filter
site-filter-skip = Go to the practices
site-filter-topic = Topic
site-filter-country = Country
site-filter-year = Year
site-filter-from = From
site-filter-to = To
site-filter-any = Any
site-filter-more = Show all
site-filter-fewer = Show fewer
site-filter-apply = Apply filters
site-filter-clear = Clear all
site-chip-remove = Remove
site-chip-words = “{ $words }”
site-sort = Sort
site-sort-go = Sort
site-sort-newest = Newest first
site-sort-relevance = Best match first
site-sort-title = By title
site-follow = Follow this search
site-total =
    { $n ->
        [0] No practices
        [one] { $n } practice
       *[other] { $n } practices
    }
site-practices-word =
    { $n ->
        [one] practice
       *[other] practices
    }
site-none-found = No practice matches everything you chose.
site-none-found-advice = Take away a choice above the list, or search for fewer words.
site-paging = Pages of the list
site-paging-previous = Previous page
site-paging-next = Next page
site-paging-place = Page { $number } of { $of }

site-back = All practices
site-back-total =
    { $n ->
        [one] { $n } practice
       *[other] { $n } practices
    } in { $choices }
site-back-found =
    { $n ->
        [one] { $n } practice found
       *[other] { $n } practices found
    }: { $choices }
site-title-filtered = Practices: { $choices }
site-title-page = { $title }, page { $number }
site-feed-title = { $site }: { $title }
site-print = Print
site-facts = Facts
site-references = Documents and links
site-picture-credit = Picture: { $credit }, { $licence }
site-fact-city =
    { $n ->
        [one] City
       *[other] Cities
    }
site-fact-topics = Topics
site-fact-period = Period
site-fact-as-written = (as written: “{ $words }”)
site-fact-status = Status
site-fact-lead = Led by
site-fact-partners = With
site-fact-beneficiaries = Who benefits
site-fact-funding = Funding
site-fact-language = Language
site-fact-collections = Collections
site-fact-source = Source
site-fact-source-city = Sent by the city
site-fact-captured = captured { $day }
site-fact-published = Published
site-fact-confirmed = Last confirmed
site-fact-licence = Reuse
site-practice-running = Still running
site-practice-ended = Ended
site-practice-regular-service = A regular service of the city
site-text-in = This text is in { $language }.
site-text-translated = Translated from { $language }.
site-text-machine = A machine translated this text from { $language }; no editor has checked it yet.
site-text-outdated = The { $language } original has changed since this translation was made.

site-cities = Cities
site-cities-lede =
    { $n ->
        [one] { $n } city
       *[other] { $n } cities
    } in { $countries ->
        [one] { $countries } country
       *[other] { $countries } countries
    } share what they have tried.
site-cities-jump = Countries
site-city-empty = No practice of this city is published yet.
site-follow-city = Follow this city
site-topics = Topics
site-topics-lede = What the practices are about. A practice may belong to up to three topics.
site-collections = Collections
site-collections-lede = Practices that editors put together around one question, with an introduction.
site-collections-empty = There is no collection yet.
site-collection = Collection
site-collection-practices = The practices
site-follow-collection = Follow this collection
site-template-files = Files to fill in
site-template-form = Open the form

site-error-reference = If you write to us about this, please give this reference:
site-error-to-practices = See all practices
site-error-to-cities = See all cities
site-error-unreadable = This request could not be read
site-error-unreadable-advice = Something in what your browser sent is not as it should be. Go back, reload the page and try again.
site-error-forbidden = This was not allowed
site-error-forbidden-advice = The request came from another site, or the page had been open too long. Go back, reload the page and try again; what you typed is still in your browser.
site-error-not-found = There is no page here
site-error-not-found-advice = The address may be mistyped, or a link may be cut off. Practices keep their addresses for good, so a search will find what you are after.
site-error-wrong-method = This page cannot be used that way
site-error-wrong-method-advice = The page exists, but it does not take what your browser sent. Open it from a link, or go back and use the form on the page.
site-error-gone = This page was withdrawn
site-error-gone-advice = The practice that stood here is no longer published. The city or the editors took it back.
site-error-conflict = This changed while you were working on it
site-error-conflict-advice = Someone else saved a newer version. Nothing you typed was sent over it: go back to copy your text, then open the page again.
site-error-too-large = That is more than we can take
site-error-too-large-advice = Everything you send at once may weigh { $limit } at most. Make pictures smaller or send fewer files; your text is still there when you go back.
site-error-too-many = That was too often
site-error-too-many-advice =
    { $minutes ->
        [one] We had to pause requests from your network. Please try again in a minute.
       *[other] We had to pause requests from your network. Please try again in { $minutes } minutes.
    }
site-error-internal = Something went wrong on our side
site-error-internal-advice = It was noted, and someone will look at it. Nothing half-done was kept. Please try again in a few minutes.
site-error-unavailable = The site is busy for a moment
site-error-unavailable-advice =
    { $minutes ->
        [one] Please try again in a minute.
       *[other] Please try again in { $minutes } minutes.
    }


## submit (the form and the status page of a city)
submit-title = Submit a practice
submit-lede = Tell other cities what you tried, what you did and what came of it. It takes about an hour, or less if you have a text already.
submit-before = You need no account. Ten answers are enough to send the form, and the editors will ask you for the rest. You can write in any language.
submit-before-template = To prepare it with colleagues first, use the document:
submit-steps = Parts of the form
submit-step = Part { $number } of { $of }
submit-step-who = Who and where
submit-step-who-hint = Your name and address are for the editors only. They are never published.
submit-step-short = In short
submit-step-story = The story
submit-step-story-hint = Write as you would tell a colleague in another city. Short sentences help those who read in a second language.
submit-step-people = People and money
submit-step-proof = Documents and pictures
submit-step-proof-hint = What helps others to believe it and to see it.
submit-step-consent = Consent
submit-optional = (optional)
submit-choose = Choose a topic
submit-city = City
submit-city-hint = With its country, for example: Reggio Emilia, Italy
submit-more-cities = Other cities that took part
submit-more-cities-hint = One a line, each with its country.
submit-contact-name = Your name
submit-contact-role = Your role in the city
submit-contact-email = Your email address
submit-contact-email-hint = We send you a receipt and the decision, nothing else.
submit-language-unsaid = Let us find out
submit-topic-main = Main topic
submit-topic-main-hint = Readers find your practice under it.
submit-topic-second = Second topic
submit-topic-third = Third topic
submit-words-most =
    { $n ->
        [one] { $n } word at most
       *[other] { $n } words at most
    }
submit-words-left =
    { $n ->
        [one] { $n } word left
       *[other] { $n } words left
    }
submit-words-over =
    { $n ->
        [one] { $n } word too many
       *[other] { $n } words too many
    }
submit-characters-most =
    { $n ->
        [one] { $n } character at most
       *[other] { $n } characters at most
    }
submit-characters-left =
    { $n ->
        [one] { $n } character left
       *[other] { $n } characters left
    }
submit-characters-over =
    { $n ->
        [one] { $n } character too many
       *[other] { $n } characters too many
    }
submit-picture = Picture { $number }
submit-picture-hint = JPEG, PNG or WebP. A picture is published only with its description, its credit and a licence, and only if the people in it agree.
submit-picture-file = File
submit-picture-alt = Description
submit-picture-alt-hint = What one would see, for people who cannot see it.
submit-picture-credit = Credit
submit-picture-credit-hint = Who took it.
submit-picture-licence = Licence
submit-picture-licence-hint = For example: CC BY 4.0
submit-documents = Documents
submit-documents-hint = PDF, Word, OpenDocument and the like. You can choose several at once.
submit-file-drop = Remove this file
submit-trap = Leave this empty
submit-consent-publish = The text and the pictures I send may be published on this site, edited for clarity, translated, and reused by others who name the city, under the licence CC BY 4.0.
submit-consent-people = Everyone named or recognisable in them knows and agrees, or, for a child, a parent does.
submit-consent-data = My name, role and email address are kept for questions about this practice and are deleted when I ask for it.
submit-consent-version = Version { $version } of this wording
submit-consent = I agree, for the city
submit-send = Send the practice
submit-send-again = Send the changes
submit-errors =
    { $n ->
        [one] One answer needs your attention
       *[other] { $n } answers need your attention
    }
submit-error-at = { $question }: { $error }
submit-editors-ask = The editors ask:
submit-editors-say = The editors write:
submit-revise-title = Make the changes
submit-revise-lede = Reference { $reference }. Only what the editors asked about is shown; everything else stays as it is.
submit-back-to-status = Status of your practice

submit-status-title = Status of your practice
submit-reference = Reference
submit-received = We have received your practice.
submit-received-keep = Keep the address of this page, or the email we are sending you: it is the only key to it.
submit-turn-editors = It is the editors’ turn. You will hear from us by email.
submit-turn-editors-by = It is the editors’ turn. You will hear by { $day }.
submit-turn-city = It is your turn: the editors have questions.
submit-turn-publishing = It is accepted, and will be on the site shortly.
submit-turn-published = It is published. Thank you.
submit-turn-rejected = It will not be published. You can read why below.
submit-stages = How far it has come
submit-stage-received = Received
submit-stage-reading = Read by the editors
submit-stage-changes = Changes from you
submit-stage-decided = Decided
submit-stage-approved = Decided: accepted
submit-stage-rejected = Decided: not accepted
submit-stage-published = Published
submit-place-done = done
submit-place-now = now
submit-place-ahead = to come
submit-place-skipped = not needed
submit-asked =
    { $n ->
        [one] The editors ask for one thing
       *[other] The editors ask for { $n } things
    }
submit-revise = Make the changes
submit-letters = Emails we sent you
submit-letter-waiting = Waiting to be sent
submit-letter-accepted = Handed to your mail server
submit-letter-deferred = Your mail server asked us to try again later; we will
submit-letter-refused = Your mail server refused it
submit-answers = What you sent


## desk (the editors' pages)


## source (pages and messages about partner sources)
source-outcome-ok = New practices found.
source-outcome-changed = Nothing new, but known practices have changed or gone.
source-outcome-nothing-new = Everything is as it was.
source-outcome-found-nothing-listing = The listing was read, and no practice was found in it. Its layout has probably changed.
source-outcome-found-nothing-fields = Practices were listed, but no title was found on their pages. The layout has probably changed.
source-outcome-invalid =
    { $count ->
        [one] The settings have a fault. Nothing was fetched.
       *[other] The settings have { $count } faults. Nothing was fetched.
    }

source-unusual-count = Held for an editor: { $found } practices listed, where { $least } to { $most } were expected.
source-unusual-gone = Held for an editor: { $gone } of { $known } known practices are gone at the source.

source-refused-not-public = “{ $host }” is not a public address. Only addresses anybody can reach are fetched.
source-refused-scheme = Addresses that begin with “{ $scheme }:” are not fetched, only http and https.
source-refused-port = Port { $port } is not open to harvests. An administrator can allow it.
source-refused-userinfo = The address holds a user name or password. Such addresses are not fetched.
source-refused-malformed = The address is not written correctly.
source-refused-downgrade = The site leads from a secure page (https) to an open one (http). That is not followed.
source-refused-other-site = The page leads to another site, “{ $host }”. Add it to the hosts of this source if it belongs to the partner.
source-refused-robots = The partner’s robots.txt does not allow this page to be read: { $url }
source-refused-robots-unreachable = The partner’s robots.txt could not be read, so nothing may be fetched for now.

source-fault-name = The name “{ $host }” could not be found on the network.
source-fault-connect = “{ $host }” could not be connected to.
source-fault-tls = “{ $host }” has no valid certificate, so its pages cannot be trusted.
source-fault-timed-out = The site took too long to answer.
source-fault-interrupted = The connection broke off before the page had arrived.
source-fault-protocol = What the site sent is not a web page, or was cut off at the start.
source-fault-status = The site answered with status { $status }.
source-fault-slow-down =
    { $minutes ->
        [one] The site asks to be left alone for a minute. It will be.
       *[other] The site asks to be left alone for { $minutes } minutes. It will be.
    }
source-fault-too-many-redirects = The page leads on and on to other addresses.
source-fault-bad-redirect = The page leads to an address that cannot be read.
source-fault-headers-too-large = The page comes with more headers than are read.
source-fault-too-large = The page is larger than 10 MB.
source-fault-bomb = The page is packed so that it swells to many times its size. It was not unpacked.
source-fault-encoding = The page is packed in a way that cannot be undone.
source-fault-media-type = The address holds no page or feed, but: { $found }
source-fault-too-complex = The page is built too intricately to be read safely.
source-fault-dtd = The feed declares a document type of its own. For safety, such feeds are not read.
source-fault-not-a-feed = The address holds no RSS, Atom or JSON feed.
source-fault-unreadable = The page could not be read.

source-note-page-cap =
    { $most ->
        [one] Stopped after the first listing page, as the settings say. There are more.
       *[other] Stopped after { $most } listing pages, as the settings say. There are more.
    }
source-note-item-cap =
    { $most ->
        [one] Stopped after the first practice, as the settings say. There are more.
       *[other] Stopped after { $most } practices, as the settings say. There are more.
    }
source-note-same-page = This practice leads to the same page as another one and was left out. Perhaps the site asks visitors to sign in.
source-note-no-title = No title was found on this page.
source-note-other-site = Links to another site, “{ $host }”, were left out. Add it to the hosts of this source if it belongs to the partner.
source-note-circles = A link that seems to go round in circles was left out: { $url }
source-note-login = The page asks visitors to sign in.
source-note-scripts = The page is almost empty until scripts fill it. Look for a feed or another address that shows the list.
source-note-hidden-text = Part of the text is hidden on the partner’s page. Check that it belongs there.
source-note-cut = The text was too long and has been cut.


## mail (letters)
mail-greeting = Dear { $name },
mail-greeting-nobody = Hello,
mail-button-in-text = { $label }:
mail-reference = Reference { $reference }.
mail-reply = You can also reply to this email.
mail-link-until = The link works until { $date }.
mail-keep-link = Keep this email: its link is the way to your status page, and it asks for no password.
mail-unasked = If you did not expect this email, you can ignore it: nothing happens until the button is pressed.
mail-follow = Follow your practice
mail-see-status = See the status page

mail-received-title = We have received “{ $title }”
mail-received-thanks = Thank you for sending this practice from { $city }. An editor will read it.
mail-received-next = You will hear from us by email: we accept the practice, ask for changes, or explain why we cannot publish it. Until then, its status page shows how far it has come.

mail-revision-subject = Changes received: “{ $title }”
mail-revision-title = We have received your changes to “{ $title }”
mail-revision-thanks = Thank you for working on this practice from { $city } again. An editor will read your changes, and you will hear from us by email.

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
mail-changes-besides = They also write:
mail-changes-button =
    { $count ->
        [one] Make the change
       *[other] Make the changes
    }

mail-rejected-subject = Not accepted: “{ $title }”
mail-rejected-title = “{ $title }” will not be published
mail-rejected-thanks = Thank you for sending this practice from { $city }. The editors have read it and decided not to publish it, for this reason:
mail-rejected-next = Your text is not deleted. You can read it on its status page, and the editors can take the decision up again if you tell them what they missed.
mail-reason-not-intercultural = The practice is not about intercultural life in the city.
mail-reason-not-a-practice = The text is about a plan, an event or an opinion rather than a practice that was carried out.
mail-reason-too-little-known = The text says too little about what was done and what came of it.
mail-reason-duplicate = The practice is on the site already.
mail-reason-rights-or-privacy = The text or its pictures touch the rights or the privacy of others.

mail-approved-subject = Accepted: “{ $title }”
mail-approved-title = “{ $title }” is accepted
mail-approved-thanks = Thank you for sending this practice from { $city }. The editors have accepted it.
mail-approved-on = It will be on the site on { $date }, and we will send you its address.

mail-published-subject = Published: “{ $title }”
mail-published-title = “{ $title }” is published
mail-published-thanks = The practice from { $city } is now on the site for everyone to read. Thank you for sharing it.
mail-published-next = The address of its page will not change. Share it freely, and tell us when something on the page is no longer true.
mail-published-button = Read the page

mail-status-title = Your link to “{ $title }”
mail-status-words = Here is the link you asked for. It opens the status page of the practice from { $city } and asks for no password.

mail-source-subject = Source needs attention: { $source }
mail-source-title = { $source } needs attention
mail-source-trouble = This source cannot be read as usual:
mail-source-next = Nothing that is already published has changed. What this source brings waits until an editor has looked.
mail-source-button = Look at the source
mail-trouble-failing =
    { $count ->
        [one] Reading it failed. The reason: { $reason }
       *[other] Reading it failed { $count } times in a row. The last reason: { $reason }
    }
mail-trouble-refused = The site does not let us read it: { $reason }
mail-trouble-found-nothing = The site answers, but our rules find nothing on its pages. Its layout has probably changed.
mail-trouble-held =
    { $count ->
        [0] Nothing was found where { $least } to { $most } entries were expected. The whole run is held back.
        [one] One entry was found where { $least } to { $most } were expected. The whole run is held back.
       *[other] { $count } entries were found where { $least } to { $most } were expected. The whole run is held back.
    }

mail-recovered-title = { $source } is read as usual again
mail-recovered-words = The last run over this source went as usual. Nothing needs to be done.

mail-invitation-title = Your invitation to the editors’ desk
mail-invitation-words = You are invited to the editors’ desk of { $site }, where editors read what cities send and decide what is published. To begin, choose a password.
mail-invitation-by = { $name } invites you to the editors’ desk of { $site }, where editors read what cities send and decide what is published. To begin, choose a password.
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
field-title = Title
field-title-hint = What the practice is, in a few words a stranger understands.
field-statement = Statement
field-statement-hint = One sentence: what the city does, for whom.
field-cities = Cities
field-cities-hint = One a line, each with its country. Example: Reggio Emilia, Italy
field-period = Period
field-period-hint = When it happens, in your own words: 2016 to 2018, since 2014, January to March 2020.
field-status = Status
field-status-hint = Does it still run?
field-topics = Topics
field-topics-hint = One to three, the main one first.
field-language = Language of the text
field-language-hint = The one most of the text is written in.
field-summary = Summary
field-summary-hint = What you would tell someone in one minute.
field-purpose = Purpose
field-purpose-hint = What the city wanted to achieve.
field-rationale = Rationale
field-rationale-hint = What was happening that made it necessary.
field-process = Process
field-process-hint = What was done, by whom, in which order.
field-impact = Impact
field-impact-hint = What changed, and how you know. Figures with their year help.
field-evaluation = Evaluation
field-evaluation-hint = Whether someone looked at it from outside, and what they found.
field-beneficiaries = Who benefits
field-beneficiaries-hint = Which people, and about how many.
field-lead = Led by
field-lead-hint = The department or organisation in charge.
field-partners = Partners
field-partners-hint = One a line.
field-funding = Funding
field-funding-hint = Where the money came from, and about how much.
field-difficulties = Difficulties
field-difficulties-hint = What went wrong, and what you did about it.
field-advice = Advice to another city
field-advice-hint = What you would do again, and what you would not.
field-links = Documents and links
field-links-hint = One a line: a title, a bar and an address, or the address alone. Example: Annual report 2019 | https://city.example/report
field-pictures = Pictures
field-contact = Contact
field-consent = Consent


## error (what is wrong, wherever it is said)
error-address-malformed = This is not a complete web address. Write it as in https://example.org/page.
error-address-scheme = The address must begin with http:// or https://.
error-address-userinfo = The address must not hold a user name or password.
error-address-too-long = The address is too long.
error-source-toml = The file is not valid TOML. The fault is near line { $line }.
error-source-missing = This is needed.
error-source-type = This has another form than expected here.
error-source-unknown-key = This setting does not exist. Check its spelling and place.
error-source-too-long = At most { $most } characters.
error-source-too-many = At most { $most } entries.
error-source-range = A whole number from { $least } to { $most }.
error-source-expected = The least must not be more than the most.
error-source-language = This is not a language tag such as “en” or “pt-BR”.
error-source-schedule = Write hours or days, such as “12h” or “3d”: one hour to 90 days.
error-source-kind = Write “pages” or “feed”.
error-source-part = Write “page” or “card”.
error-source-host = Write a host such as “docs.example.org” or “*.example.org”.
error-source-rule = A rule needs “select” (with “attribute” and “pattern” if wanted), or “pattern”, or “constant”.
error-source-selector = This is not a CSS selector: { $fault }
error-source-pattern = This is not a regular expression: { $fault }
error-source-no-title = At least one rule must find the title.
error-source-no-page-number = The address must hold “{"{"}page{"}"}” where the number of the page goes.
error-source-two-paginations = Give either “next” or “numbered”, not both.
error-source-not-in-feed = This has no meaning in a feed.
error-missing = An answer is needed here.
error-consent = Without your agreement we can publish nothing.
error-email = Give one email address, such as name@city.example.
error-control-characters = This holds signs that cannot be shown. Type it again instead of pasting it.
error-too-many-characters =
    { $most ->
        [one] One character at most.
       *[other] { $most } characters at most.
    }
error-too-many-words = { $most } words at most; there are { $count }.
error-too-many-lines = { $most } entries at most, one a line; there are { $count }.
error-too-many-bytes = The text is too long to be kept: { $most } KB at most. Send the long version as a document.
error-status-unknown = “{ $status }” is not one of the answers.
error-topic-unknown = “{ $topic }” is not one of the topics.
error-language-unknown = “{ $language }” is no language tag such as en, fr or sr-Latn.
error-language-missing = The language of the text is not stated.
error-link-unreadable = There is no web address in “{ $line }”. It begins with https:// or http://.
error-city-or-country = Name the city, or at least the country.
error-city-unknown = A city named here is not on our list.
error-story = Tell at least the summary, the purpose or the process.
error-period-unread = No year could be read here, so the filter by year will not find the practice.
error-picture-incomplete = Each picture needs a description, a credit and a licence.
error-personal-data = This may hold an email address or a telephone number. Check that everyone may see it.
error-message-missing = Write to the city why.
error-account-exists = Someone with this email address has an account already.
error-password-short = { $least } characters at least.
error-password-common = This password is too easy to guess. A few unrelated words make a good one.
error-text-changed-meanwhile = Someone changed this text while you were writing. Compare the two before you save.
error-source-changed-meanwhile = Someone changed this source while you were writing. Compare the two before you save.


## demo (the demonstration)

demo-strip = Demonstration. Try this:
demo-strip-filter = 1 filter by Roma
demo-strip-desk = 2 approve a change
demo-strip-mailbox = 3 read the city’s mail
demo-strip-partners = 4 break a source
demo-desk = The editors’ desk
demo-desk-lede = In real use editors sign in with a password. Here one button is enough, and it works on this machine only.
demo-desk-enter = Enter as { $name }
demo-mailbox = Mailbox
demo-mailbox-lede = Every mail the demonstration has sent, newest first. None of them has left this machine.
demo-mailbox-empty = No mail yet.
demo-letter-to = To { $to }, from { $from }
demo-letter-html = The mail as a mail program shows it
demo-letter-text = The same as plain text
demo-letter-follow = Follow the link in this mail
demo-partners = Partner sites
demo-partners-lede = Two partner sites are part of the demonstration and are read like any other. Change them and see what arrives on the desk.
demo-partner-as-it-was = The site is as it was.
demo-partner-changed = One page says something new.
demo-partner-broken = The listing has another layout, and the rules find nothing in it.
demo-partner-visit = Visit the site
demo-partner-source = See how it is read
demo-partner-change = Change the partner’s page
demo-partner-break = Break its layout
demo-partner-restore = Put it back as it was
demo-guides = Guides
