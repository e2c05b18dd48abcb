### Phrases of the interface. Sections are named after the room that shows them; ids start with the section's word.

## site (public pages)
site-name = Intercultural Practice Commons

site-skip = Skip to the content
site-title-error = Error:
site-strip = About this demonstration
site-preview-name = About this preview
site-preview = Preview: this text is not published. Readers cannot see this page.
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
    }, each checked by an editor.
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
site-filter-any-country = Any
site-filter-any-topic = Any
site-filter-more = Show all
site-filter-fewer = Show fewer
site-filter-apply = Apply filters
site-filter-clear = Clear all
site-chip-remove = Remove
site-chip-words = “{ $words }”
site-chip-from = from { $year }
site-chip-to = up to { $year }
site-sort = Sort
site-sort-go = Sort
site-sort-newest = Newest first
site-sort-relevance = Best match first
site-sort-title = By title
site-follow = Follow this search:
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
site-none-found-advice = Remove a filter above the list, or search for fewer words.
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
site-fact-partners = Partners
site-fact-beneficiaries = Who benefits
site-fact-funding = Funding
site-fact-language = Language
site-fact-collections = Collections
site-fact-source = Source
site-fact-source-city = Sent by the city
site-fact-source-read = Read from { $source } on { $day }
site-fact-checked = Last checked at the source
site-fact-published = Published
site-fact-confirmed = Last confirmed
site-fact-licence = Reuse
site-fact-licence-source = Under the licence of the source
site-practice-running = Still running
site-practice-ended = Ended
site-practice-regular-service = A regular service of the city
site-text-in = This text is in { $language }.
site-text-translated = Translated from { $language }.
site-text-machine = A machine translated this text from { $language }; no editor has checked it yet.
site-text-outdated = Translated from { $language }; the original has changed since.
site-text-machine-outdated = A machine translated this text from { $language }; no editor has checked it, and the original has changed since.

site-cities = Cities
site-cities-lede =
    { $n ->
        [one] { $n } city
       *[other] { $n } cities
    } in { $countries ->
        [one] { $countries } country
       *[other] { $countries } countries
    } { $n ->
        [one] shares what it has tried.
       *[other] share what they have tried.
    }
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
site-template-files = Documents to fill in:
site-template-file = { $format }, version of { $day }
site-template-version = Version of { $day }
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
site-error-conflict-advice = Someone else saved a newer version. Your text did not replace it: go back to copy what you wrote, then open the page again.
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


site-sort-city = By city
site-filter-city = City
site-filter-language = Language
site-filter-collection = Collection
site-download = Download this list:
site-cite = Cite this practice
site-cite-words = { $by } ({ $year }). { $title }. { $site }. { $url } (read on { $day }).
site-cite-words-nobody = { $title } ({ $year }). { $site }. { $url } (read on { $day }).
site-foot-data = Data for reuse
site-opensearch-name = City practices
site-opensearch-description = Searches the practices of { $site }
site-data = Data for reuse
site-data-lede =
    { $n ->
        [one] { $n } practice
       *[other] { $n } practices
    } for your spreadsheet, your catalogue or your program.
site-data-set = The whole data set
site-data-set-about = Every published practice with all its texts in all its languages, and its pictures. The CSV file opens in spreadsheet programs and has a row for each language of a practice; the JSON file keeps the structure.
site-data-list = Your own list
site-data-list-about = Choose topics, countries, cities or years on the page of practices, then download that list. RIS and BibTeX go into a reference manager.
site-data-feeds = Feeds
site-data-feeds-about = What is new, for a feed reader or another site. Every list, city and collection has its own feed: open it and choose to follow it.
site-data-api = For programs
site-data-api-about = A read-only interface over HTTP with the filters and counts of this site. It needs no key.
site-data-oai = For library catalogues
site-data-oai-about = The practices as Dublin Core and in full, for harvesting. Each topic is a set; withdrawn practices stay listed as deleted.
site-data-catalogue = For data portals
site-data-catalogue-about = A description of this data set, and the topics as a vocabulary, both as linked data.
site-data-licence = Texts sent by cities may be reused by anyone who names the city; texts from partner sites keep the licence of their source. The licence for texts sent by cities:
site-data-rights = Texts sent by cities may be reused under { $licence }; texts from partner sites keep the licence of their source. Each practice names its own in the field “licence”; where that is empty, ask its source.
site-pdf-subtitle =
    { $n ->
        [one] { $n } practice
       *[other] { $n } practices
    } from { $site }, { $day }
site-pdf-footer = { $source }, as of { $day }
site-pdf-day = As of
site-pdf-contents = Contents
site-pdf-page = On the web
site-pdf =
    PDF, { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    }, { $size } KB
site-booklet = Make a booklet
site-booklet-pick = Make a booklet (PDF)
site-booklet-lede = Tick the practices you want. They are put into one PDF with contents, for reading on paper or offline. The address of the file keeps your choice, so you can pass it on.
site-booklet-title = Title of the booklet
site-booklet-practices = Practices
site-booklet-go = Make the PDF
site-booklet-made = All of these are ready as one file:
site-booklet-left-out =
    { $n ->
        [one] A booklet holds { $most } practices: one more is not shown here. Narrow the list to reach it.
       *[other] A booklet holds { $most } practices: { $n } more are not shown here. Narrow the list to reach them.
    }
site-related = Related practices
site-related-city = same city
site-related-topic-abroad = same topic, other country: { $topic }
site-related-topic = same topic, same country: { $topic }
site-related-topic-somewhere = same topic: { $topic }
site-related-collection = same collection: { $collection }
site-forgiven = Nothing has exactly “{ $words }”. These practices have nearly the same words.
site-share = Copy the address
site-share-copied = Address copied
site-share-failed = Your browser did not let us copy it. Here it is:
site-share-letter = Send by email
site-topics-all = All topics
site-countries = Countries
site-countries-all = All countries
site-countries-lede =
    { $n ->
        [one] Practices from { $n } country.
       *[other] Practices from { $n } countries.
    }
site-country-numbers =
    { $practices ->
        [one] { $practices } practice
       *[other] { $practices } practices
    }{ $cities ->
        [0] { "" }
        [one] , { $cities } city
       *[other] , { $cities } cities
    }
site-years = Years
site-cities-list = By country
site-cities-map = The cities on a map
site-map = Where they are
site-map-note = The larger the dot, the more practices. The list below has the same cities.
site-map-skip = Go to the list
site-map-europe = Europe and around it
site-map-elsewhere = Further away. The dashed line encloses what the map above shows.
site-map-world = The world
site-map-city =
    { $city }, { $country }: { $n ->
        [one] { $n } practice
       *[other] { $n } practices
    }
site-subject-of-topic =
    { $practices ->
        [0] No practices yet
        [one] { $practices } practice
       *[other] { $practices } practices
    }{ $cities ->
        [0] { "" }
        [one] { " " }from { $cities } city
       *[other] { " " }from { $cities } cities
    }{ $countries ->
        [0] { "" }
        [one] { " " }in { $countries } country
       *[other] { " " }in { $countries } countries
    }
site-subject-of-country =
    { $practices ->
        [0] No practices yet
        [one] { $practices } practice
       *[other] { $practices } practices
    }{ $cities ->
        [0] { "" }
        [one] { " " }from { $cities } city
       *[other] { " " }from { $cities } cities
    }
site-subject-explore = Search and filter these practices
site-subject-follow = Follow with a feed
site-subject-empty = No practice here is published yet.
site-coverage = Where practices come from
site-coverage-lede = What many cities have told us about, and what is still missing. Each number opens its practices.
site-coverage-see = Topics, countries and years compared
site-coverage-tables = Tables
site-coverage-countries-topics = Countries by topic
site-coverage-topics-years = Topics by year
site-coverage-countries-years = Countries by year
site-coverage-narrowed = { $table }: { $by }
site-coverage-all = All
site-coverage-go = Show
site-coverage-empty = No practice is published yet.
site-coverage-note = A practice counts under each of its topics and countries, and in every year it ran; so the rows and columns add up to more than their totals.
site-fact-country =
    { $n ->
        [one] Country
       *[other] Countries
    }
site-history = What was changed when
site-history-published = Published.
site-history-published-in = Published in { $language }.
site-history-again = Published again.
site-history-withdrawn = Taken down.
site-history-confirmed = The city confirmed that the text is still right.
site-history-changed = Changed: { $parts }.
site-history-added = Added: { $parts }.
site-history-removed = Taken out: { $parts }.
site-history-translated = Translation into { $language } added.
site-history-retranslated = Translation into { $language } revised.
site-history-untranslated = Translation into { $language } taken out.
site-history-checked = Translation into { $language } checked by a person.
site-part-title = the title
site-part-statement = the statement
site-part-cities = the cities
site-part-period = the period
site-part-status = the status
site-part-topics = the topics
site-part-language = the language of the text
site-part-summary = the summary
site-part-purpose = the purpose
site-part-rationale = the rationale
site-part-process = the process
site-part-impact = the impact
site-part-evaluation = the evaluation
site-part-beneficiaries = the beneficiaries
site-part-lead = the lead organisation
site-part-partners = the partners
site-part-funding = the funding
site-part-difficulties = the difficulties
site-part-advice = the advice to other cities
site-part-links = the documents and links
site-part-pictures = the pictures

## submit (the form and the status page of a city)
submit-title = Submit a practice
submit-lede = Tell other cities what you tried, what you did and what came of it. It takes about an hour, or less if you have a text already.
submit-before = You need no account. { $n } answers and your consent are enough to send the form, and the editors will ask you for the rest. You can write in any language.
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
submit-step-proof-hint = What helps others believe it and picture it. All files sent at once may weigh { $megabytes } MB together.
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
submit-contact-email-hint = For the receipt, questions about this practice and the decision. Nothing else.
submit-language-unsaid = Leave it to us
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
submit-picture-hint = JPEG, PNG or WebP, at most { $megabytes } MB and { $megapixels } million pixels. A picture is published only with its description, its credit and a licence, and only if the people in it agree.
submit-picture-file = File
submit-picture-alt = Description
submit-picture-alt-hint = What one would see, for people who cannot see it.
submit-picture-credit = Credit
submit-picture-credit-hint = Who took it.
submit-picture-licence = Licence
submit-picture-licence-hint = For example: CC BY 4.0
submit-documents = Documents
submit-documents-hint = PDF, Word, OpenDocument and the like: at most { $files } files of { $megabytes } MB each. You can choose several at once.
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
submit-received-keep = Keep the address of this page, or the email we are sending you: it is the only way back to it.
submit-turn-editors = It is the editors’ turn. You will hear from us by email.
submit-turn-editors-by = It is the editors’ turn. You will hear by { $day }.
submit-turn-city = It is your turn: the editors have questions.
submit-turn-publishing = It is accepted, and will be on the site shortly.
submit-turn-published = It is published. Thank you.
submit-turn-rejected = It will not be published. You can read why below.
submit-turn-merged = It tells of the same as another practice. The editors have put the two together.
submit-stages = How far it has come
submit-stage-received = Received
submit-stage-reading = Read by the editors
submit-stage-changes = Changes from you
submit-stage-decided = Decided
submit-stage-approved = Decided: accepted
submit-stage-rejected = Decided: not accepted
submit-stage-merged = Decided: put together with another
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
submit-file-kilobytes = { $name }, { $size } KB
submit-file-megabytes = { $name }, { $size } MB
submit-revise-lede-whole = Reference { $reference }. This is what you sent; change what you like. The editors see what is new.
submit-revise-open = Send a corrected version
submit-revise-published = Send a new version
submit-turn-taken-down = It was on the site and is no longer.
submit-turn-withdrawn = You took it back. Nothing of it will be published.
submit-answer-picture = Picture
submit-answer-document = Document
submit-letter-received = We have your practice
submit-letter-revision = We have your changes
submit-letter-changes = The editors have questions
submit-letter-rejected = The decision: not accepted
submit-letter-merged = The decision: put together with another
submit-letter-approved = The decision: accepted
submit-letter-published = Your practice is published
submit-letter-still-right = Is your text still right?
submit-letter-link = A link to this page
submit-confirm-title = Is it still right?
submit-confirm-means = Readers are shown when you last confirmed your text. If something has changed, send a new version instead.
submit-confirm = The text is still right
submit-confirmed = You last confirmed it on { $day }.
submit-withdraw = Take it back
submit-withdraw-title = Take this practice back?
submit-withdraw-means = The editors will stop reading it, and nothing of it will be published. If you change your mind, send the practice again.
submit-withdraw-not = No, leave it


## desk (the editors' pages)
desk-name = Desk
desk-nav-queue = Queue
desk-nav-sources = Sources
desk-nav-cities = Cities
desk-nav-published = Published
desk-nav-texts = Texts
desk-nav-log = Log
desk-nav-people = People
desk-nav-work = Work
desk-find = Go to or search
desk-decided-today =
    { $n ->
        [one] { $n } decided today
       *[other] { $n } decided today
    }
desk-undo = Undo
desk-cancel = Cancel
desk-save = Save
desk-to-queue = Go to the queue
desk-toast-approved = Approved “{ $title }”.
desk-toast-asked = Asked for changes to “{ $title }”.
desk-toast-rejected = Rejected “{ $title }”.
desk-toast-merged = Merged “{ $title }” into the other one.
desk-toast-publishes = publishes in { $seconds } s
desk-toast-publishes-on = publishes on { $day }
desk-toast-undo-within = { $seconds } s left to undo
desk-toast-sends = sent in { $seconds } s
desk-toast-takes-effect = takes effect in { $seconds } s
desk-not-found = There is nothing here
desk-not-found-advice = The address may be mistyped, or what stood here is gone.
desk-forbidden = This is not possible for you here
desk-forbidden-advice = Your role does not allow it, or such an item cannot be decided that way. Nothing was changed.
desk-signed-out = You are no longer signed in
desk-signed-out-advice = Nothing was saved yet, but what you typed is still in your browser: sign in in another tab, come back here, go one page back and send the form again.
desk-conflict = This is no longer possible
desk-conflict-advice = Somebody decided or changed it meanwhile, or the time to undo is over. Look at the item again: a decision can still be reopened.
desk-too-many-advice = There were too many tries. Please wait a quarter of an hour, or ask for a new password.
desk-sign-in = Sign in
desk-sign-in-wrong = The address and the password do not belong together. Check both and try again.
desk-sign-out = Sign out
desk-email = Email address
desk-password-word = Password
desk-forgotten = A new password
desk-forgotten-link = I forgot my password
desk-forgotten-lede = We send you a link with which you choose a new password. It works for half an hour.
desk-forgotten-send = Send me the link
desk-forgotten-sent = If this address has an account, the link is on its way. It may take a few minutes.
desk-back-to-sign-in = Back to signing in
desk-password = Choose a password
desk-password-lede = Welcome, { $name }. Choose a password; you are signed in with it at once.
desk-password-new = New password
desk-password-hint = At least 12 characters; 15 or more are better. Several words in a row are easy to remember.
desk-password-set = Set the password and sign in
desk-password-over = This link was used already, is too old, or is not complete. Nothing is lost: ask for another one.
desk-password-again = Ask for another link
desk-view-all = All open
desk-view-mine = Mine
desk-view-from-cities = From cities
desk-view-from-sources = From sources
desk-view-late = Late
desk-view-with-cities = With cities
desk-view-done = Done
desk-queue-title = Queue: { $view }
desk-queue-total =
    { $n ->
        [0] Nothing here
        [one] { $n } item
       *[other] { $n } items
    }
desk-queue-empty = Nothing waits here.
desk-queue-start = Start with the first
desk-untitled = Without a title
desk-kind-new-city = From the city
desk-kind-new-source = New from source
desk-kind-update-city = New version from the city
desk-kind-update-source = Changed at source
desk-kind-new-import = New from a file
desk-kind-update-import = Changed in a file
desk-kind-gone = Gone at source
desk-kind-held-run = Unusual run, held
desk-phase-approved = approved
desk-phase-rejected = rejected
desk-phase-merged = merged
desk-turn-city = the city’s turn
desk-phase-withdrawn = withdrawn by the city
desk-phase-answered = answered by a later run
desk-flag-late =
    { $n ->
        [0] late
        [one] { $n } day late
       *[other] { $n } days late
    }
desk-flag-due = due today
desk-flag-possible-duplicate = possible duplicate
desk-flag-exact-duplicate = copy of another one
desk-flag-period-unread = period not understood
desk-flag-unknown-city = city not of the network
desk-flag-language-differs = seems to be in { $language }
desk-flag-suspicious = may be spam
desk-flag-gone-at-source = gone at source
desk-flag-unlisted-at-source = no longer listed at source
desk-flag-merged-at-source = merged at source
desk-flag-moved-at-source = moved at source
desk-flag-language-changed = now in { $language }
desk-flag-hidden-text = hidden text
desk-flag-cut = text cut
desk-flag-repeated = repeated text left out
desk-flag-city-unsure = several cities of that name
desk-flag-revised = sent again
desk-flag-conflict =
    { $n ->
        [one] { $n } conflict
       *[other] { $n } conflicts
    }
desk-flag-unusual-yield =
    { $n ->
        [one] found { $n }, expected { $least } to { $most }
       *[other] found { $n }, expected { $least } to { $most }
    }
desk-flag-unusual = unusual run
desk-flag-unusual-gone = { $gone } of { $known } gone
desk-flag-unusual-many = found { $found }, { $known } known
desk-flag-unusual-missing = parts of the text are missing
desk-flag-unusual-field = “{ source-field }” is missing
desk-flag-unusual-sample-title = “{ $title }” is not there
desk-flag-unusual-sample-text = “{ $title }” has lost text
desk-flag-unusual-sample-place = “{ $title }” names no place
desk-flag-found-nothing = found nothing
desk-claim = Start reviewing
desk-claim-mine = claimed by you
desk-claim-other = { $name } is reading
desk-release = Let go
desk-from-the-city = sent by the city
desk-from-a-source = from a source
desk-from-a-file = from a file
desk-fetched = fetched { $when }
desk-received = received { $when }
desk-tabs = Parts of the item
desk-tab-changes = Changes
desk-tab-text = Text
desk-tab-source = Page at source
desk-tab-row = As in the file
desk-tab-as-sent = As sent
desk-tab-preview = Preview
desk-tab-messages = Messages
desk-tab-history = History
desk-against-live = Against what is live
desk-against-seen = Against what was last seen
desk-against-nothing = Whole text
desk-added = added:
desk-removed = removed:
desk-no-changes = Nothing differs.
desk-unchanged =
    { $n ->
        [one] { $n } unchanged field
       *[other] { $n } unchanged fields
    }
desk-gone-note = This practice has vanished at its source. Approving withdraws its page here; rejecting keeps it.
desk-unlisted-note = The source’s list does not name this practice any more; its page may still be there. Approving withdraws its page here; rejecting keeps it.
desk-merged-note = At the source this practice’s address now leads to the page of another practice, { $title }. Approving withdraws its page here; rejecting keeps it.
desk-merged-note-unnamed = At the source this practice’s address now leads to the page of another practice. Approving withdraws its page here; rejecting keeps it.
desk-moved-note = The page has moved at its source, from { $from } to { $to }. It stays the same practice. Approving sends readers to the new address; rejecting leaves the old one.
desk-moved-note-new = The page has moved at its source, from { $from } to { $to }. It stays the same practice.
desk-language-note = The page at the source is now in { $to }; before it was in { $from }. Check whether this is the text you want here.
desk-note-gone = The page has vanished at its source.
desk-note-unlisted = The source’s list does not name this page any more; it may still be there.
desk-note-merged = At the source this address now leads to the page of another practice.
desk-note-hidden = Part of the text is hidden on the partner’s page. Check that it belongs there.
desk-note-cut = The text was too long for its field and has been cut. Compare with the page at the source.
desk-note-repeated = Left out, for most pages of this source have it: “{ $words }”. The whole page lies under “Page at source”.
desk-note-city-unsure = A city “{ $city }” lies in several countries: { $countries }. Say which is meant.
desk-held-filed-note = This run was let through before: what it found is in the queue. Deciding again changes nothing of that.
desk-held-note = This run found something unusual, so nothing of it was filed. Approving files what it found; rejecting discards it.
desk-held-moved-note = Many pages of this source have moved, for example from { $from } to { $to }. Approving lets them stay the practices they are and sends readers to the new addresses; rejecting leaves them where they were, and you are asked again only about pages that move on or say something else.
desk-held-nothing-note = The rules found nothing in this run: probably the partner changed the layout of the site. Nothing published has changed. Mend the rules on the page of the source and discard this run. If the site has really been emptied, filing it asks about each published practice that came from there.
desk-conflict-note = Changed here and at the source. The editors’ words were kept; compare with the page at the source.
desk-conflicts = Changed here and at the source
desk-conflicts-lede = The words here were kept. Take the source’s words where they are better; deciding without taking them keeps the ones here.
desk-conflict-before = At the source before
desk-conflict-here = Here
desk-conflict-there = At the source now
desk-conflict-take = Take the source’s words
desk-conflict-take-of = Take the source’s words for { $field }
desk-run-found =
    { $n ->
        [one] { $n } practice found
       *[other] { $n } practices found
    }
desk-run-gone =
    { $n ->
        [one] { $n } practice gone
       *[other] { $n } practices gone
    }
desk-origin = Where it comes from
desk-as-fetched = As fetched { $when }
desk-open-live = Open the page at the source
desk-gone-since = The page has been gone since { $when }.
desk-frame-title = The page as fetched
desk-no-snapshot = The page was not kept.
desk-answer = Hash and response headers
desk-answer-address = Address after redirects
desk-answer-none = The headers of this page were not kept.
desk-no-origin = There is no page behind this item.
desk-snapshot-title = As fetched: { $address }
desk-sending = Version { $number }, { $when }
desk-kilobytes = { $n } KB
desk-read-on-page = Read on the page, { $when }
desk-read-on-card = Read on the listing page, { $when }
desk-read-list = What was read, and where
desk-source-pictures = Pictures at the source
desk-source-pictures-why = They are only linked: a picture is published with its description, credit and licence, and the partner has given no licence for these.
desk-read-unseen = Read from this page, and not among its visible words
desk-preview-hint = The page as readers would see it. Empty parts are left out.
desk-preview-alone = In a window of its own:
desk-preview-title = The page as readers would see it
desk-no-messages = Nothing has been written yet.
desk-message-sent = { $name } sent the practice
desk-message-sent-again = { $name } sent a new version
desk-message-reference = Reference { $reference }
desk-decided-approve = { $name } approved
desk-decided-ask = { $name } asked for changes
desk-decided-reject = { $name } rejected
desk-decided-merge = { $name } merged it into another one
desk-decided-reject-reason = { $name } rejected: { $reason }
desk-decided-undone = { $decision } (undone)
desk-mail = Email: { $about }
desk-mail-to = To { $who }
desk-mail-queued = queued
desk-mail-queued-until = queued until { $when }
desk-mail-deferred = deferred
desk-mail-deferred-until = deferred, next try { $when }
desk-mail-uncertain = may have arrived
desk-mail-accepted = accepted by the mail server
desk-mail-refused = refused by the mail server
desk-mail-expired = given up after four days
desk-mail-superseded = replaced by newer news
desk-mail-cancelled = not sent: the decision was undone
desk-mail-tries =
    { $n ->
        [one] { $n } try
       *[other] { $n } tries
    }
desk-notice-received = receipt
desk-notice-revision-received = new version received
desk-notice-changes-asked = changes asked
desk-notice-rejected = not accepted
desk-notice-approved = accepted
desk-notice-published = published
desk-notice-still-right = whether the text is still right
desk-notice-status-link = link to the status page
desk-notice-source-attention = source needs attention
desk-notice-source-recovered = source recovered
desk-notice-invitation = invitation
desk-notice-password-reset = new password
desk-who-city = The city
desk-who-editor = An editor
desk-who-harvest = The harvest
desk-who-command = The operator
desk-who-program = The program
desk-did-item-file = { $who } put it into the queue.
desk-did-item-answer = { $who } sent a new version.
desk-did-item-edit = { $who } edited the text.
desk-did-item-refuse-topic = { $who } did not want a suggested topic.
desk-did-item-decide-approved = { $who } approved it.
desk-did-item-decide-changes-asked = { $who } asked for changes.
desk-did-item-decide-rejected = { $who } rejected it.
desk-did-item-undo = { $who } took the decision back.
desk-did-item-reopen = { $who } reopened it.
desk-did-item-merge = { $who } merged it into “{ $title }”.
desk-did-item-merge-in = { $who } merged “{ $title }” into it.
desk-did-item-part = { $who } took the merging with “{ $title }” back.
desk-did-item-withdraw = { $who } withdrew it.
desk-did-item-withdraw-approved = { $who } withdrew it before the approval took effect: nothing was published, and no letter about it went out.
desk-did-item-withdraw-changes-asked = { $who } withdrew it before the request for changes took effect: no letter about it went out.
desk-did-item-withdraw-rejected = { $who } withdrew it before the rejection took effect: no letter about it went out.
desk-did-item-close = { $who } took back the earlier decision about this page; that item has taken this one in.
desk-did-item-changed-at-source = { $who } brought a newer text from the source.
desk-did-item-gone-at-source = { $who } found the page gone at the source.
desk-did-item-came-back = { $who } found the page at the source again; there was nothing to decide about that.
desk-did-item-moved-at-source = { $who } found the page at another address of the source.
desk-did-item-held-again = { $who } held another unusual run.
desk-did-item-answered-by-run = { $who } found as much as usual again; the earlier run needs no answer any more.
desk-did-submission-send = { $who } sent a practice.
desk-did-submission-revise = { $who } sent changes to a practice.
desk-did-source-add = { $who } added a source.
desk-did-import-bring = { $who } brought a file with practices.
desk-did-import-begin = { $who } had the rows of a file filed.
desk-did-import-finish = { $who } finished filing the rows of a file.
desk-did-import-discard = { $who } threw away a file before any of it was filed.
desk-did-source-change = { $who } changed a source.
desk-did-source-run = { $who } had a source read.
desk-did-source-page = { $who } had a page of a source read again.
desk-did-source-add-again = { $who } added a source that had been removed.
desk-did-source-remove = { $who } removed a source.
desk-did-source-clear = { $who } had a source forget the pages it had read.
desk-did-editor-invite = { $who } invited somebody to the desk.
desk-did-editor-set-password = { $who } set a password.
desk-did-editor-sign-in = { $who } signed in.
desk-did-editor-disable = { $who } closed an account.
desk-did-editor-enable = { $who } opened an account again.
desk-did-text-save = { $who } changed a text of the site.
desk-did-practice-ask = { $who } asked a city whether its published text is still right.
desk-did-practice-confirm = { $who } confirmed that a published text is still right.
desk-did-practice-merge-in = { $who } merged “{ $title }” into the published practice.
desk-did-practice-part = { $who } took the merging of “{ $title }” into the published practice back.
desk-did-work-retry = { $who } had given-up work tried again.
desk-did-work-discard = { $who } discarded given-up work.
desk-did-something = { $who }: { $what }
desk-edited-fields =
    { $n ->
        [one] { $n } field
       *[other] { $n } fields
    }
desk-revisions = Revisions of the practice
desk-revision = Revision { $number }
desk-revision-live = live from { $when }, by { $who }
desk-revision-withdrawn = withdrawn { $when }, by { $who }
desk-revision-cancelled = taken back before it went live, by { $who }
desk-decision = Decision
desk-before = Before you decide
desk-check = { $field }: { $said }
desk-check-met = { $fields }
desk-check-all = Everything needed is there
desk-topics = Topics
desk-topics-suggested = Suggested. You decide: nothing is added by itself.
desk-topics-add = Add “{ $name }”
desk-topics-words = Words of the text:
desk-topics-category = The partner’s category:
desk-topics-not = Not this one
desk-topics-off = Take off
desk-alike = Looks like
desk-alike-practice = { $city }, published · { $percent }% alike
desk-alike-item = { $city }, in the queue · { $percent }% alike
desk-alike-same-address = { $city }, read at the same address
desk-alike-same-canonical = { $city }, its page and this one name the same address
desk-alike-same-text = { $city }, word for word the same
desk-compare = Side by side
desk-merge-lede = One of the two stays: “{ $title }”. Choose whose words it has where they differ; what says nothing takes the other’s. This item is closed as merged, and both keep their history.
desk-merge-other-way = Let this one stay instead
desk-merge-withdraws = Both are published. The page of this one is taken down, and its address leads to “{ $title }” for good.
desk-merge-stays = Stays
desk-merge-goes = This one, goes
desk-merge-keep = Keep
desk-merge-take = Take over from this one
desk-merge-both = Both
desk-merge-pictures = Pictures
desk-merge-all-same = Both say the same in every field.
desk-merge-same = { $n ->
    [one] 1 field says the same
   *[other] { $n } fields say the same
}
desk-merge-message = A word to the city
desk-merge-message-hint = The city is told in any case that the two were put together, and where it can be read.
desk-merge-go = Merge
desk-merge-published = published
desk-merge-in-queue = in the queue
desk-merge-refused = This cannot be merged yet
desk-merge-changed = What stays was changed meanwhile, or something about it is to be decided first. Nothing was done; below it stands as it is now, with your choices.
desk-merge-see-question = See the question
desk-merge-undecided = Something else about the published practice waits for a decision. Decide that first: what is merged now would be lost with it.
desk-merge-undecided-own = Something else about this published practice waits for a decision. Decide that first.
desk-merge-ahead = A decision about the published practice takes effect only later. Until then it cannot be merged.
desk-merge-own-practice = This item is about this very practice: it is decided like any other.
desk-merge-not-open = That one is not to be decided as a new practice now, so nothing can be merged into it.
desk-merge-wrong-way = This one is published and the other is not: the published one is to stay.
desk-merge-turn = Turn the two round
desk-merge-part = Take the merging back
desk-merge-left-in = The merging was taken back. What somebody has written since stays where it is: { $fields }.
desk-merge-history = Merged into it
desk-approve = Approve and next
desk-approve-gone = Withdraw and next
desk-approve-held = File it and next
desk-approve-refused = This cannot be published yet
desk-publish-later = Publish on a later day
desk-publish-on = Not before
desk-ask = Ask for changes
desk-reject = Reject
desk-reject-gone = Keep it published
desk-reject-held = Discard the run
desk-edit-text = Edit the text
desk-edit = Edit the text
desk-edit-hint = Long texts take Markdown: a blank line between paragraphs, “- ” before list entries, **bold**. What you change is kept in the history.
desk-edit-preview = Preview
desk-edit-cities-hint = One a line, the city whose practice it is first, each with its country.
desk-edit-language-hint = A language tag: en, fr, pt-BR, sr-Latn.
desk-edit-topic = Topic { $number }
desk-unsaid = Not said
desk-ask-legend = What should change
desk-ask-message = Message to the city
desk-ask-message-hint = The city reads it at the top of the email and of its status page.
desk-ask-notes-hint = A note to a field is shown beside it. The city is asked about these fields only.
desk-ask-send = Send to the city
desk-reject-legend = Why it is not published
desk-reject-reason = Reason
desk-reject-message = In your words
desk-reject-message-hint = The city reads it in the email. Say what would have to be different.
desk-reject-note-hint = For the log, so that colleagues understand it later.
desk-reject-send = Reject
desk-reason-not-intercultural = Not about intercultural work
desk-reason-not-a-practice = A plan or an announcement, not a practice
desk-reason-too-little-known = Too little is known about it
desk-reason-duplicate = Published already
desk-reason-rights-or-privacy = Rights or privacy
desk-reason-other = Another reason
desk-verdict-approve = Approved by { $name }, { $when }.
desk-verdict-ask = { $name } asked for changes, { $when }. It is the city’s turn.
desk-verdict-reject = Rejected by { $name }, { $when }.
desk-verdict-reject-reason = Rejected by { $name }, { $when }: { $reason }.
desk-verdict-merge = Merged by { $name }, { $when }, into
desk-withdrawn-on = The city withdrew it, { $when }.
desk-withdrawn-undid = The decision of { $name } had not taken effect yet and fell away with it.
desk-closed-on = Taken in by an earlier item about the same page, { $when }.
desk-closed-back-on = The page was found at the source again, { $when }. There was nothing left to decide.
desk-closed-answered-on = A later run found as much as usual, { $when }. There was nothing left to decide.
desk-reopen = Reopen
desk-reopen-why = Why
desk-key-next = next
desk-key-previous = previous
desk-key-change = next change
desk-key-all = all keys
desk-stale-title = Somebody changed this meanwhile
desk-stale-edit = { $by } saved a newer version, { $when }. Nothing was overwritten, and what you typed is below.
desk-stale-apart = You changed different fields: the form now holds their version with your changes in it. Look it over and save.
desk-stale-both = You both changed these fields. The form holds your words; put in what you want to keep of theirs, then save.
desk-stale-theirs = Now
desk-stale-yours = Yours
desk-stale-your-approval = Your approval was not made
desk-stale-your-request = Your request was not sent
desk-stale-your-rejection = Your rejection was not made
desk-stale-your-merging = Nothing was merged
desk-stale-changed = { $by } changed the text, { $when }, after you opened it.
desk-stale-approved = { $by } was first and approved it, { $when }.
desk-stale-asked = { $by } was first and asked the city for changes, { $when }.
desk-stale-rejected = { $by } was first and rejected it, { $when }.
desk-stale-merged = { $by } was first and merged it into another one, { $when }.
desk-stale-withdrawn = The city withdrew it, { $when }.
desk-stale-look = Look at it as it is now
desk-stale-again = It is still open: read what changed, then decide again.
desk-stale-typed = What you typed
desk-sources-lede = Partner sites that are read on a schedule. What they bring always waits for an editor.
desk-source-add = Add a source
desk-source-none = There is no source yet.
desk-source-site = Site
desk-source-state = State
desk-source-last = Last run
desk-source-good = Last good run
desk-source-waiting = Waiting
desk-source-next = Next run
desk-source-now = now
desk-source-strip = { $good } of the last { $all } runs went well
desk-ran = { $when }: { $what }
desk-ran-counted = { $when }: { $what } ({ $new } new, { $changed } changed, { $gone } gone)
desk-ran-new = something new
desk-ran-changed = changed
desk-ran-vanished = practices gone
desk-ran-nothing-new = nothing new
desk-ran-held = held for an editor
desk-ran-found-nothing = the rules found nothing
desk-ran-refused = refused
desk-ran-failed = failed
desk-ran-gone = the list is gone
desk-ran-stopped = stopped
desk-condition-new = Not read yet
desk-condition-fine = Fine
desk-condition-layout-changed = Layout changed
desk-condition-held = Waits for you
desk-condition-refused = Refused
desk-condition-failing = Failing
desk-condition-gone = Gone
desk-condition-broken-off = Broken off, tried again
desk-condition-given-up = Given up
desk-condition-paused = Paused
desk-condition-removed = Removed
desk-source-removed = Removed sources
desk-source-removed-on = This source was removed, { $when }, and is not read. What it brought is still here. If you start reading it or add its address again, it goes on where it was: nothing arrives twice.
desk-source-remove = Remove
desk-source-remove-title = Remove { $name }?
desk-source-remove-lede = It will not be read any more. What it brought stays: its practices stay published, its items stay in the queue. When its address is added again it goes on with what is known, and nothing arrives twice.
desk-source-remove-yes = Remove this source
desk-source-clear = Read everything anew
desk-source-clear-title = Read everything of { $name } anew?
desk-source-clear-lede = What was remembered of its pages is forgotten, and the next run reads each of them again. Practices that are known do not arrive again; only what has changed is asked about.
desk-source-clear-yes = Forget the pages read
desk-source-known = This address is read already by this source:
desk-source-known-removed = This address was read before, by a source that was removed. Adding it goes on with what is known:
desk-source-failing =
    { $n ->
        [one] Failing since { $when }, { $n } time in a row.
       *[other] Failing since { $when }, { $n } times in a row.
    }
desk-source-records =
    { $n ->
        [one] { $n } practice known
       *[other] { $n } practices known
    }
desk-source-schedule = Schedule
desk-source-every-hours =
    { $n ->
        [one] Every hour
       *[other] Every { $n } hours
    }
desk-source-every-days =
    { $n ->
        [one] Every day
       *[other] Every { $n } days
    }
desk-source-next-runs = Next runs, about: { $times }
desk-source-not-scheduled = It is paused and not read.
desk-source-run-now = Read it now
desk-source-pause = Pause
desk-source-activate = Start reading it
desk-source-try = Try without writing
desk-source-try-hint = Reads the site as a run would, at most the first { $pages } pages and { $items } practices, and shows what would be found. Nothing is kept. It may take a minute.
desk-source-runs = The last runs
desk-source-no-runs = It has not been read yet.
desk-run-when = When
desk-run-outcome = Outcome
desk-run-listed = Listed
desk-run-new = New
desk-run-changed = Changed
desk-run-same = Same
desk-run-vanished = Gone
desk-run-failed = Failed
desk-run-requests = Requests
desk-source-settings = Settings
desk-source-rules = Rules
desk-source-name = Name
desk-source-addresses = Addresses
desk-source-addresses-hint = Listing pages, feeds, sitemaps or interfaces, one a line.
desk-source-language = Language of the texts
desk-source-language-hint = Where the pages do not say it: en, fr, pt-BR. May stay empty.
desk-source-kind = What the addresses lead to
desk-source-kind-pages = Pages that list practices
desk-source-kind-feed = A feed (RSS, Atom or JSON Feed)
desk-source-kind-sitemap = A sitemap that names the pages
desk-source-kind-oai = A repository (OAI-PMH)
desk-source-kind-json = An interface that answers with JSON
desk-source-kind-json-ld = Pages with schema.org data (JSON-LD)
desk-source-kind-ckan = A CKAN catalogue
desk-source-every = How often
desk-source-every-hint = Hours or days: 12h, 1d, 7d.
desk-source-contact = Contact
desk-source-contact-hint = Who at the partner’s is to be asked: an address or a page.
desk-source-hosts = Further hosts
desk-source-hosts-hint = Where pages may also lie, one a line: docs.partner.example or *.partner.example.
desk-source-limit-pages = Listing pages in one run, at most
desk-source-limit-items = Practices in one run, at most
desk-source-limit-delay = Seconds between two requests
desk-source-least = Usually at least so many practices
desk-source-most = Usually at most so many practices
desk-source-expected-hint = A run outside this range is held for an editor.
desk-source-card = Box around one practice
desk-source-card-hint = A CSS selector on the listing page; may stay empty.
desk-source-link = Link to the practice’s page
desk-source-link-hint = A CSS selector inside the box.
desk-source-paging = Link to the next listing page
desk-source-paging-hint = A CSS selector; empty when there is one page, or when pages are counted in the address below.
desk-source-numbered = Address of numbered pages
desk-source-numbered-hint = With { $mark } in place of the number.
desk-source-first = First number
desk-source-rules-hint = One a line, tried from left to right: which part of the page is which field.
desk-source-save = Save the settings
desk-source-saved = Saved.
desk-source-as-file = The same as a file
desk-source-as-file-hint = TOML, as commons source import and export use it. What you save here replaces all settings.
desk-source-file-save = Save the file
desk-source-download = Download the file
desk-source-import = Import a file
desk-source-active = Read it from now on
desk-offers-address = Address of the partner’s site
desk-offers-address-hint = The page that lists the practices, or a feed. We look for feeds and lists there and show what they hold; nothing is kept before you choose.
desk-offers-look = Look at the site
desk-offers-wait = This may take a minute: partners’ sites are asked slowly.
desk-offers-title = What { $host } offers
desk-offers-again = Look at another address
desk-offers-first = The first practices, as they would arrive
desk-offers-choose = Read this from now on
desk-offers-refine = Look at the settings first
desk-offers-by-hand = Write the settings yourself
desk-offers-daily = Every day
desk-offers-every-days = Every { $n } days
desk-offers-weekly = Every week
desk-offers-monthly = Every 30 days
desk-change-title = Change “{ $name }”
desk-change-lede = The new rules were tried on the last 30 pages. Nothing has been changed yet.
desk-change-no-pages = The new rules could not be tried: no page of this source is kept any more. Nothing has been changed yet; what they find shows only in the next run.
desk-change-not-tried = The new rules could not be tried on the kept pages. Nothing has been changed yet; what they find shows only in the next run.
desk-change-tried =
    { $n ->
        [one] { $n } practice tried
       *[other] { $n } practices tried
    }
desk-change-same =
    { $n ->
        [one] { $n } is read as before
       *[other] { $n } are read as before
    }
desk-change-differ =
    { $n ->
        [one] { $n } would be read differently
       *[other] { $n } would be read differently
    }
desk-change-lost =
    { $n ->
        [one] { $n } would not be found any more
       *[other] { $n } would not be found any more
    }
desk-change-untried =
    { $n ->
        [one] { $n } could not be tried: its page is not kept any more
       *[other] { $n } could not be tried: their pages are not kept any more
    }
desk-change-listing =
    { $n ->
        [one] { $n } practice found in the listing { $url }
       *[other] { $n } practices found in the listing { $url }
    }
desk-change-use = Use these settings
desk-change-leave = Leave it as it is
desk-change-field = Field
desk-change-before = Before
desk-change-after = Now
desk-mend = Look for a fix
desk-mend-hint = The rules find nothing any more: probably the layout of the site has changed. Other ways to read it can be tried and compared with what was read before.
desk-mend-title = Other ways to read “{ $name }”
desk-mend-lede = What the site gives now, beside what was read before. Nothing is changed until you choose, and a choice is tried on the kept pages first.
desk-mend-none = No other way was found.
desk-mend-new = not read before
desk-mend-same = As before.
desk-mend-use = Use this
desk-point = Point at it
desk-point-title = Point at what “{ $name }” shows
desk-point-lede = Choose what you are looking for, then point at it on a page as it was kept. Where there are many of a kind, point at two and the rest is found. Nothing changes before you use the rules.
desk-point-no-pages = No page of this source is kept yet. Fetch some below.
desk-point-target = What are you pointing at?
desk-point-on-lists = On the page that lists the practices
desk-point-on-pages = On a practice’s own page
desk-point-in-box = { $field } (in the box)
desk-point-published = Date of publication
desk-point-no-script = Pointing needs scripts, which are off here. Choose from the list of pieces, or write a selector.
desk-point-page = Page
desk-point-list-page = List: { $url }, { $when }
desk-point-practice-page = Practice: { $url }, { $when }
desk-point-keys = Click, or use the keys: down and up go to the next and the previous piece, right goes into it, left out of it. Enter chooses, Escape starts anew.
desk-point-sheet = The page as it was kept
desk-point-none = Nothing chosen yet.
desk-point-count = Found: { $n }
desk-point-second = Point at a second one, and all like these are found.
desk-point-here = { $what }: { $words }
desk-point-wider = Take what is round it
desk-point-clear = Start anew
desk-point-found = What the rule finds
desk-point-cut = The page is very long; only its beginning can be shown.
desk-point-listed = Choose from a list of the page’s pieces
desk-point-selector = Selector
desk-point-selector-hint = Made by pointing. You may change it.
desk-point-attribute = Attribute
desk-point-attribute-hint = Only where what you want is no text: datetime, title, content. May stay empty.
desk-point-take = The rules there are
desk-point-instead = The new rule takes their place
desk-point-besides = The new rule is tried when they find nothing
desk-point-add = Take this rule
desk-point-made = Rules made so far
desk-point-made-hint = They are not in use yet. When you use them, they are tried on the kept pages first.
desk-point-use = Use these rules
desk-point-fetch-title = Pages to point at
desk-point-fetch-hint = Fetches the list and the first practices as they are now, and keeps these pages. It may take a minute.
desk-point-fetch = Fetch pages now
desk-point-offer = Keep it paused and point at what is wrong
desk-source-running = It is being read just now.
desk-source-stopping = It is being read just now, and was asked to stop.
desk-source-stop = Stop this run
desk-failed = Pages that could not be read
desk-failed-lede = Each stays here until a run has read it. What is published from such a page has not changed.
desk-failed-count =
    { $n ->
        [one] { $n } page could not be read
       *[other] { $n } pages could not be read
    }
desk-failed-stage-permission = Not asked for
desk-failed-stage-fetch = Did not come
desk-failed-stage-read = Cannot be read
desk-failed-stage-extract = No practice found
desk-failed-stage-compare = Not believed
desk-failed-since = Failing since { $when }.
desk-failed-tried = Tried again on { $when }: it failed again.
desk-failed-tried-rests = Tried again on { $when }: the site asked to be left alone until { $until }.
desk-failed-rests = The site asked to be left alone until { $until }.
desk-failed-kept = The page as it came
desk-failed-list = This page lists practices. “Read it now” reads it again, with all that it lists.
desk-failed-waits = This page is being read again.
desk-failed-look = See what came of it
desk-failed-try = Try this page again
desk-failed-try-this = Try this page again: { $url }
desk-failed-read-now = Read
desk-failed-item = Open the item
desk-failed-do-robots = Ask the partner to let our robot read it, or enter the practice by hand.
desk-failed-do-host = Try it again once the host is in the settings.
desk-failed-do-run = Have the whole source read with “Read it now”.
desk-failed-do-wait = Nothing to do: the next run tries it again.
desk-failed-do-open = Open the page in your browser. If it fails there too, tell the partner; if not, try it again.
desk-failed-do-by-hand = If it is a document, open it and enter the practice by hand.
desk-failed-do-login = Look at the page as it came. If it asks visitors to sign in, ask the partner for an open address.
desk-failed-do-scripts = Ask the partner for a feed, or enter the practice by hand.
desk-failed-do-partner = Check the link in the partner’s list, and tell the partner if it is wrong.
desk-failed-do-again = Try it again. If it keeps failing and opens in your browser, tell the operator.
desk-failed-do-rules = Look at the page as it came. If the practice is there, the settings miss its title: an admin can point at it.
desk-failed-do-compare = Look at the page as it came. If it is right, have the whole source read: the run then asks you whether the source has changed.
desk-failed-not-removed = This source was removed: none of its pages is read.
desk-failed-not-paused = This source is paused. Start reading it before you try a page again.
desk-failed-not-running = This source is being read just now. Look here again when it is done.
desk-failed-not-held = A run of this source waits for an editor. Decide on that first.
desk-failed-not-resting = The site asked to be left alone until { $until }. Try the page again after that.
desk-failed-not-failing = This page does not wait to be read again: it was read in the meantime, or is not listed any more.
desk-source-manners = How it is asked
desk-source-agent = We call ourselves: { $agent }
desk-source-robots-not-asked = robots.txt of { $host } has not been asked for yet.
desk-source-robots-nothing = { $host } has no rules for robots ({ $when }).
desk-source-robots-yes = robots.txt of { $host } lets us read the addresses ({ $when }).
desk-source-robots-no = robots.txt of { $host } says no to an address ({ $when }); it is not read.
desk-source-resting = The site asked to be left alone until { $when }. Until then nobody asks it for anything; a run that is wanted now takes place then.
desk-source-delay = { $host }: one request at a time, { $n } s apart at least.
desk-source-validators = { $url } is only fetched again when it has changed: { $marks }
desk-fix-of-run = Another way to read the site was tried. Nothing is changed until somebody chooses it.
desk-fix-look = See it beside what was read before
desk-fix-tried = Tried on { $when }, when the rules no longer found what they used to.
desk-fix-waiting =
    { $n ->
        [one] The rules no longer find what they used to. Another way to read the site was tried; nothing is changed until you choose it.
       *[other] The rules no longer find what they used to. { $n } other ways to read the site were tried; nothing is changed until you choose one.
    }
desk-reading = { $field }, as { $reader } reads it
desk-reading-take = Put this text into the form
desk-reading-taken = The other reading stands in “{ $field }” now. Nothing is saved yet.
desk-reading-undo = Put back what stood there
desk-readings =
    { $n ->
        [one] The page can be read in another way: see the other text
       *[other] The page can be read in { $n } other ways: see the other texts
    }
desk-care = Who looks after it, and what it is measured by
desk-care-owner = Who is told when it needs a person, and when it is well again
desk-care-everybody = Everybody at the desk
desk-care-owner-save = Save
desk-care-yield = A run usually lists { $least } to { $most } practices, by what was found first. Another number is held for an editor; another range can be set in the settings.
desk-care-yield-set = A run is to list { $least } to { $most } practices, by the settings. Another number is held for an editor.
desk-care-yield-none = How many practices a run usually lists is not known yet.
desk-care-how = These practices were found first. A run in which one of them has lost its title, its place or half of its text is held for an editor.
desk-care-none = Nothing is pinned yet: the next run that finds something does it.
desk-care-now = Now
desk-care-pinned = Expected
desk-care-same = as expected
desk-care-gone = not there any more
desk-care-texts = Text
desk-care-short = short ({ $n } characters)
desk-care-middling = of middling length ({ $n } characters)
desk-care-long = long ({ $n } characters)
desk-care-pin = Expect what is read now
desk-versions = Earlier settings
desk-version = { $number } · { $when } · { $who }
desk-version-by-command = by command
desk-version-current = in use
desk-version-use = Use these again
desk-source-admin-only = Only admins change settings.
desk-fault-at = { $place }: { $fault }
desk-source-faults =
    { $n ->
        [one] One setting needs your attention
       *[other] { $n } settings need your attention
    }
desk-trial = Trial: { $name }
desk-trial-back = Back to the source
desk-trial-nothing = No practice was found.
desk-trial-counts = { $listed } listed, { $requests } requests, { $seconds } s
desk-trial-late = The trial was ended before all was read. A run in the background has more time.
desk-trial-new = New
desk-trial-changed = Changed
desk-trial-same = As they are known
desk-trial-all-same = Nothing is new or changed.
desk-trial-gone = Gone at the source
desk-trial-named = Named and not read in this trial
desk-trial-held = A run that reads this would wait for an editor.
desk-trial-pages = The pages that were fetched
desk-trial-pages-hint = They are kept only on this page.
desk-trial-raw = As it was received
desk-trial-cleaned = As it looks, without scripts and pictures
desk-trial-cleaned-of = { $url }, without scripts and pictures
desk-trial-cut = This is its beginning; the page is longer.
desk-trial-off = Trying is switched off here.
desk-imports = Practices from files
desk-imports-lede = Bring many practices at once. You see what each row would become before anything is kept, and every practice then waits in the queue like any other. No city is written to.
desk-imports-before = Files brought so far
desk-imports-none = None yet.
desk-import-file = File
desk-import-file-hint = A table as CSV or XLSX whose first row names the columns, or filled-in templates (DOCX or ODT), one or several in a zip file. At most { $megabytes } MB, { $rows } rows and { $columns } columns.
desk-import-list = List
desk-import-list-hint = Practices are known again within their list: a file brought to the same list once more updates what came before, and makes no copies.
desk-import-new-list = A new list
desk-import-new-legend = For a new list
desk-import-list-name = Its name, as readers see it
desk-import-list-address = A page that tells about it
desk-import-list-address-hint = Readers are sent there from every practice that has no page of its own.
desk-import-look = Bring the file
desk-import-brought = Brought
desk-import-rows = Rows
desk-import-waits = not filed yet
desk-import-runs = being filed
desk-import-runs-hint = Each row is told here once it is filed.
desk-import-done = filed
desk-import-stopped = stopped on the way
desk-import-stopped-why = The program stopped working on this file before its end. What is filed is filed once; going on makes no copies.
desk-import-go-on = Go on
desk-import-look-again = Look again
desk-import-map-lede =
    { $n ->
        [one] { $n } row. What is each column taken for?
       *[other] { $n } rows. What is each column taken for?
    }
desk-import-columns = Columns
desk-import-column = Column
desk-import-cells = First cells
desk-import-taken-for = Taken for
desk-import-id = Id, which names the practice for ever
desk-import-address = Page where readers find it
desk-import-country = Country of the city
desk-import-from = Beginning of the period
desk-import-to = End of the period
desk-import-leave = Not read
desk-import-try = See what would happen
desk-import-again = Show the first rows anew
desk-import-discard = Throw the file away
desk-import-first = The first rows as they would be read
desk-import-first-hint = Without a column for the id, a practice is known again by its title, its first city and the country.
desk-import-row = Row { $number }
desk-import-row-of = Row { $number } of { $file }, brought { $when }
desk-import-all-rows = All rows of this file
desk-import-fault = { $column }: { $said }
desk-import-trial-lede = Nothing is kept yet. This is what would become of each row.
desk-import-go = File these rows
desk-import-nothing = No row would enter the queue.
desk-import-refused = The refused rows as a table, each with the reason
desk-import-refused-hint = Put them right there and bring that table to the same list.
desk-import-counts = Rows by what became of them
desk-import-number = Row
desk-import-outcome = What becomes of it
desk-import-reason = Why
desk-import-no-rows = No such row.
desk-import-is-new = new
desk-import-is-changed = changed
desk-import-is-same = the same
desk-import-is-refused = refused
desk-import-all =
    { $n ->
        [one] { $n } row
       *[other] { $n } rows
    }
desk-import-count-new = { $n } new
desk-import-count-changed = { $n } changed
desk-import-count-same = { $n } the same
desk-import-count-refused = { $n } refused
desk-log = Log
desk-log-lede = Everything that was done, newest first. Nothing here is ever changed or removed.
desk-log-older = Older entries
desk-log-item = the item
desk-log-source = the source
desk-log-practice = the practice
desk-log-import = the file
desk-cities = Cities
desk-cities-total =
    { $n ->
        [one] { $n } city in the network
       *[other] { $n } cities in the network
    }
desk-city = City
desk-country = Country
desk-practices = Practices
desk-letters-in = Letters in
desk-published = Published practices
desk-links = Broken links
desk-links-broken =
    { $n ->
        [0] No broken links
        [one] { $n } broken link
       *[other] { $n } broken links
    }
desk-links-how = Every address that a published practice sends readers to is looked at once a week. What failed twice in a row is told here.
desk-links-none = Every link that has been looked at works.
desk-links-address = Address
desk-links-why = What happened
desk-links-since = Since
desk-links-copy = Archived copy of { $day }
desk-published-total =
    { $n ->
        [one] { $n } practice is live
       *[other] { $n } practices are live
    }
desk-practice = Practice
desk-live-since = Live since
desk-revisions-word = Revisions
desk-revision-count =
    { $n ->
        [one] { $n } revision
       *[other] { $n } revisions
    }
desk-read-page = Read the public page
desk-revisions-of = Revisions: { $title }
desk-revision-first = The first text.
desk-confirm = Is the text still right?
desk-confirm-last = The city last confirmed it on { $day }.
desk-confirm-never = The city has not confirmed it since it was published.
desk-confirm-how = How the city told you
desk-confirm-how-hint = For example: by email from Olena Marchuk. Only editors see this.
desk-confirm-go = The city says it is still right
desk-texts = Texts of the site
desk-texts-lede = What stands on the pages around the practices, in each language.
desk-text-introduction = Introduction
desk-text-about = About
desk-text-how-practices-are-chosen = How practices are chosen
desk-text-accessibility = Accessibility
desk-text-privacy = Privacy
desk-text-template = Template for a practice
desk-text-title = { $name }, { $language }
desk-text-body = Text
desk-text-hint = Markdown, headings from ##. Placeholders: { $placeholders }.
desk-text-default = As delivered
desk-text-version = Version { $number } · { $when } · { $who }
desk-text-versions = Versions
desk-text-again = Use this one again
desk-text-saved = Saved. Readers see it at once.
desk-text-now = The text as it is now
desk-work = Given-up work
desk-work-lede = What the program tried in the background and gave up, with the reason. Nothing of it is lost.
desk-work-none = Nothing was given up.
desk-work-what = What
desk-work-when = Given up
desk-work-why = Reason
desk-work-tries = Tries
desk-work-do = What to do
desk-work-submission = Reading submission { $name }
desk-work-notification = Email to { $name }
desk-work-rendition = The PDF of “{ $name }”
desk-work-link = The link { $url }
desk-work-source = Reading source { $name }
desk-work-import = Filing the rows of { $name }
desk-work-retry = Try again
desk-work-discard = Discard
desk-people = People
desk-person = Name
desk-person-role = Role
desk-person-state = State
desk-role-editor = Editor
desk-role-admin = Admin
desk-role-editor-hint = Editor: reviews, edits, publishes
desk-role-admin-hint = Admin: besides, invites people, sets up sources, sees to background work
desk-person-active = Active
desk-person-invited = Invited, no password yet
desk-person-disabled = Closed since { $when }
desk-person-disable = Close the account
desk-person-enable = Open it again
desk-person-you = this is you
desk-invite = Invite somebody
desk-invite-hint = They get an email with a link to choose a password. The link works for three days.
desk-invite-send = Send the invitation
desk-invite-sent = The invitation is on its way.
desk-interface-language = Language of desk and letters
desk-profile = Your profile
desk-profile-account = Account
desk-keys = Keys
desk-keys-lede = Single keys press the buttons that show them. They are silent while you write. On a keyboard without Latin letters the key in the same place counts.
desk-keys-on = Keys are on.
desk-keys-off = Keys are off.
desk-keys-switch-on = Switch keys on
desk-keys-switch-off = Switch keys off
desk-key = Key
desk-key-does = What it does
desk-key-a = Approve and go to the next item
desk-key-c = Ask the city for changes
desk-key-r = Reject; then 1 to 6 choose the reason
desk-key-m = Put it beside the nearest of what it looks like, to compare or merge
desk-key-e = Edit the text
desk-key-jk = Next and previous item
desk-key-d = Next change in the text
desk-key-s = Page at the source, or the text as sent
desk-key-z = Undo the last decision
desk-key-t = Add the topic suggested first
desk-key-slash = Search
desk-key-question = This list
desk-found = Found: { $words }
desk-find-title = Search
desk-found-items = Items
desk-found-practices = Published practices
desk-found-sources = Sources
desk-found-nothing = Nothing has these words in its title or city.


## source (pages and messages about partner sources)
source-outcome-ok = New practices found.
source-outcome-changed = Nothing new, but known practices have changed.
source-outcome-gone = Nothing new or changed, but known practices are gone at the source.
source-outcome-stopped = Stopped by { $who }.
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
source-unusual-many = Held for an editor: { $found } practices listed, where { $known } were known. Perhaps it is another list.
source-unusual-sample-title = Held for an editor: “{ $title }”, by which this source is measured, is not there any more under this title.
source-unusual-sample-text = Held for an editor: of “{ $title }”, by which this source is measured, less than half of the text is left.
source-unusual-sample-place = Held for an editor: “{ $title }”, by which this source is measured, names no place any more.
source-unusual-missing = Held for an editor: of { $all } changed pages { $count } lack parts of the text that were there before. Perhaps the layout has changed.
source-unusual-field = Held for an editor: of { $all } changed pages that had “{ source-field }”, { $count } lack it now. Perhaps the layout has changed.
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
        [one] Held for an editor: { $count } practice has moved to another address, from { $from } to { $to }.
       *[other] Held for an editor: { $count } practices have moved to other addresses, for example from { $from } to { $to }.
    }

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
source-fault-gone = The list is not at its address any more: the site answered with status { $status }.
source-fault-crash =
    { $count ->
        [one] Our program ended while it read this site. It tries again once a day.
       *[other] Our program ended { $count } times while it read this site. It tries again once a day.
    }
source-fault-ours = Reading this site failed for a reason that lies with us: { $reason }
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
source-fault-not-a-sitemap = The address holds no sitemap.
source-fault-not-oai = What the address answers is not OAI-PMH.
source-fault-not-json = What the address answers is not JSON, or JSON that is broken.
source-fault-declined = The interface declined and said: { $said }
source-fault-unreadable = The page could not be read.

source-page-came-new = A new practice: it waits in the queue.
source-page-came-changed = The practice has changed: the change waits in the queue where there is something to decide.
source-page-came-same = The practice is as it was.
source-page-missing = The site says that this page is not there any more. The next run asks an editor about it.
source-page-rules-changed = The settings have changed since the last run, or what was read was forgotten.
source-page-unlisted = The list does not name this page any more.
source-page-unlike = What the page says is far from what this source is measured by. Nothing was filed.
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
source-note-out-of-time = Ended after { $seconds } seconds. The site may ask for long pauses between requests.
source-note-same-page = This practice leads to the same page as another one and was left out. Perhaps the site asks visitors to sign in.
source-note-merged = This address now leads to the page of another practice of the list: { $other }
source-note-no-title = No title was found on this page.
source-note-other-site = Links to another site, “{ $host }”, were left out. Add it to the hosts of this source if it belongs to the partner.
source-note-circles = A link that seems to go round in circles was left out: { $url }
source-note-notice = The page says that the site is closed or that nothing is there.
source-note-no-text = No text was found on this page.
source-note-moves-left =
    { $count ->
        [one] { $count } page has moved to another address and is left at the old one here, as an editor decided.
       *[other] { $count } pages have moved to other addresses and are left at the old ones here, as an editor decided.
    }
source-note-same-text = Several pages say the same under the same title and were left out. Perhaps the site is closed, or asks visitors to sign in.
source-note-personal = Contact details on the partner’s page were left out.
source-note-login = The page asks visitors to sign in.
source-note-scripts = The page is almost empty until scripts fill it. Look for a feed or another address that shows the list.
source-note-hidden-text = Part of the text is hidden on the partner’s page. Check that it belongs there.
source-note-city-unsure = Several countries have a city “{ $city }”: { $countries }. Say which is meant.
source-note-cut = The text was too long and has been cut.
source-note-repeated = Left out, for most pages of this source have it: “{ $words }”.
source-offer-list =
    { $count ->
        [one] A list of { $count } practice on this page
       *[other] A list of { $count } practices on this page
    }
source-offer-list-pages =
    { $count ->
        [one] A list that goes on over several pages, { $count } practice on the first
       *[other] A list that goes on over several pages, { $count } practices on the first
    }
source-offer-feed = A feed: { $url }
source-offer-feed-itself = The address is a feed itself
source-offer-automatic = The same pages, read automatically
source-offer-sitemap =
    { $count ->
        [one] The site’s own list of its pages: { $count } address under { $folder }
       *[other] The site’s own list of its pages: { $count } addresses under { $folder }
    }
source-offer-sitemap-whole = The site’s own list of its pages (sitemap)
source-offer-oai = A repository that speaks OAI-PMH: { $name }
source-offer-json =
    { $count ->
        [one] The page is filled by scripts. They load data with { $count } entry from { $url }
       *[other] The page is filled by scripts. They load data with { $count } entries from { $url }
    }
source-offer-json-inline =
    { $count ->
        [one] The page is filled by scripts. The data they show lies in the page, { $count } entry
       *[other] The page is filled by scripts. The data they show lies in the page, { $count } entries
    }
source-offer-json-itself =
    { $count ->
        [one] The address answers with data (JSON), { $count } entry
       *[other] The address answers with data (JSON), { $count } entries
    }
source-offer-json-ld =
    { $count ->
        [0] The address answers with data in the words of schema.org
        [one] Data in the words of schema.org on this page, { $count } entry
       *[other] Data in the words of schema.org on this page, { $count } entries
    }
source-offer-ckan = A data catalogue (CKAN)
source-find-nothing = Nothing was found here that can be read on a schedule. Try the page that lists the practices, or a feed.
source-find-late =
    { $seconds ->
        [one] The search was stopped after { $seconds } second; there may be more to find.
       *[other] The search was stopped after { $seconds } seconds; there may be more to find.
    }


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
mail-merged-subject = Put together with another: “{ $title }”
mail-merged-title = “{ $title }” was put together with another practice
mail-merged-words = Thank you for sending this practice from { $city }. It tells of the same work as “{ $into }”. The editors have therefore put the two together: there is one text about it, “{ $into }”.
mail-merged-next = There is nothing you need to do. Your text is not deleted. If these are two different practices, tell the editors, and they can separate them again.
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

mail-still-title = Is “{ $title }” still right?
mail-still-words = A year has passed since we last heard about the practice of your city, { $city }. Readers are shown when a city last confirmed its text, and trust it more when that was not long ago.
mail-still-next = Please open your page, read the published text, and press “The text is still right”. If something has changed, you can send a new version there.

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
mail-trouble-unusual = The run brought something unusual and waits whole. { $reason }
mail-trouble-held =
    { $count ->
        [0] Nothing was found where { $least } to { $most } entries were expected. The whole run is held back.
        [one] One entry was found where { $least } to { $most } were expected. The whole run is held back.
       *[other] { $count } entries were found where { $least } to { $most } were expected. The whole run is held back.
    }

mail-links-title =
    { $count ->
        [one] A link of a published practice leads nowhere
       *[other] { $count } links of published practices lead nowhere
    }
mail-links-words =
    { $count ->
        [one] This address failed each time it was looked at in the last days:
       *[other] These addresses failed each time they were looked at in the last days:
    }
mail-links-more =
    { $count ->
        [one] And one more.
       *[other] And { $count } more.
    }
mail-links-next = Nothing has been changed. The list says where each link stands, and has a copy of the page where one was kept. You are told of each link once.
mail-links-button = See the broken links
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
error-reason-missing = Choose a reason.
error-day = Write a day as 2026-12-24.
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
error-source-kind = Write “pages”, “feed”, “sitemap”, “oai”, “json”, “json_ld” or “ckan”.
error-source-part = Write “page” or “card”.
error-source-host = Write a host such as “docs.example.org” or “*.example.org”.
error-source-rule = A rule needs “select” (with “attribute” and “pattern” if wanted), or “path” (with “pattern”), or “pattern”, or “constant”.
error-source-selector = This is not a CSS selector: { $fault }
error-source-pattern = This is not a regular expression: { $fault }
error-source-no-title = At least one rule must find the title.
error-source-no-page-number = The address must hold “{"{"}page{"}"}” where the number of the page goes.
error-source-two-paginations = Give either “next” or “numbered”, not both.
error-source-not-in-feed = This has no meaning in a feed.
error-source-other-kind = This has no meaning for this kind of source.
error-source-no-card = Only listing pages have boxes around practices.
error-source-not-data = A path reads data. On pages and in feeds write “select”.
error-source-only-data = Here practices come as data. Write “path”, or “constant”.
error-source-path = This is neither a JSON Pointer such as “/results” nor a JSON path such as “$.results[*]”: { $fault }
error-source-no-id = Say where a practice’s id or its address stands: “id” or “link”.
error-source-set = This is not the name of an OAI-PMH set.
error-missing = An answer is needed here.
error-revision-changed-meanwhile = Readers see a newer text by now. Read it first, then confirm it.
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
error-status-unknown = “{ $status }” is not one of the answers: still running, ended, regular service.
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
error-source-known = The source “{ $name }” reads this address already.
error-table-missing = Choose a file.
error-table-again = Choose the file again: browsers do not keep it.
error-table-empty = There is nothing in this file.
error-table-too-large = The file is larger than { $most } MB. Divide it into several.
error-table-bomb = The file unpacks to more than { $most } MB. Divide it into several, without pictures.
error-table-rows = The file has more than { $most } rows. Divide it into several.
error-table-columns = The file has more than { $most } columns. Delete those that are not needed.
error-table-cell = A cell in row { $most } is longer than any field may be.
error-table-kind = This is no table that can be read. Save it as CSV or XLSX, or bring filled-in templates (DOCX or ODT), one or several in a zip file.
error-table-encoding = The letters of this file cannot be read. Save it as CSV in UTF-8, or as XLSX.
error-table-broken = The file cannot be opened; it may be damaged. Save it again in the program it comes from.
error-table-locked = The file is locked with a password, or comes from an old version of a spreadsheet program. Save it without a password, as XLSX or CSV.
error-table-no-documents = There is no filled-in template in this file.
error-table-no-rows = The file has names of columns and no row below them.
error-table-twice = The same practice stands in row { $row } already.
error-table-address = This is no web address.
error-table-document = This is no filled-in template in DOCX or ODT, or it cannot be opened.
error-table-document-locked = This document is locked with a password.
error-table-document-empty = No answer was found in this document.
error-import-list = Choose a list, or name a new one.
error-import-list-known = There is a list of that name: choose it above.
error-import-doubled = Two columns are taken for the same. Choose one of them.
error-import-no-title = No column is taken for the title.
error-file-empty = “{ $file }” is empty. Choose the file again.
error-file-too-large = “{ $file }” is larger than { $most } MB. Send a smaller version of it.
error-files-too-large = With “{ $file }” the files weigh more than { $most } MB together. Send fewer or smaller ones.
error-file-no-picture = “{ $file }” is not a JPEG, PNG or WebP picture.
error-file-no-document = “{ $file }” is not of a kind we take: PDF, Word, PowerPoint, Excel, OpenDocument or plain text.
error-file-other-content = What is in “{ $file }” is not what its name says. Save it again in the program it comes from.
error-file-macros = “{ $file }” holds macros. Save it without them, or as a PDF.
error-file-virus = “{ $file }” was recognised as harmful and was not kept.
error-file-not-taken = “{ $file }” was not kept. Choose it again when you send the form.
error-files-too-many = { $most } files at most.
error-files-too-many-tries = “{ $file }” was not kept: this form has brought too many files. Open it anew in another window.
error-picture-too-many-pixels = “{ $file }” has more than { $most } million pixels. Send a smaller version of it.
error-picture-broken = “{ $file }” could not be opened. It may be damaged; save it again.
error-picture-without-file = These words belong to a picture, but no file was chosen. Choose it, or clear the words.
error-too-many-forms = Many forms came from your network within the hour, so this one was not sent. All you typed is here: keep this page open and send it again in an hour.
error-sent-meanwhile = A newer version was sent while you were writing, perhaps by a colleague. Compare it with yours on the status page; if you send again, yours is the one that counts.
error-nothing-changed = Nothing was changed yet.


## export (a copy of the site as files)
export-note = This is a copy of { $day }. The site itself:
export-no-script = The search of this copy needs JavaScript. The list beside it is complete without.

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
