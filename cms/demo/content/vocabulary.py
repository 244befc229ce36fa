"""The words that join the demo: its keywords and its organizations.

Publishers that exist stand here by name alone, without an address; the others are invented.
"""

from .shapes import DemoKeyword, DemoOrganization

KEYWORDS = (
    DemoKeyword(
        "988 Suicide & Crisis Lifeline",
        synonyms=("988", "988 Lifeline", "National Suicide Prevention Lifeline"),
    ),
    DemoKeyword("Accessibility", synonyms=("accommodations", "reasonable modifications")),
    DemoKeyword("Americans with Disabilities Act", "ADA", ("disability rights law",)),
    DemoKeyword("Autism", synonyms=("autistic people", "autism spectrum", "neurodivergent people")),
    DemoKeyword("Behavioral health", synonyms=("mental health", "mental health and substance use")),
    DemoKeyword(
        "Co-responder teams", synonyms=("co-responders", "co-response", "ride-along clinicians")
    ),
    DemoKeyword("Crisis", synonyms=("mental health crisis", "behavioral health crisis")),
    DemoKeyword("Crisis Intervention Team", "CIT", ("CIT program", "CIT training")),
    DemoKeyword(
        "Deaf and hard of hearing people", synonyms=("Deaf people", "American Sign Language", "ASL")
    ),
    DemoKeyword("De-escalation", synonyms=("calming", "verbal de-escalation")),
    DemoKeyword(
        "Dispatch", synonyms=("dispatchers", "911 call takers", "emergency communications")
    ),
    DemoKeyword("Evaluation", synonyms=("outcomes", "program evaluation")),
    DemoKeyword("Families", synonyms=("family members", "caregivers")),
    DemoKeyword("Housing", synonyms=("landlords", "held rooms")),
    DemoKeyword("Information sharing", synonyms=("data sharing", "privacy", "HIPAA")),
    DemoKeyword(
        "Intellectual and developmental disabilities",
        "IDD",
        ("I/DD", "developmental disabilities", "intellectual disability"),
    ),
    DemoKeyword("Jail reduction", synonyms=("jail diversion", "reducing jail use")),
    DemoKeyword("Lived experience", synonyms=("firsthand experience",)),
    DemoKeyword("Mental health assistance program"),
    DemoKeyword("Mobile crisis teams", "MCT", ("mobile crisis", "mobile response")),
    DemoKeyword("Overdose response", synonyms=("naloxone", "Narcan")),
    DemoKeyword(
        "Peer support specialists",
        synonyms=("peer specialists", "peer support workers", "certified peers"),
    ),
    DemoKeyword("Peers", synonyms=("peer supporters",)),
    DemoKeyword("Planning", synonyms=("strategic planning", "county planning")),
    DemoKeyword("Post-Crisis Assistance Program", "PCAP"),
    DemoKeyword("Prevention", synonyms=("early help",)),
    DemoKeyword("Rural communities", synonyms=("rural counties", "frontier counties", "villages")),
    DemoKeyword("Sequential Intercept Model", "SIM", ("intercept map", "SIM mapping")),
    DemoKeyword("Staff wellness", synonyms=("burnout", "rest", "shift work")),
    DemoKeyword("Youth", synonyms=("young people", "children", "adolescents")),
)

BUREAU = "Bureau of Community Crisis Programs"
OWN_CENTER = "Crisis Response TTA Center"
SAGUARO = "Saguaro Valley Behavioral Health"
PRAIRIE = "Prairie Line Counties Cooperative"
LAW_PROJECT = "Shared Information Law Project"
OPEN_LINE = "Open Line Access Project"

BJA = "Bureau of Justice Assistance"
CSG = "The Council of State Governments Justice Center"
GAINS = "GAINS Center for Behavioral Health and Justice Transformation"
LEAGUE = "National League of Cities"
MACARTHUR = "John D. and Catherine T. MacArthur Foundation"
PRA = "Policy Research Associates"
PRI = "Policy Research, Inc."
SAMHSA = "Substance Abuse and Mental Health Services Administration"
CINCINNATI = "University of Cincinnati"

ORGANIZATIONS = (
    DemoOrganization(BUREAU, "BCCP", website="https://bccp.example/"),
    DemoOrganization(
        OWN_CENTER, aliases=("TTA Center",), parent=BUREAU, website="https://tta.example/"
    ),
    DemoOrganization(
        SAGUARO, aliases=("Saguaro Valley Mobile Team",), website="https://saguaro-valley.example/"
    ),
    DemoOrganization(
        PRAIRIE, "PLCC", ("Prairie Line Counties",), website="https://prairie-line.example/"
    ),
    DemoOrganization(LAW_PROJECT, "SILP", website="https://shared-information.example/"),
    DemoOrganization(
        OPEN_LINE,
        aliases=("The Open Line Access Project", "Open Line"),
        website="https://open-line-access.example/",
    ),
    DemoOrganization(BJA, "BJA"),
    DemoOrganization(CSG, aliases=("Council of State Governments Justice Center",)),
    DemoOrganization(SAMHSA, "SAMHSA"),
    DemoOrganization(GAINS, aliases=("GAINS Center",), parent=SAMHSA),
    DemoOrganization(LEAGUE, "NLC"),
    DemoOrganization(MACARTHUR, aliases=("MacArthur Foundation",)),
    DemoOrganization(PRA, "PRA", ("Policy Research Associates, Inc.",)),
    DemoOrganization(PRI),
    DemoOrganization(CINCINNATI),
)
