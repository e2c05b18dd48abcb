### Phrases of the interface. Sections are named after the room that shows them; ids start with the section's word.

## site (public pages)
site-name = Intercultural Practice Commons


## submit (the form and the status page of a city)


## desk (the editors' pages)


## source (pages and messages about partner sources)


## mail (letters)


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

