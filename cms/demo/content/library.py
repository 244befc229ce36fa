"""What stands in the demo's library, the latest addition first.

All but the publications of others is invented, and so is whoever made it.
"""

from .publications import PUBLICATIONS
from .shapes import DemoResource
from .vocabulary import BUREAU, LAW_PROJECT, OPEN_LINE, OWN_CENTER, PRAIRIE, SAGUARO

LIBRARY_INTRODUCTION = (
    "Guides, briefs, slides and sheets to print, with what each one is good for. Start with a "
    "topic if you are new to it."
)

RESOURCES = (
    DemoResource(
        slug="dispatcher-checklist",
        title="Dispatcher checklist: crisis calls",
        type="fact_sheet",
        description="<p>One sheet for the desk, in the order in which a call unfolds: the first "
        "minute, whether 988 can help, what to tell the team, and what to do once the line is "
        "quiet. Sixteen supervisors argued over every line.</p>",
        keywords=("Dispatch", "988 Suicide & Crisis Lifeline", "Accessibility"),
        intercepts=(0, 1),
        producers=(OWN_CENTER,),
        supporters=(BUREAU,),
        year=2026,
        file="dispatcher-checklist.pdf",
    ),
    DemoResource(
        slug="four-sentences-for-young-callers",
        title="Four sentences for young callers",
        type="training",
        description="<p>Slides for a roll call of fifteen minutes. They begin with what a child "
        "means by “loud” or “asleep,” and end with who checks on that child tomorrow.</p>",
        keywords=("Youth", "Dispatch", "De-escalation"),
        intercepts=(0, 1),
        authors=("Grace Nakamura", "Lucinda Ferreira"),
        year=2026,
        file="young-callers-slides.pdf",
    ),
    DemoResource(
        slug="four-habits-of-a-night-team",
        title="Four habits of a night team",
        type="training",
        description="<p>A plan for two, a list of open doors, rest that somebody covers, and a "
        "call the next afternoon. Eight slides that a team lead can show without a "
        "projector.</p>",
        keywords=("Mobile crisis teams", "Staff wellness"),
        intercepts=(0,),
        producers=(SAGUARO, OWN_CENTER),
        supporters=(BUREAU,),
        year=2026,
        file="night-shift-slides.pdf",
    ),
    DemoResource(
        slug="three-ways-to-ride",
        title="Three ways to ride",
        type="training",
        description="<p>One car, two cars, or a clinician on a screen: when each works, and what "
        "to watch for. The last slide is a list of things to agree on before the first "
        "shift.</p>",
        keywords=("Co-responder teams",),
        intercepts=(1,),
        authors=("Dana Kowalczyk",),
        undated="The slides came from an older website and bear no date.",
        file="co-response-basics-slides.pdf",
    ),
    DemoResource(
        slug="who-drives-who-knocks",
        title="Who drives, who knocks: an agreement for two agencies",
        type="toolkit",
        description="<p>A four-page agreement with the hard lines left blank on purpose: who may "
        "end a visit, whose notes go where, and who pays when the car breaks down.</p><p>Fill it "
        "in together. The notes in the margin say what other pairs fought about.</p>",
        keywords=("Co-responder teams", "Planning"),
        intercepts=(1,),
        producers=(OWN_CENTER,),
        supporters=(BUREAU,),
        year=2025,
        url="https://tta.example/library/who-drives-who-knocks",
    ),
    DemoResource(
        slug="three-cars-five-counties",
        title="Three cars, five counties: what a co-responder team costs",
        type="report",
        description="<p>Two years of receipts from a team without a city: wages, fuel, tires, a "
        "satellite phone. Appendix B holds every number, so that you can put in your own.</p>",
        keywords=("Co-responder teams", "Rural communities", "Evaluation"),
        intercepts=(1,),
        producers=(PRAIRIE,),
        supporters=(BUREAU,),
        year=2025,
        url="https://prairie-line.example/three-cars",
    ),
    DemoResource(
        slug="may-i-tell-them",
        title="May I tell them? Privacy on one page",
        type="fact_sheet",
        description="<p>Eleven questions that come up at a door or a desk, each answered with "
        "yes, no, or “call a lawyer first.” The back of the page says which law each answer "
        "rests on.</p>",
        keywords=("Information sharing",),
        intercepts=(1, 2, 3),
        producers=(LAW_PROJECT,),
        year=2025,
        url="https://shared-information.example/may-i-tell-them",
    ),
    DemoResource(
        slug="before-the-jail-door",
        title="Before the jail door: what a booking nurse needs to hear",
        type="brief",
        description="<p>Six facts that are known in the car and lost at the counter, among them "
        "the last dose, the name of a sister, and what helped an hour ago. With a card that "
        "fits a shirt pocket.</p>",
        keywords=("Information sharing", "Jail reduction", "Behavioral health"),
        intercepts=(2, 3),
        producers=(LAW_PROJECT, PRAIRIE),
        year=2022,
        url="https://shared-information.example/booking-nurse",
    ),
    DemoResource(
        slug="card-in-the-visor",
        title="The card in the visor",
        type="fact_sheet",
        description="<p>A card that a Deaf driver and an officer can both point at: where the "
        "papers are, how to get an interpreter, and that hands will move. Below it, the "
        "officer reads what to do first.</p>",
        keywords=(
            "Deaf and hard of hearing people",
            "Accessibility",
            "Americans with Disabilities Act",
        ),
        intercepts=(1,),
        producers=(OPEN_LINE,),
        supporters=(BUREAU,),
        year=2024,
        file="visor-card.pdf",
    ),
    DemoResource(
        slug="quiet-on-arrival",
        title="Quiet on arrival: autism and the first five minutes",
        type="guide",
        description="<p>Lights off, radio down, one voice. Autistic adults and a patrol sergeant "
        "went through nine calls together and marked the moment at which each one turned.</p>",
        keywords=("Autism", "De-escalation", "Crisis Intervention Team"),
        intercepts=(1,),
        producers=(OPEN_LINE,),
        supporters=(BUREAU,),
        year=2023,
        url="https://open-line-access.example/quiet-on-arrival",
    ),
    DemoResource(
        slug="plain-words-at-the-door",
        title="Plain words at the door",
        type="guide",
        description="<p>How to ask, explain and wait when a person needs more time with words. "
        "Every page was tested by members of a self-advocacy group, who crossed out half of the "
        "first draft.</p>",
        keywords=(
            "Intellectual and developmental disabilities",
            "Lived experience",
            "Accessibility",
        ),
        intercepts=(0, 1),
        authors=("Ibrahim Castellan", "Thea Lindqvist"),
        year=2025,
        url="https://open-line-access.example/plain-words",
    ),
    DemoResource(
        slug="twenty-questions-about-the-ada",
        title="Twenty questions about the ADA that crisis teams ask",
        type="brief",
        description="<p>Does a service dog ride along? Must a walk-in center have an interpreter "
        "at midnight? Short answers, with the question to put to your own county attorney.</p>",
        keywords=("Americans with Disabilities Act", "Accessibility", "Crisis"),
        intercepts=(0, 1, 2, 3),
        producers=(LAW_PROJECT, OPEN_LINE),
        year=2023,
        url="https://shared-information.example/twenty-questions",
    ),
    DemoResource(
        slug="posting-a-peer-job",
        title="Posting a peer job, before and after",
        type="toolkit",
        description="<p>The first posting asked for a degree and drew nobody. The second was "
        "written by a peer and drew nineteen people. Both are here, with a pay scale and a plan "
        "for the first ninety days.</p>",
        keywords=("Peer support specialists", "Peers", "Lived experience"),
        intercepts=(0,),
        authors=("Marcus Adeyemi", "Wendell Baptiste"),
        year=2024,
        url="https://library.example.org/posting-a-peer-job",
    ),
    DemoResource(
        slug="supervision-over-coffee",
        title="Supervision over coffee: a year with five peer teams",
        type="article",
        description="<p>What does a supervisor say when a call was too close to home? Notes from "
        "fifty-two Tuesdays, including the four on which the author got it wrong.</p>",
        keywords=("Peer support specialists", "Staff wellness"),
        intercepts=(0, 5),
        authors=("Otis Merriweather",),
        year=2024,
        url="https://library.example.org/supervision-over-coffee",
    ),
    DemoResource(
        slug="what-families-remember",
        title="What families remember",
        type="report",
        description="<p>Sixty families, asked a year later. Few recalled the uniform or the "
        "diagnosis. Nearly all recalled whether somebody said goodbye.</p>",
        keywords=("Families", "Youth", "Behavioral health"),
        intercepts=(0, 1),
        authors=("Lucinda Ferreira", "Rosa Villanueva"),
        supporters=(BUREAU,),
        year=2025,
        url="https://harbor-county-crisis.example/what-families-remember",
    ),
    DemoResource(
        slug="day-six",
        title="Day six: a room for the week after the crisis bed",
        type="guide",
        description="<p>Rent, keys, a bus pass and a name to call. One house in Louisiana opens "
        "its books and shows what a held room costs, and what it costs to have none.</p>",
        keywords=("Housing", "Prevention", "Peers"),
        intercepts=(0, 4),
        authors=("Wendell Baptiste",),
        year=2025,
        url="https://open-door-house.example/day-six",
    ),
    DemoResource(
        slug="doors-open-at-3-am",
        title="Doors open at 3 a.m.",
        type="website",
        description="<p>A list of walk-in places in one valley, and the few lines of code behind "
        "it. Somebody calls each place every month; copy the habit along with the code.</p>",
        keywords=("Mobile crisis teams", "Crisis", "Behavioral health"),
        intercepts=(0,),
        producers=(SAGUARO,),
        undated="The list changes every month, so it has no year.",
        url="https://saguaro-valley.example/open-doors",
    ),
    DemoResource(
        slug="the-bag-behind-the-seat",
        title="The bag behind the seat",
        type="video",
        description="<p>Seven minutes in a parking lot. A clinician and a sergeant empty a "
        "response bag, count what has expired, and pack it again in the order in which hands "
        "reach for things.</p>",
        keywords=("Overdose response", "Co-responder teams"),
        intercepts=(0, 1),
        producers=(SAGUARO,),
        year=2026,
        url="https://video.example.org/bag-behind-the-seat",
    ),
    DemoResource(
        slug="counting-a-quiet-year",
        title="Counting a quiet year: how to measure what did not happen",
        type="report",
        description="<p>Bookings that were avoided leave no record. This report compares four "
        "ways to estimate them, and says plainly which two should not go before a county "
        "board.</p>",
        keywords=("Evaluation", "Jail reduction", "Planning"),
        intercepts=(1, 2, 5),
        authors=("Priya Raghunathan",),
        supporters=(BUREAU,),
        year=2023,
        url="https://library.example.org/counting-a-quiet-year",
    ),
    *PUBLICATIONS,
)
