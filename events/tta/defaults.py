"""The lists and types that a new site begins with. All of them are data: staff add, rename and retire entries."""

from events.tta.enums import OptionList

OPTIONS = {
    OptionList.AGENCY_TYPE: [
        "Law enforcement agency", "Emergency communications center", "Court", "Jail or prison",
        "Probation or parole agency", "Behavioral health provider", "State or local government",
        "Tribal government", "Non-profit organization", "School or university", "Another kind",
    ],
    OptionList.AGENCY_SCOPE: [
        "City or town", "County", "Several counties", "State or territory", "Tribal", "National",
    ],
    OptionList.SOURCE: [
        "Online form", "E-mail", "Telephone", "Conference", "Referral", "Grant condition",
    ],
    OptionList.CATEGORY: [
        "Crisis response", "Corrections", "Courts", "Reentry", "Information sharing", "Workforce",
    ],
    OptionList.PROGRAM_AREA: [
        "Police and mental health collaboration", "Crisis communications", "Justice and mental health courts",
        "Reentry", "Intellectual and developmental disabilities",
    ],
    OptionList.AUDIENCE: [
        "Patrol officers and deputies", "Dispatchers and call takers", "Peer support specialists", "Clinicians",
        "Corrections staff", "Court staff", "Elected and appointed officials", "Community members",
    ],
    OptionList.COST_BAND: [
        "Under $1,000", "$1,000 to $4,999", "$5,000 to $9,999", "$10,000 to $24,999", "$25,000 or more",
    ],
}  # fmt: skip

SUB_TOPICS = {
    "Police and mental health collaboration": [
        "Co-response", "Crisis intervention teams", "Peer support", "Case management",
    ],
    "Crisis communications": ["911 call-taking", "988 and 911 together", "Text and relay calls"],
    "Justice and mental health courts": ["Diversion", "Competency", "Court liaison"],
    "Reentry": ["Transition planning", "Housing", "Community supervision"],
    "Intellectual and developmental disabilities": ["Recognition", "Communication", "Peer roles"],
}  # fmt: skip

# key, name, when to choose it, lead time in days, why, milestones as (text, days after approval)
TYPES = [
    ("webinar", "Webinar", "A live session online for many agencies at once.", 60,
     "Presenters, captions and the announcement need about two months.",
     [("Kick-off call", 7), ("Presenters confirmed", 21), ("Announcement published", 30)]),
    ("classroom-training", "Classroom training", "A training day at your place.", 135,
     "Trainers are booked, and travel is approved, a quarter ahead.",
     [("Kick-off call", 14), ("Agenda agreed", 45), ("Trainers booked", 60)]),
    ("live-video", "Live video training", "A training for your staff by video.", 60,
     "Trainers need about two months.", [("Kick-off call", 14), ("Agenda agreed", 30)]),
    ("self-paced", "Self-paced online training", "A course that your staff take in their own time.", 0, "",
     [("Access for your staff", 14)]),
    ("telephone-training", "Telephone training", "A short training by telephone.", 30, "",
     [("Kick-off call", 7)]),
    ("inquiry", "Inquiry response", "A question that an expert answers in writing.", 0, "",
     [("First answer", 10)]),
    ("focus-group", "Focus or advisory group", "A moderated group on one question.", 90,
     "Members are invited two months ahead.", [("Members chosen", 30)]),
    ("implementation", "Implementation support", "Help over months to put a program into practice.", 30, "",
     [("Kick-off meeting", 14), ("Data collected from stakeholders", 60), ("First analysis", 90)]),
    ("peer-exchange", "Peer exchange", "A visit to an agency that has done it.", 90,
     "Both agencies need time to plan a visit.", [("Host agency found", 30), ("Visit planned", 60)]),
    ("publication", "Publication or resource", "A guide, a checklist or a tool.", 120, "",
     [("Outline agreed", 30), ("First draft", 75)]),
]  # fmt: skip

NO_LETTER = {"inquiry", "self-paced"}


def add_defaults(*, option_model, type_model, milestone_model) -> None:
    """Write the defaults, where there is nothing of them yet; for the models of now or of a migration."""
    if not option_model.objects.exists():
        for name, entries in OPTIONS.items():
            option_model.objects.bulk_create(
                [
                    option_model(list=name, name=entry, sort_order=number * 10)
                    for number, entry in enumerate(entries, start=1)
                ]
            )
        areas = {row.name: row for row in option_model.objects.filter(list=OptionList.PROGRAM_AREA)}
        option_model.objects.bulk_create(
            [
                option_model(
                    list=OptionList.SUB_TOPIC, name=name, parent=areas[area], sort_order=n * 10
                )
                for area, names in SUB_TOPICS.items()
                for n, name in enumerate(names, start=1)
            ]
        )
    if not type_model.objects.exists():
        for number, (key, name, text, days, why, milestones) in enumerate(TYPES, start=1):
            row = type_model.objects.create(
                key=key, name=name, description=text, lead_days=days, lead_reason=why,
                needs_letter=key not in NO_LETTER, sort_order=number * 10,
            )  # fmt: skip
            milestone_model.objects.bulk_create(
                [
                    milestone_model(tta_type=row, text=words, days=after, sort_order=order)
                    for order, (words, after) in enumerate(milestones)
                ]
            )
